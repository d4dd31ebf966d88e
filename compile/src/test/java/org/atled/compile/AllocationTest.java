package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.ObjectName;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.cpu.Cpu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A running plan makes no tensors: what it allocates is bookkeeping, such as the offsets of parts
 * that threads share, and little beside what its intermediates would take.
 */
class AllocationTest {
  private static final int RUNS = 4;
  private static final int WIDTH = 640;

  private final int threadsBefore = Cpu.threads();

  @AfterEach
  void restoreThreads() {
    Cpu.setThreads(threadsBefore);
  }

  @Test
  void isBookkeepingAlone() throws JMException {
    Cpu.setThreads(1);
    long intermediates = 9L * 4 * WIDTH * WIDTH;

    assertThat(allocatedByARun(true, 16)).isLessThan(intermediates / 50);
    // The same steps operation by operation make new tensors all the time.
    assertThat(allocatedByARun(false, 1)).isGreaterThan(intermediates);
  }

  /** After some runs: HotSpot's second compiler does without some of the small objects. */
  private static long allocatedByARun(boolean planned, int before) throws JMException {
    Parameter first = new Parameter(Sample.normal(Seed.of(1), WIDTH, WIDTH));
    // Small, or the softmax gives subnormal numbers, on which products take a hundred times as
    // long.
    Parameter second = new Parameter(Sample.normal(Seed.of(2), WIDTH, WIDTH).mul(0.01));
    Function<List<Tensor>, List<Tensor>> step =
        in -> {
          Tensor hidden = in.getFirst().matmul(first.value().mul(0.1)).tanh();
          Tensor loss = hidden.matmul(second.value()).softmax(1).square().mean();
          Gradients g = Autograd.gradients(loss, List.of(first, second));
          for (Parameter p : List.of(first, second)) {
            p.copyInto(p.value().detach().sub(g.of(p).mul(0.1)));
          }
          return List.of(loss);
        };
    Compiled compiled = Compiled.of(step);
    Tensor x = Sample.normal(Seed.of(3), WIDTH, WIDTH);
    Function<Tensor, List<Tensor>> run = planned ? compiled::run : t -> step.apply(List.of(t));
    for (int i = 0; i < before; i++) {
      assertThat(run.apply(x)).hasSize(1);
    }
    long start = allocated();
    for (int i = 0; i < RUNS; i++) {
      assertThat(run.apply(x)).hasSize(1);
    }
    return (allocated() - start) / RUNS;
  }

  /** Bytes that this thread has allocated so far. */
  private static long allocated() throws JMException {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(
                new ObjectName("java.lang:type=Threading"), "CurrentThreadAllocatedBytes");
  }
}
