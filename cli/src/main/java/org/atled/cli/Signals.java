package org.atled.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Signals of the operating system, by {@code sun.misc.Signal}: it has no successor (JEP 260), and a
 * shutdown hook cannot hear a second Ctrl-C. It is reached by reflection because javac warns of its
 * name wherever it stands, and of nothing that could be done instead.
 */
final class Signals {
  private Signals() {}

  /**
   * Listens to a signal, unless whoever started this process wants it ignored, as shells do for
   * jobs in the background.
   *
   * @param name such as INT
   * @param action is told the signal's number, on a thread of its own
   * @return puts back what was before
   */
  static Runnable listen(String name, IntConsumer action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Constructor<?> maker = type.getConstructor(String.class);
      Method handle = type.getMethod("handle", type, handler);
      Object signal = maker.newInstance(name);
      int number = (int) type.getMethod("getNumber").invoke(signal);
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.accept(number);
                return proxy;
              });
      Object before = handle.invoke(null, signal, ours);
      if (before == handler.getField("SIG_IGN").get(null)) {
        handle.invoke(null, signal, before);
        return () -> {};
      }
      return () -> restore(handle, signal, before);
    } catch (ReflectiveOperationException e) {
      // This JVM has no such class, or was told to leave signals alone (-Xrs): they end the
      // process at once, as they do without Atled.
      System.getLogger("org.atled").log(System.Logger.Level.DEBUG, e::toString);
      return () -> {};
    }
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      Object unused = handle.invoke(null, signal, before);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("A signal that was taken could not be given back.", e);
    }
  }
}
