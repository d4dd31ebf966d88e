package org.atled.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final Row FAST = row(1, 0.5, 2, 80);
  private static final Row MIDDLE = row(2, 1, 3, 40);
  private static final Row SLOW = row(5, 4, 9, 16);

  private static Row row(double median, double min, double max, double gflops) {
    return new Row(
        "gemm",
        "100x784x100 nt",
        2,
        new Times(median, min, max),
        Optional.of(new Rate(Rate.Unit.GFLOPS, gflops)),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aRowIsOneObject() {
    assertThat(row(1.23456789, 1, 2, 1e9 / 3).json().compact())
        .isEqualTo(
            "{\"name\":\"gemm\",\"shape\":\"100x784x100 nt\",\"threads\":2,"
                + "\"median_ms\":1.23457,\"min_ms\":1,\"max_ms\":2,\"gflops\":3.33333E+8}");
  }

  @Test
  void anotherJvmsRowIsRead() {
    assertThat(Row.of(JsonPlace.parse(MIDDLE.json().compact(), "a fork"))).isEqualTo(MIDDLE);
  }

  @Test
  void forksGiveTheMedianOfTheirMediansAndTheWorst() {
    Row all = Row.ofForks(List.of(SLOW, FAST, MIDDLE));

    assertThat(all.times()).isEqualTo(new Times(2, 0.5, 9));
    assertThat(all.rate()).contains(new Rate(Rate.Unit.GFLOPS, 40));
    assertThat(all.json().compact())
        .endsWith("\"gflops\":40,\"forks\":3,\"worst_ms\":5,\"worst_over_median\":2.5}");
  }

  @Test
  void aShareIsWrittenWithItsBound() {
    assertThat(FAST.withShare(new Row.Share(Row.Bound.FMA, 0.75)).json().compact())
        .endsWith("\"gflops\":80,\"bound\":\"fma\",\"share\":0.75}");
  }
}
