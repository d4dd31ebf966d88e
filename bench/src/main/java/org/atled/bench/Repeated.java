package org.atled.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.atled.compile.Explanation;
import org.atled.core.capture.Capture;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Tensor;

/**
 * A workload that is the same work again and again.
 *
 * @param iterations in a repetition at the least
 * @param work found when it is asked for
 * @param unit what its rate is given in: of flops or of bytes
 * @param preparation makes what is timed; told how many different inputs it will see at most
 */
record Repeated(
    String name,
    String shape,
    int iterations,
    Supplier<Work> work,
    Rate.Unit unit,
    IntFunction<Task> preparation)
    implements Workload {
  /** What one iteration needs at the least; see {@link Demand}. */
  record Work(long flops, long bytes, long workingSet) {
    /** What the kernels of a plan count. */
    static Work of(Explanation plan) {
      long flops = plan.loops().stream().mapToLong(Explanation.Loop::flops).sum();
      long bytes = plan.loops().stream().mapToLong(Explanation.Loop::bytes).sum();
      return new Work(flops, bytes, plan.arenaBytes());
    }
  }

  /** One iteration, and its results; none if they are in cells. */
  @FunctionalInterface
  interface Task {
    List<Tensor> run(int number);

    /** The plan that it runs, if it runs one. */
    default Optional<Planned> planned() {
      return Optional.empty();
    }
  }

  @Override
  public Row measure(Effort effort) {
    Task task = preparation.apply(effort.mostIterations());
    Times times = Times.ofSeconds(new Stopwatch(effort).seconds(iterations, task::run));
    long amount = unit == Rate.Unit.GBPS ? work.get().bytes() : work.get().flops();
    int threads = Backends.current().threads();
    return Row.of(this, threads, times, Optional.of(Rate.of(unit, amount, times)));
  }

  @Override
  public Optional<Demand> demand() {
    Task task = preparation.apply(1);
    int operations =
        task.planned()
            .map(planned -> planned.explain().loops().size())
            .orElseGet(() -> Capture.record(List.of(), inputs -> task.run(0)).operations());
    Work needed = work.get();
    return Optional.of(new Demand(needed.flops(), needed.bytes(), needed.workingSet(), operations));
  }

  @Override
  public Optional<Explanation> explain() {
    return preparation.apply(1).planned().map(Planned::explain);
  }

  @Override
  public Optional<Explanation> profile(Effort effort) {
    Task task = preparation.apply(effort.mostIterations());
    return task.planned()
        .map(Planned::timed)
        .map(planned -> {
          new Stopwatch(effort).warmUp(planned::run);
          planned.explain(); // forgets the times of the warm-up
          new Stopwatch(effort).seconds(iterations, planned::run);
          return planned.explain();
        });
  }
}
