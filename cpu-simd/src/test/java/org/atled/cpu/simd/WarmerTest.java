package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
      warmer.submit(trial, () -> 0);
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
        },
        () -> 0);
    Fast next = new Fast();
    warmer.submit(next, () -> 0);
    next.await();
  }

  @Test
  void whatIsMissedMostIsTriedFirst() throws InterruptedException {
    Warmer warmer = new Warmer();
    CountDownLatch allAreThere = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    warmer.submit(named("holds the thread", order, allAreThere), () -> 9);
    Fast little = named("little", order, allAreThere);
    Fast much = named("much", order, allAreThere);
    warmer.submit(little, () -> 1);
    warmer.submit(much, () -> 2);
    allAreThere.countDown();
    little.await();
    much.await();
    assertThat(order.stream().distinct().filter(name -> name.length() < 7))
        .containsExactly("much", "little");
  }

  private static Fast named(String name, List<String> order, CountDownLatch allAreThere) {
    return new Fast() {
      @Override
      public void vector() {
        try {
          allAreThere.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        order.add(name);
      }
    };
  }

  /** Its thread ends when there is nothing to do and another begins when there is. */
  @Test
  void beginsAgain() throws InterruptedException {
    Warmer warmer = new Warmer();
    Fast first = new Fast();
    warmer.submit(first, () -> 0);
    first.await();
    first.thread.get().join();
    Fast second = new Fast();
    warmer.submit(second, () -> 0);
    second.await();
    assertThat(second.thread.get()).isNotSameAs(first.thread.get());
  }
}
