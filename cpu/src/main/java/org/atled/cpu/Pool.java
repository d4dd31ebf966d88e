package org.atled.cpu;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/** Things that are dear to make, kept for the next one who needs them; never more than a few. */
final class Pool<T> {
  private final ArrayBlockingQueue<T> free;
  private final Supplier<T> make;

  Pool(int capacity, Supplier<T> make) {
    this.free = new ArrayBlockingQueue<>(capacity);
    this.make = make;
  }

  T take() {
    T found = free.poll();
    return found == null ? make.get() : found;
  }

  /** Gives one back; when enough are kept already it is left to the garbage collector. */
  void give(T thing) {
    free.offer(thing);
  }
}
