package org.atled.cpu;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that are dear to make, kept for the next one who needs them; never more than a few. Nobody
 * waits: a kernel takes and gives some at every call, from many threads.
 */
final class Pool<T> {
  private final AtomicReferenceArray<@Nullable T> kept;
  private final Supplier<T> make;

  Pool(int capacity, Supplier<T> make) {
    this.kept = new AtomicReferenceArray<>(capacity);
    this.make = make;
  }

  T take() {
    for (int i = 0, place = first(); i < kept.length(); i++, place = next(place)) {
      T found = kept.get(place);
      if (found != null && kept.compareAndSet(place, found, null)) {
        return found;
      }
    }
    return make.get();
  }

  /** Gives one back; when enough are kept already it is left to the garbage collector. */
  void give(T thing) {
    for (int i = 0, place = first(); i < kept.length(); i++, place = next(place)) {
      if (kept.get(place) == null && kept.compareAndSet(place, null, thing)) {
        return;
      }
    }
  }

  /** Threads begin at different places, each where it left what is still in its cache. */
  private int first() {
    return (int) (Thread.currentThread().threadId() % kept.length());
  }

  private int next(int place) {
    return place + 1 == kept.length() ? 0 : place + 1;
  }
}
