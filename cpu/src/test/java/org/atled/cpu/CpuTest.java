package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.atled.core.error.ArgumentException;
import org.atled.core.spi.Backends;
import org.junit.jupiter.api.Test;

class CpuTest {
  @Test
  void theServiceLoaderFindsIt() {
    assertThat(Backends.current()).isInstanceOf(CpuBackend.class);
    assertThat(Backends.current().name()).isEqualTo("cpu");
    assertThat(Backends.current().simd()).isFalse();
  }

  @Test
  void theDescriptionNamesThreadsAndLoops() {
    assertThat(new CpuBackend(InnerLoops.scalar("as tests do"), 2).description())
        .isEqualTo("2 threads, scalar loops, which HotSpot vectorises (as tests do)");
    assertThat(new CpuBackend(InnerLoops.scalar("as tests do"), 1).description())
        .isEqualTo("1 thread, scalar loops, which HotSpot vectorises (as tests do)");
  }

  @Test
  void threadsOfTheProcess() {
    int before = Cpu.threads();
    CpuBackend shared = new CpuBackend(InnerLoops.scalar("as tests do"));
    CpuBackend own = new CpuBackend(InnerLoops.scalar("as tests do"), 2);
    try {
      Cpu.setThreads(3);
      assertThat(shared.threads()).isEqualTo(3);
      assertThat(own.threads()).isEqualTo(2);
    } finally {
      Cpu.setThreads(before);
    }
    assertThat(shared.threads()).isEqualTo(before);
  }

  /** One thread sets the number while another is about to give it its first value. */
  @Test
  void aNumberSetAtTheFirstUseStays() {
    AtomicInteger cell = new AtomicInteger();
    int n =
        Cpu.startedBy(
            cell,
            () -> {
              cell.set(3);
              return 7;
            });
    assertThat(n).isEqualTo(3);
    assertThat(cell).hasValue(3);
    assertThat(Cpu.startedBy(new AtomicInteger(), () -> 7)).isEqualTo(7);
    assertThat(Cpu.startedBy(cell, () -> 7)).isEqualTo(3);
  }

  @Test
  void badNumbersOfThreads() {
    for (int bad : new int[] {0, -1, 1025}) {
      String message = "The number of threads is " + bad + "; it takes 1 to 1024.";
      assertThatThrownBy(() -> Cpu.setThreads(bad))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> new CpuBackend(InnerLoops.scalar("as tests do"), bad))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void theSystemProperty() {
    assertThat(Cpu.startingThreads("")).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(Cpu.startingThreads(" 7 ")).isEqualTo(7);
    for (String bad : new String[] {"two", "0", "-3", "2.5", "99999999999"}) {
      assertThatThrownBy(() -> Cpu.startingThreads(bad))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(
              "System property atled.threads is \""
                  + bad
                  + "\"; it takes a whole number from 1 to 1024, for example -Datled.threads=4.");
    }
  }
}
