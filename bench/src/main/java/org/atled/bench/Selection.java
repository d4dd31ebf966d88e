package org.atled.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be measured.
 *
 * @param only words of which a row's shape must have one, such as {@code softmax}; none for all
 *     rows
 */
public record Selection(List<Benchmark> benchmarks, List<String> only) {
  public Selection {
    benchmarks = List.copyOf(benchmarks);
    only = List.copyOf(only);
  }

  /** All rows of these. */
  public static Selection of(Benchmark... benchmarks) {
    return new Selection(List.of(benchmarks), List.of());
  }

  /** The rows in order. */
  public List<Workload> workloads() {
    return benchmarks.stream()
        .flatMap(benchmark -> benchmark.workloads().stream())
        .filter(workload -> only.isEmpty() || words(workload).anyMatch(only::contains))
        .toList();
  }

  /** The words of a row's shape. */
  public static Stream<String> words(Workload workload) {
    return Arrays.stream(workload.shape().split(" ", -1));
  }
}
