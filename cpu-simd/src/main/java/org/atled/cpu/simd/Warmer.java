package org.atled.cpu.simd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
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

  /**
   * A trial between two of its turns.
   *
   * @param missed how much work scalar code has done that vectors could have done
   * @param awaited whether {@link #isIdle} waits for its end
   */
  private record Waiting(Rehearsal rehearsal, DoubleSupplier missed, boolean awaited) {
    Waiting unawaited() {
      return new Waiting(rehearsal, missed, false);
    }
  }

  // Guarded by this.
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean running;
  private int unfinished;

  /** The one of the process: trials at the same time would disturb each other's times. */
  static Warmer shared() {
    return SHARED;
  }

  /**
   * Takes a trial; returns at once. Of those that are due the one is next for which scalar code has
   * done most.
   *
   * @param missed how much, which grows; asked on the thread of this
   */
  synchronized void submit(Trial trial, DoubleSupplier missed) {
    waiting.add(new Waiting(new Rehearsal(trial, System::nanoTime), missed, true));
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

  /** Whether all trials have come to an end, or are slow to. */
  synchronized boolean isIdle() {
    return unfinished == 0;
  }

  private synchronized void finished(Waiting trial) {
    unfinished -= trial.awaited ? 1 : 0;
  }

  private void work() {
    try {
      while (true) {
        Waiting next = next();
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
  private synchronized @Nullable Waiting next() throws InterruptedException {
    long idleSince = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      Waiting next = mostMissed(now);
      if (next != null) {
        waiting.remove(next);
        return next;
      }
      long pause =
          waiting.stream()
              .mapToLong(each -> each.rehearsal.due() - now)
              .min()
              .orElse(idleSince + IDLE_NANOS - now);
      if (pause <= 0) {
        running = false;
        return null;
      }
      wait(pause / 1_000_000, (int) (pause % 1_000_000));
    }
  }

  /** Of those that are due by now. */
  private @Nullable Waiting mostMissed(long now) {
    return waiting.stream()
        .filter(each -> each.rehearsal.due() <= now)
        .max(Comparator.comparingDouble(each -> each.missed.getAsDouble()))
        .orElse(null);
  }

  private void turn(Waiting turn) {
    try {
      switch (turn.rehearsal.turn()) {
        case AGAIN -> {
          synchronized (this) {
            waiting.add(turn);
          }
        }
        case SWITCHED -> finished(turn);
        case SLOW -> {
          if (turn.awaited) {
            LOGGER.log(
                System.Logger.Level.INFO,
                "HotSpot has not compiled a vector loop well in 20 s of trials; it stays scalar"
                    + " until it has, which is looked at ever more seldom.");
            finished(turn);
          }
          synchronized (this) {
            waiting.add(turn.unawaited());
          }
        }
      }
    } catch (Throwable t) {
      // Whatever befell the sample, the scalar code goes on.
      finished(turn);
      LOGGER.log(System.Logger.Level.WARNING, "A vector loop failed its trial and is not used.", t);
    }
  }
}
