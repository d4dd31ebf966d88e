package org.atled.images;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many pixels may be in memory at a time in images of their whole size, on all threads. */
final class PixelBudget {
  /** Of the memory that there may be so much is for them. */
  private static final int SHARE = 4;

  /** As it was decoded, in channels, and on the way to another size. */
  private static final int BYTES_A_PIXEL = 12;

  private final int pixels;
  private final Semaphore left;

  PixelBudget(int pixels) {
    this.pixels = pixels;
    this.left = new Semaphore(pixels, true);
  }

  /** A share of the memory that this JVM may take. */
  static PixelBudget ofMemory() {
    long pixels = Runtime.getRuntime().maxMemory() / SHARE / BYTES_A_PIXEL;
    return new PixelBudget(Math.clamp(pixels, 1, Integer.MAX_VALUE));
  }

  /** Does something once there is room for an image; one that is larger than all goes alone. */
  <T> T within(long image, Supplier<T> task) {
    int taken = (int) Math.min(image, pixels);
    left.acquireUninterruptibly(taken);
    try {
      return task.get();
    } finally {
      left.release(taken);
    }
  }

  int left() {
    return left.availablePermits();
  }
}
