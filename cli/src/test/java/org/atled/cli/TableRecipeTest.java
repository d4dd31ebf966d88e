package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tables of classes are learned where nobody says it. */
class TableRecipeTest {
  @TempDir Path folder;

  /** Rows whose class is a coin's, thrown by the sum of two of eight numbers. */
  private String noisy() throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of("a,b,c,d,e,f,g,h,y"));
    for (int row = 0; row < 300; row++) {
      double[] x = random.doubles(8, -1, 1).toArray();
      boolean yes = random.nextDouble() < 1 / (1 + Math.exp(-2 * (x[0] + x[1])));
      lines.add(
          String.join(",", Arrays.stream(x).mapToObj(Double::toString).toList())
              + (yes ? ",yes" : ",no"));
    }
    return Files.write(folder.resolve("noisy.csv"), lines).toString();
  }

  private String resolved(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("train", noisy(), "--target", "y", "--dry-run"));
    all.addAll(List.of(options));
    return Atled.done(all.toArray(String[]::new)).out();
  }

  @Test
  void thePenaltyIsAPriorThatRowsOutweigh() {
    assertThat(Recipe.ofTable(Kind.CLASSIFICATION, 240, 8).l2()).isEqualTo(0.0042);
    assertThat(Recipe.ofTable(Kind.CLASSIFICATION, 240_000, 8).l2()).isEqualTo(0.000017);
    assertThat(Recipe.ofTable(Kind.ORDINAL, 2400, 8))
        .hasToString(
            "mlp:64,64 relu dropout 0.3 l2 0.0017, adam 0.003 cosine, 40 epochs of batches of 64");
    assertThat(Recipe.ofTable(Kind.REGRESSION, 240, 8).l2()).isZero();
    assertThat(Atled.done("help", "train").out())
        .contains("from 0           mlp:32 relu l2 1/n, adam")
        .contains("from 2,000       mlp:64,64 relu dropout 0.3 l2 4/n, adam")
        .contains("without dropout and penalty:");
  }

  @Test
  void itGoesWithTheUsualModelAndOptimizer() throws IOException {
    assertThat(resolved()).contains("\nl2: 0.0042\n");
    assertThat(resolved("--l2", "0.5")).contains("\nl2: 0.5\n");
    for (List<String> said :
        List.of(
            List.of("--model", "mlp:8"),
            List.of("--optimizer", "sgd"),
            List.of("--weight-decay", "0.1"),
            List.of("--l1", "0.1"))) {
      assertThat(resolved(said.toArray(String[]::new))).as("%s", said).doesNotContain("l2:");
    }
  }

  /** Without it the network is sure of what a coin decided. */
  @Test
  void noiseIsNotLearnedByHeart() throws IOException {
    String file = noisy();
    assertThat(loss(file)).isLessThan(loss(file, "--l2", "0"));
  }

  private static double loss(String file, String... options) {
    List<String> all =
        new ArrayList<>(List.of("train", file, "--target", "y", "--folds", "3", "--json"));
    all.addAll(List.of(options));
    String json = Atled.run(all.toArray(String[]::new)).out();
    return JsonPlace.parse(json, "output").doubleValue("test_loss");
  }
}
