package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import org.atled.bench.Benchmark;
import org.atled.bench.Effort;
import org.atled.bench.Rate;
import org.atled.bench.Row;
import org.atled.bench.Selection;
import org.atled.bench.Times;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter people = new StringWriter();

  @Test
  void aMistypedNameIsGuessed() {
    Atled.run("bench", "latency", "gem")
        .failed(
            2,
            "Invalid value for NAME: there is no benchmark \"gem\". Did you mean \"gemm\"? There"
                + " are: gemm, gemm-eager, ops, ops-eager, mlp-sgd, mlp-sgd-eager, mlp-adam,"
                + " mlp-adam-eager, cnn, resnet, gpt, generate, attention, lstm, unet, conv,"
                + " optimizer, checkpoint, images, latency, latency-eager, resnet18, chain,"
                + " chain-eager, plan, coldstart, memory, memory-resnet, memory-gpt,"
                + " memory-attention.");
    Atled.run("bench", "gemm", "chain", "--only", "10000000,128x128x12")
        .failed(
            2,
            "Invalid value for option '--only': there is no row \"128x128x12\". Did you mean"
                + " \"128x128x128\"? There are: 128x128x128, 256x256x256, 512x512x512,"
                + " 1024x1024x1024, 2048x2048x2048, 100x784x100, 100x100x784, 128x784x512,"
                + " 128x512x784, 512x128x784, 128x512x512, 512x128x512, 10000000.");
    Atled.run("bench", "--fork", "2")
        .failed(
            2, "There is no option \"--fork\". Did you mean \"--forks\"? See atled bench --help.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --forks | 0 | a whole number of at least 1
          --forks | two | a whole number of at least 1
          --threads | 0 | a whole number from 1 to 1,024
          """)
  void aWrongNumberIsNamedWithItsOption(String option, String number, String wanted) {
    Atled.run("bench", "latency", option, number)
        .failed(
            2,
            "Invalid value for option '" + option + "': \"" + number + "\" is not " + wanted + ".");
  }

  @Test
  void theHelpNamesEveryBenchmarkAndEveryKey() {
    String help = Atled.done("bench", "--help").out();

    for (Benchmark benchmark : Benchmark.values()) {
      assertThat(help).contains("  " + benchmark + " ");
    }
    for (Rate.Unit unit : Rate.Unit.values()) {
      assertThat(help).contains("  " + unit.name().toLowerCase(Locale.ROOT) + " ");
    }
    assertThat(help)
        .contains("--forks", "--only", "--roofline", "median_ms", "worst_over_median", "share");
  }

  @Test
  void forProgramsEveryRowIsAnObjectAndNothingElseIsOnStandardOutput() {
    run(true);

    assertThat(out.toString().lines()).hasSize(1);
    JsonPlace row = JsonPlace.parse(out.toString(), "standard output");
    assertThat(row.keys())
        .containsExactly("name", "shape", "threads", "median_ms", "min_ms", "max_ms", "p99_us");
    assertThat(row.string("name")).isEqualTo("latency");
    assertThat(people.toString()).contains("warm-up", "1 repetitions");
  }

  @Test
  void forPeopleEveryRowIsALine() {
    run(false);

    assertThat(people.toString()).contains("1 repetitions");
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString()).contains("latency", "784-512-512-10 batch 1", " us p99");
  }

  private void run(boolean json) {
    BenchReport report = new BenchReport(new PrintWriter(out), new PrintWriter(people), json);
    new BenchCommand().run(report, Selection.of(Benchmark.LATENCY), Effort.least());
  }

  @Test
  void aLineShowsForksAndShares() {
    Row row =
        new Row(
            "gemm",
            "512x512x512 nn",
            2,
            new Times(1.2345, 0.98765, 1234.5),
            Optional.of(new Rate(Rate.Unit.GFLOPS, 217.44)),
            Optional.of(new Row.Forked(5, 12.345)),
            Optional.of(new Row.Share(Row.Bound.FMA, 0.876)));

    assertThat(BenchReport.text(row))
        .isEqualTo(
            "gemm            512x512x512 nn              2 thr     1.235 ms (0.98765 to 1235)"
                + "  217.4 GFLOP/s  worst of 5: 12.35 ms (x10.00)  88 % of fma");
  }
}
