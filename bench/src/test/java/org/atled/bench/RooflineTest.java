package org.atled.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.atled.cpu.PeakLoops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RooflineTest {
  private static final Roofline.Limits LIMITS = new Roofline.Limits(1e12, 4e11, 2e11, 1e10, 1e-6);
  private static final Caches CACHES = new Caches(1 << 20, 1 << 24);

  private static Row.Share share(long flops, long bytes, long workingSet, int operations) {
    Demand demand = new Demand(flops, bytes, workingSet, operations);
    return Roofline.share(LIMITS, CACHES, 2, demand, new Times(2, 1, 3));
  }

  @Test
  void whatTakesLongestBinds() {
    assertThat(share(1_000_000_000, 1, 1, 1)).isEqualTo(new Row.Share(Row.Bound.FMA, 0.5));
    assertThat(share(1, 1, 1, 1_000).bound()).isEqualTo(Row.Bound.DISPATCH);
    assertThat(share(1, 1, 1, 1_000).share()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void theWorkingSetDecidesWhichMemory() {
    long bytes = 4_000_000;
    assertThat(share(1, bytes, 2 << 20, 1).share()).isCloseTo(0.005, within(1e-9));
    assertThat(share(1, bytes, (2 << 20) + 1, 1).share()).isCloseTo(0.01, within(1e-9));
    assertThat(share(1, bytes, (1 << 24) + 1, 1)).isEqualTo(new Row.Share(Row.Bound.MEMORY, 0.2));
  }

  @Test
  void aMeasuredMachineIsRowsToo() {
    Roofline roofline = Roofline.measure(0.001, 1 << 16);

    assertThat(roofline.rows()).extracting(Row::name).contains("fma-peak", "triad", "dispatch");
    assertThat(roofline.rows())
        .filteredOn(row -> row.name().equals("triad"))
        .extracting(Row::shape)
        .containsExactly("L2 3x128KiB", "L3 3x2048KiB", "memory 3x256KiB");
    Workload small = new Gemm(2, 3, 4, false, false).workload();
    Row row = roofline.shared(small.measure(Effort.least()), small);
    assertThat(row.share().orElseThrow().share()).isPositive();
    Workload unbound = new ColdStart();
    assertThat(roofline.shared(row, unbound)).isSameAs(row);
  }

  @Test
  void vectorLoopsAreFoundBesideThePlainOne() {
    assertThat(Peak.all())
        .extracting(PeakLoops.Loop::description)
        .contains("a plain loop")
        .anyMatch(description -> description.startsWith("12 vectors of "));
  }

  @Test
  void thePlainLoopComputesWhatItSays() {
    PeakLoops.Loop loop = new ScalarPeak();
    assertThat(loop.run(1)).isEqualTo(1.875f); // 1 + ½ + ¼ + ⅛
    assertThat(loop.flopsPerRound()).isEqualTo(2 * 4 * 1024);
  }

  @Test
  void linuxTellsTheSizesOfCaches(@TempDir Path folder) throws IOException {
    cache(folder, 0, "1", "32K");
    cache(folder, 1, "2", "1024K");
    cache(folder, 2, "3", "many");

    assertThat(Caches.level(folder, 2)).hasValue(1 << 20);
    assertThat(Caches.level(folder, 3)).isEqualTo(OptionalLong.empty());
    assertThat(Caches.level(folder.resolve("nowhere"), 2)).isEqualTo(OptionalLong.empty());
  }

  private static void cache(Path folder, int index, String level, String size) throws IOException {
    Path cache = Files.createDirectory(folder.resolve("index" + index));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }
}
