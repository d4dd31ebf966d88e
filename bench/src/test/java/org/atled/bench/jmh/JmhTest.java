package org.atled.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** That the benchmarks run; how fast they are is a command's matter. */
class JmhTest {
  @TempDir Path folder;

  @Test
  void benchmarksRun() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("MapBenchmark|ReduceBenchmark.sum$|MatMulBenchmark")
                    .param("size", "1024")
                    .param("shape", "2x3x4")
                    .param("layout", "nt")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .output(folder.resolve("jmh.log").toString())
                    .build())
            .run();

    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark())
        .contains(
            MapBenchmark.class.getName() + ".exp", MatMulBenchmark.class.getName() + ".matmul")
        .hasSize(7);
  }
}
