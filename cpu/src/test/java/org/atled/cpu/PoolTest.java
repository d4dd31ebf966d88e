package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
  @Test
  void keepsAsManyAsItMayAndMakesTheOthers() {
    AtomicInteger made = new AtomicInteger();
    Pool<Integer> pool = new Pool<>(2, made::incrementAndGet);
    List<Integer> taken = List.of(pool.take(), pool.take(), pool.take());
    assertThat(taken).containsExactly(1, 2, 3);

    taken.forEach(pool::give);

    assertThat(List.of(pool.take(), pool.take())).containsExactlyInAnyOrder(1, 2);
    assertThat(pool.take()).isEqualTo(4);
  }

  @Test
  void oneHolderAtATime() throws InterruptedException {
    Pool<AtomicInteger> pool = new Pool<>(3, AtomicInteger::new);
    AtomicInteger shared = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  AtomicInteger holders = pool.take();
                  if (holders.incrementAndGet() != 1) {
                    shared.incrementAndGet();
                  }
                  Thread.onSpinWait();
                  holders.decrementAndGet();
                  pool.give(holders);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shared).hasValue(0);
  }
}
