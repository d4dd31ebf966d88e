package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.cpu.simd.Rehearsal.State;
import org.junit.jupiter.api.Test;

/** On a clock that only the samples move. */
class RehearsalTest {
  private long now;

  /** Samples that take as long as they are told. */
  private final class Scripted implements Trial {
    long scalarNanos = 1000;
    long vectorNanos = 100_000;
    boolean switched;
    int renewals;

    @Override
    public void scalar() {
      now += scalarNanos;
    }

    @Override
    public void vector() {
      now += vectorNanos;
    }

    @Override
    public void switchOver() {
      switched = true;
    }

    @Override
    public void renew() {
      renewals++;
    }
  }

  private final Scripted trial = new Scripted();
  private final Rehearsal rehearsal = new Rehearsal(trial, () -> now);

  private State turn() {
    now = Math.max(now, rehearsal.due());
    return rehearsal.turn();
  }

  @Test
  void switchesWhenTwoTurnsInARowAreFast() {
    assertThat(turn()).isEqualTo(State.AGAIN);
    assertThat(turn()).isEqualTo(State.AGAIN);
    trial.vectorNanos = 1100;
    assertThat(turn()).isEqualTo(State.AGAIN);
    trial.vectorNanos = 1200;
    assertThat(turn()).isEqualTo(State.AGAIN);
    trial.vectorNanos = 500;
    assertThat(turn()).isEqualTo(State.AGAIN);
    assertThat(trial.switched).isFalse();
    assertThat(turn()).isEqualTo(State.SWITCHED);
    assertThat(trial.switched).isTrue();
    assertThat(trial.renewals).isZero();
  }

  /** At first the scalar sample may be as slow as the vector one. */
  @Test
  void believesNoTwoFirstTurns() {
    trial.scalarNanos = 200_000;
    assertThat(turn()).isEqualTo(State.AGAIN);
    assertThat(turn()).isEqualTo(State.AGAIN);
    trial.scalarNanos = 1000;
    assertThat(turn()).isEqualTo(State.AGAIN);
    assertThat(trial.switched).isFalse();
  }

  /** Until the class is defined anew, which begins from the shortest one. */
  @Test
  void aTurnIsShortAndPausesGrow() {
    long pause = 0;
    long longest = 0;
    for (int i = 0; i < 200; i++) {
      long begin = now;
      int renewals = trial.renewals;
      turn();
      assertThat(now - begin).isLessThan(82_000_000);
      long before = trial.renewals > renewals ? 0 : pause;
      pause = rehearsal.due() - now;
      assertThat(pause).isBetween(20_000_000L, 1_000_000_000L).isGreaterThanOrEqualTo(before);
      longest = Math.max(longest, pause);
      now = rehearsal.due();
    }
    assertThat(longest).isEqualTo(1_000_000_000L);
  }

  @Test
  void definesTheClassAnewTwiceAndIsThenTriedEverMoreSeldom() {
    trial.vectorNanos = 50_000_000;
    int turns = 1;
    while (turn() == State.AGAIN) {
      turns++;
      assertThat(turns).isLessThan(1000);
    }
    assertThat(trial.renewals).isEqualTo(2);
    assertThat(trial.switched).isFalse();
    // 20 s of its own time, three samples a turn.
    assertThat(turns).isBetween(120, 140);
    for (long pause = 20_000_000_000L; pause < 1e12; pause *= 2) {
      assertThat(rehearsal.due() - now).isEqualTo(pause);
      assertThat(turn()).isEqualTo(State.SLOW);
    }
    trial.vectorNanos = 500;
    assertThat(turn()).isEqualTo(State.SLOW);
    assertThat(rehearsal.due() - now).isLessThan(1_000_000_000L);
    assertThat(turn()).isEqualTo(State.SWITCHED);
  }

  /** As where much is compiled on a machine that is busy: to begin anew would take longer. */
  @Test
  void keepsAClassThatBecomesFaster() {
    trial.vectorNanos = 10_000_000;
    while (now < 40_000_000_000L) {
      long begin = now;
      while (now - begin < 4_000_000_000L) {
        assertThat(turn()).isEqualTo(State.AGAIN);
      }
      trial.vectorNanos -= trial.vectorNanos / 8;
    }
    assertThat(trial.renewals).isZero();
  }
}
