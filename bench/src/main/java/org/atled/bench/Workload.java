package org.atled.bench;

import java.util.Optional;
import org.atled.compile.Explanation;

/** One thing to measure: a row of the result. */
public sealed interface Workload
    permits Repeated, Latency, PlanMaking, ColdStart, PeakMemory, Supply, CheckpointStall {
  /** The benchmark it belongs to: {@code gemm}. */
  String name();

  /** What distinguishes it among the benchmark's workloads: {@code 100x784x100 nn}. */
  String shape();

  /** Prepares it, warms up and measures, with as many threads as the backend has. */
  Row measure(Effort effort);

  /** What one iteration asks of the machine; empty where a roofline says nothing about it. */
  Optional<Demand> demand();

  /** The plan that it runs; empty where it runs none. */
  default Optional<Explanation> explain() {
    return Optional.empty();
  }

  /** The plan with the times of its loops, after as long a warm-up as for measuring. */
  default Optional<Explanation> profile(Effort effort) {
    return Optional.empty();
  }
}
