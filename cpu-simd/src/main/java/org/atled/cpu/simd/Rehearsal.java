package org.atled.cpu.simd;

import java.util.function.LongSupplier;

/**
 * How far a {@link Trial} has come. HotSpot compiles at its own time, so a trial is run in short
 * turns with pauses. A turn is good when the vector sample took at most {@value #MARGIN} times the
 * scalar one's time, each the best of many; two good turns in a row are believed, as the scalar
 * sample may have been slow only because its own compilation was still to come.
 */
final class Rehearsal {
  static final double MARGIN = 1.1;

  /**
   * In a turn. HotSpot looks at a method's counts at every 1,024th call and every 8,192nd round of
   * a loop, and wants the more calls the longer its queue is.
   */
  private static final int SAMPLES = 320;

  private static final int LEAST_SAMPLES = 3;

  /** Enough of code that is compiled to see its time. */
  private static final int SCALAR_SAMPLES = 20;

  private static final long TURN_NANOS = 100_000_000;
  private static final long FIRST_PAUSE_NANOS = 60_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

  /** In this time most code is compiled; what is not should not take much from others. */
  private static final long EAGER_NANOS = 3_000_000_000L;

  /** Two turns of a sample that was not yet compiled may agree; the third comes after 120 ms. */
  private static final int LEAST_TURNS = 3;

  /**
   * A class is defined anew only after HotSpot had so long and so many turns for the last in which
   * no sample took less than {@value #PROGRESS} of the least time before: what is slow because
   * there is much to compile would begin from the beginning.
   */
  private static final long RENEW_NANOS = 5_000_000_000L;

  private static final long RENEW_SPENT_NANOS = 500_000_000;

  private static final double PROGRESS = 0.9;

  private static final int MOST_RENEWALS = 2;

  /**
   * After so long of trials the next comes after as long, and each one later after twice the pause
   * before: HotSpot may never compile it well, or the machine was busy and comes to it later.
   */
  private static final long SLOW_NANOS = 20_000_000_000L;

  private final Trial trial;
  private final LongSupplier clock;
  private int turns;
  private int goodTurns;
  private long spent;
  private long pause = FIRST_PAUSE_NANOS;
  private long longPause = SLOW_NANOS;
  private long due;
  private long leastSoFar = Long.MAX_VALUE;
  private long progressed;
  private long spentBefore;
  private int renewals;

  /** What is to be done after a turn. */
  enum State {
    AGAIN,
    SWITCHED,
    /** As AGAIN; and nobody should wait for it any longer. */
    SLOW
  }

  /**
   * @param clock nanoseconds since some moment
   */
  Rehearsal(Trial trial, LongSupplier clock) {
    this.trial = trial;
    this.clock = clock;
    this.due = clock.getAsLong();
    this.progressed = due;
  }

  /** When the next turn should be, by the clock. */
  long due() {
    return due;
  }

  /** Runs both samples for about 100 ms at most, or one of each if those take longer. */
  State turn() {
    long begin = clock.getAsLong();
    long scalar = best(trial::scalar, SCALAR_SAMPLES);
    long vector = best(trial::vector, SAMPLES);
    long end = clock.getAsLong();
    spent += end - begin;
    goodTurns = vector <= MARGIN * scalar ? goodTurns + 1 : 0;
    if (++turns >= LEAST_TURNS && goodTurns >= 2) {
      trial.switchOver();
      return State.SWITCHED;
    }
    if (spent >= SLOW_NANOS) {
      if (goodTurns > 0) {
        due = end + FIRST_PAUSE_NANOS; // one more may be believed
      } else {
        due = end + longPause;
        longPause *= 2;
      }
      return State.SLOW;
    }
    if (vector < PROGRESS * leastSoFar) {
      leastSoFar = vector;
      progressed = end;
      spentBefore = spent;
      pause = FIRST_PAUSE_NANOS;
    }
    if (goodTurns == 0
        && renewals < MOST_RENEWALS
        && end - progressed >= RENEW_NANOS
        && spent - spentBefore >= RENEW_SPENT_NANOS) {
      trial.renew();
      renewals++;
      leastSoFar = Long.MAX_VALUE;
      progressed = end;
      spentBefore = spent;
      pause = FIRST_PAUSE_NANOS;
    }
    due = end + pause;
    if (goodTurns == 0 && spent > EAGER_NANOS) {
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
    return State.AGAIN;
  }

  private long best(Runnable sample, int most) {
    long best = Long.MAX_VALUE;
    long begin = clock.getAsLong();
    long last = begin;
    for (int i = 0; i < most && (i < LEAST_SAMPLES || last - begin < TURN_NANOS); i++) {
      sample.run();
      long now = clock.getAsLong();
      best = Math.min(best, now - last);
      last = now;
    }
    return best;
  }
}
