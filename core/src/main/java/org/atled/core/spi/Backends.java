package org.atled.core.spi;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.atled.core.error.StateException;
import org.jspecify.annotations.Nullable;

/** Finds the backend that operations run on. */
public final class Backends {
  /** A configuration that cannot be read may fail at every call. */
  private static final int MOST_FAILURES = 100;

  private static volatile @Nullable Backend current;

  private Backends() {}

  /**
   * The backend of the provider with the highest priority.
   *
   * @throws StateException if there is none
   */
  public static Backend current() {
    Backend found = current;
    return found == null ? findOnce() : found;
  }

  /** Not by a class's initialiser: its failure would hide the message. */
  private static synchronized Backend findOnce() {
    Backend found = current;
    if (found == null) {
      found = find();
      current = found;
    }
    return found;
  }

  private static Backend find() {
    BackendProvider best = null;
    Iterator<BackendProvider> providers =
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).iterator();
    while (true) {
      BackendProvider next = nextOrNull(providers);
      if (next == null) {
        break;
      }
      if (best == null || next.priority() > best.priority()) {
        best = next;
      }
    }
    if (best == null) {
      throw new StateException(
          "No backend found: put org.atled.cpu (artifact atled-cpu) on the module path or class"
              + " path beside org.atled.core.");
    }
    return best.create();
  }

  /**
   * The next provider that loads, or null at the end. Both calls are guarded: since JDK 24 hasNext
   * may itself throw when a provider's module is missing.
   */
  private static @Nullable BackendProvider nextOrNull(Iterator<BackendProvider> providers) {
    for (int attempt = 0; attempt < MOST_FAILURES; attempt++) {
      try {
        return providers.hasNext() ? providers.next() : null;
      } catch (ServiceConfigurationError | LinkageError e) {
        System.getLogger("org.atled")
            .log(System.Logger.Level.DEBUG, "A backend could not be loaded: {0}", e.toString());
      }
    }
    return null;
  }
}
