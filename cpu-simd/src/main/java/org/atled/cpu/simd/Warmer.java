package org.atled.cpu.simd;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.atled.cpu.Cpu;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs vector code until HotSpot has compiled it. Before, each vector is an object
 * and vector code a hundred times slower than scalar code, so real calls take the scalar code until
 * a {@link Trial} has been seen to be fast. The thread is a daemon of the least priority, begins
 * with the first trial and ends some seconds after the last.
 */
final class Warmer {
  private static final System.Logger LOGGER = System.getLogger("org.atled.cpu.simd");
  private static final long IDLE_NANOS = 2_000_000_000L;
  private static final Warmer SHARED = new Warmer();

  // Guarded by this.
  private final PriorityQueue<Rehearsal> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Rehearsal::due));
  private boolean running;
  private int unfinished;

  /** The one of the process: trials at the same time would disturb each other's times. */
  static Warmer shared() {
    return SHARED;
  }

  /** Puts a trial in the queue; returns at once. */
  synchronized void submit(Trial trial) {
    waiting.add(new Rehearsal(trial, System::nanoTime));
    unfinished++;
    notifyAll();
    if (!running) {
      Thread thread = Thread.ofPlatform().daemon().name("atled-warmer").unstarted(this::work);
      thread.setPriority(Thread.MIN_PRIORITY);
      try {
        thread.start();
        running = true;
      } catch (OutOfMemoryError e) {
        // No thread to be had: loops stay scalar, and the next trial asks once more.
        LOGGER.log(System.Logger.Level.DEBUG, "No thread to warm vector loops on.", e);
      }
    }
  }

  /** Whether all trials have come to an end. */
  synchronized boolean isIdle() {
    return unfinished == 0;
  }

  private synchronized void finished() {
    unfinished--;
  }

  private void work() {
    try {
      while (true) {
        Rehearsal next = next();
        if (next == null) {
          return;
        }
        Cpu.beside(() -> turn(next));
      }
    } catch (InterruptedException e) {
      synchronized (this) {
        running = false;
      }
    }
  }

  /** Waits for the next turn that is due; null when the thread should end. */
  private synchronized @Nullable Rehearsal next() throws InterruptedException {
    long idleSince = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      Rehearsal first = waiting.peek();
      long pause = first == null ? idleSince + IDLE_NANOS - now : first.due() - now;
      if (pause > 0) {
        wait(pause / 1_000_000, (int) (pause % 1_000_000));
      } else if (first != null) {
        return waiting.remove();
      } else {
        running = false;
        return null;
      }
    }
  }

  private void turn(Rehearsal rehearsal) {
    try {
      switch (rehearsal.turn()) {
        case AGAIN -> {
          synchronized (this) {
            waiting.add(rehearsal);
          }
        }
        case SWITCHED -> finished();
        case GIVEN_UP -> {
          finished();
          LOGGER.log(
              System.Logger.Level.INFO,
              "HotSpot has not compiled a vector loop well in 20 s of trials; it stays scalar.");
        }
      }
    } catch (Throwable t) {
      // Whatever befell the sample, the scalar code goes on.
      finished();
      LOGGER.log(System.Logger.Level.WARNING, "A vector loop failed its trial and is not used.", t);
    }
  }
}
