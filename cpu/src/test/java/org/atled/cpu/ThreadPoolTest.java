package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadPoolTest {
  private final ThreadPool pool = ThreadPool.shared();

  @Test
  void everyPartRunsOnce() {
    for (int threads : new int[] {1, 2, 3, 5}) {
      for (int parts : new int[] {0, 1, 2, 7, 1000, 65_535, 65_536, 200_001}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(parts, 1));
        pool.run(threads, parts, runs::incrementAndGet);
        for (int i = 0; i < parts; i++) {
          assertThat(runs.get(i)).as("part %d of %d", i, parts).isEqualTo(1);
        }
      }
    }
  }

  /** Many regions in quick succession, so that late helpers meet the next region. */
  @Test
  void everyPartRunsOnceInEveryRegion() {
    AtomicInteger total = new AtomicInteger();
    int expected = 0;
    for (int region = 0; region < 20_000; region++) {
      int parts = 2 + region % 5;
      expected += parts;
      pool.run(2 + region % 3, parts, p -> total.incrementAndGet());
      assertThat(total.get()).isEqualTo(expected);
    }
  }

  /** So that each of two threads gets what it had before, and has in its cache. */
  @Test
  void theCallerTakesTheFirstPartsAndAHelperTheLast() {
    Thread caller = Thread.currentThread();
    boolean[] byCaller = new boolean[40];
    CyclicBarrier bothAreThere = new CyclicBarrier(2);
    pool.run(
        2,
        40,
        p -> {
          byCaller[p] = Thread.currentThread() == caller;
          if (p == 0 || p == 39) {
            await(bothAreThere);
          }
        });
    assertThat(byCaller[0]).isTrue();
    assertThat(byCaller[39]).isFalse();
    for (int p = 1; p < 40; p++) {
      assertThat(byCaller[p]).isIn(byCaller[p - 1], false);
    }
  }

  /** Parts that wait for each other end only if as many threads as asked for are there. */
  @Test
  void asManyThreadsAsAskedForTakePart() {
    for (int threads : new int[] {2, 3, 5}) {
      CyclicBarrier barrier = new CyclicBarrier(threads);
      Set<String> names = Collections.synchronizedSet(new HashSet<>());
      pool.run(
          threads,
          threads,
          p -> {
            names.add(Thread.currentThread().getName());
            await(barrier);
          });
      assertThat(names).hasSize(threads).contains(Thread.currentThread().getName());
    }
  }

  @Test
  void helpersAreDaemons() {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    pool.run(
        2,
        2,
        p -> {
          threads.add(Thread.currentThread());
          await(barrier);
        });
    threads.remove(Thread.currentThread());
    assertThat(threads)
        .allMatch(Thread::isDaemon)
        .allMatch(t -> t.getName().startsWith("atled-cpu-"));
  }

  @Test
  void aCallerThatFindsItBusyRunsInline() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread first =
        Thread.ofPlatform()
            .start(() ->
                pool.run(
                    2,
                    2,
                    p -> {
                      inside.countDown();
                      await(release);
                    }));
    await(inside);
    Set<Thread> threads = new HashSet<>();
    pool.run(2, 50, p -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
    release.countDown();
    first.join();
  }

  @Test
  void aPartThatAsksForHelpRunsInline() {
    AtomicInteger inner = new AtomicInteger();
    pool.run(2, 4, p -> pool.run(2, 3, q -> inner.incrementAndGet()));
    assertThat(inner.get()).isEqualTo(12);
  }

  @Test
  void whatAPartThrowsIsThrownByTheCaller() {
    for (int bad = 0; bad < 5; bad++) {
      int failing = bad;
      assertThatThrownBy(() ->
              pool.run(
                  3,
                  5,
                  p -> {
                    if (p == failing) {
                      throw new IllegalStateException("part " + p);
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("part " + failing);
      AtomicInteger after = new AtomicInteger();
      pool.run(3, 5, p -> after.incrementAndGet());
      assertThat(after.get()).isEqualTo(5);
    }
    assertThatThrownBy(() ->
            pool.run(
                2,
                2,
                p -> {
                  throw new OutOfMemoryError("of a part");
                }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  /** Where the system refuses threads the work is done all the same, by those that it granted. */
  @Test
  void aThreadThatIsRefusedIsDoneWithout() {
    for (int granted : new int[] {0, 1, 2}) {
      AtomicInteger asked = new AtomicInteger();
      ThreadPool scarce = new ThreadPool(work -> new Scarce(work, asked, granted));
      for (int region = 0; region < 3; region++) {
        AtomicIntegerArray runs = new AtomicIntegerArray(100);
        scarce.run(5, 100, runs::incrementAndGet);
        for (int i = 0; i < 100; i++) {
          assertThat(runs.get(i)).as("part %d with %d granted", i, granted).isEqualTo(1);
        }
      }
      assertThat(scarce.helped()).hasSize(granted);
      assertThat(asked).as("asks no more once refused").hasValue(granted + 1);
      CyclicBarrier barrier = new CyclicBarrier(granted + 1);
      scarce.run(5, 2 * (granted + 1), p -> await(barrier));
    }
  }

  /** Whatever else goes wrong at a start, those started before stay and none is counted twice. */
  @Test
  void aThreadThatFailsOtherwiseIsReported() {
    AtomicInteger asked = new AtomicInteger();
    ThreadPool pool =
        new ThreadPool(work -> {
          if (asked.getAndIncrement() == 1) {
            throw new IllegalStateException("no second thread");
          }
          return Thread.ofPlatform().daemon().unstarted(work);
        });
    assertThatThrownBy(() -> pool.run(3, 3, p -> {})).hasMessage("no second thread");
    assertThat(pool.helped()).hasSize(1);
    CyclicBarrier barrier = new CyclicBarrier(3);
    pool.run(3, 3, p -> await(barrier));
    assertThat(pool.helped()).hasSize(2);
  }

  /** Starts only so many times. */
  private static final class Scarce extends Thread {
    private final AtomicInteger asked;
    private final int granted;

    Scarce(Runnable work, AtomicInteger asked, int granted) {
      super(work);
      setDaemon(true);
      this.asked = asked;
      this.granted = granted;
    }

    @Override
    public void start() {
      if (asked.getAndIncrement() >= granted) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      super.start();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(50, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("Not all threads came.", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
