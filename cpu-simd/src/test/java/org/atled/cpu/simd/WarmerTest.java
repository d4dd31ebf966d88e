package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmerTest {
  /** A vector sample that does nothing is fast at once. */
  private static class Fast implements Trial {
    private final CountDownLatch switched = new CountDownLatch(1);
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicLong work = new AtomicLong();

    @Override
    public void scalar() {
      for (int i = 0; i < 1000; i++) {
        work.incrementAndGet();
      }
    }

    @Override
    public void vector() {
      thread.set(Thread.currentThread());
    }

    @Override
    public void switchOver() {
      switched.countDown();
    }

    @Override
    public void renew() {
      throw new AssertionError("fast from the beginning");
    }

    void await() throws InterruptedException {
      assertThat(switched.await(50, TimeUnit.SECONDS)).as("switched over").isTrue();
    }
  }

  @Test
  void switchesEachTrialOverOnADaemonOfLeastPriority() throws InterruptedException {
    Warmer warmer = new Warmer();
    Fast[] trials = {new Fast(), new Fast(), new Fast()};
    for (Fast trial : trials) {
      warmer.submit(trial);
    }
    for (Fast trial : trials) {
      trial.await();
      Thread thread = trial.thread.get();
      assertThat(thread).isSameAs(trials[0].thread.get());
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getName()).isEqualTo("atled-warmer");
      assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    }
  }

  @Test
  void aTrialThatFailsDelaysNoOther() throws InterruptedException {
    Warmer warmer = new Warmer();
    warmer.submit(
        new Fast() {
          @Override
          public void vector() {
            throw new IllegalStateException("as the test wants it");
          }
        });
    Fast next = new Fast();
    warmer.submit(next);
    next.await();
  }

  /** Its thread ends when there is nothing to do and another begins when there is. */
  @Test
  void beginsAgain() throws InterruptedException {
    Warmer warmer = new Warmer();
    Fast first = new Fast();
    warmer.submit(first);
    first.await();
    first.thread.get().join();
    Fast second = new Fast();
    warmer.submit(second);
    second.await();
    assertThat(second.thread.get()).isNotSameAs(first.thread.get());
  }
}
