package org.atled.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;

class FreshJvmTest {
  @Test
  void forksAreFreshJvms() {
    List<Integer> started = new ArrayList<>();

    Selection selection =
        new Selection(List.of(Benchmark.LATENCY, Benchmark.OPS), List.of("batch", "softmax"));
    List<Row> rows = Forks.run(2, Effort.least(), selection, started::add);

    assertThat(started).containsExactly(1, 2);
    assertThat(rows)
        .extracting(Row::shape)
        .containsExactly("784-512-512-10 batch 1", "softmax 1000x1000", "softmax 100x100");
    assertThat(rows.getFirst().name()).isEqualTo("latency");
    assertThat(rows.getFirst().forked().map(Row.Forked::forks)).isEqualTo(Optional.of(2));
  }

  @Test
  void aJvmThatFailsSaysWhy() {
    FreshJvm jvm = new FreshJvm(InFreshJvm.class);
    assertThatThrownBy(() -> jvm.run(InFreshJvm.step(0)))
        .isInstanceOf(AtledException.class)
        .hasMessageStartingWith("A JVM started for a benchmark ended with 1 and said: ")
        .hasMessageContaining("The number of threads is 0; it takes 1 to 1024.");
  }

  @Test
  void aFreshJvmHasTheOptionsOfThisOneButItsOwnAffairs() {
    assertThat(
            FreshJvm.inherited(
                List.of(
                    "-Xmx1g",
                    "-agentlib:jdwp=transport=dt_socket",
                    "-javaagent:cover.jar",
                    "--module-path=lib",
                    "-Djdk.module.main=org.atled.cli")))
        .containsExactly("-Xmx1g", "--module-path=lib");
    assertThat(
            Files.isExecutable(Path.of(new FreshJvm(InFreshJvm.class).command(List.of()).get(0))))
        .isTrue();
  }
}
