package org.atled.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.junit.jupiter.api.Test;

class FeatureTest {
  private static final List<Feature> THREE = Feature.each(List.of("a", "b", "c"));
  private static final double[][] ROWS = rows(40, 3);

  private static double[][] rows(int count, int width) {
    var draws = Seed.of(11).draws();
    double[][] rows = new double[count][width];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> draws.normal());
    }
    return rows;
  }

  private static RowScore each(ToDoubleFunction<double[]> f) {
    return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
  }

  @Test
  void shapOfALineIsKnown() {
    RowScore line = each(row -> 2 * row[0] - 3 * row[1] + 1);
    double[] x = {1, 2, 5};
    var found = KernelShap.of(line, x, ROWS, THREE, Seed.of(0));
    double a = Arrays.stream(ROWS).mapToDouble(row -> row[0]).average().orElseThrow();
    double b = Arrays.stream(ROWS).mapToDouble(row -> row[1]).average().orElseThrow();
    assertThat(found.parts())
        .containsExactly(new double[] {2 * (1 - a), -3 * (2 - b), 0}, offset(1e-9));
    assertThat(found.gap()).isLessThan(1e-9);
  }

  /** The Shapley values by their definition, over all orders. */
  @Test
  void shapOfAllCoalitionsIsShapley() {
    RowScore f = each(row -> row[0] * row[1] + Math.sin(row[1] * row[2]));
    double[] x = {1.5, -1, 0.7};
    var found = KernelShap.of(f, x, ROWS, THREE, Seed.of(0));
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    double[] wanted = new double[3];
    for (int[] order : orders) {
      double[][] now = Arrays.stream(ROWS).map(double[]::clone).toArray(double[][]::new);
      double before = mean(f.of(now));
      for (int feature : order) {
        Arrays.stream(now).forEach(row -> row[feature] = x[feature]);
        double after = mean(f.of(now));
        wanted[feature] += (after - before) / orders.length;
        before = after;
      }
    }
    assertThat(found.parts()).containsExactly(wanted, offset(1e-9));
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  @Test
  void shapOfManyFeaturesAddsUpAndKnowsWhatMatters() {
    double[][] rows = rows(20, 14);
    var features = Feature.each(IntStream.range(0, 14).mapToObj(i -> "x" + i).toList());
    RowScore f = each(row -> 3 * row[2] - row[7] * row[7]);
    double[] x = rows(1, 14)[0];
    x[2] = 2;
    var found = KernelShap.of(f, x, rows, features, Seed.of(5));
    assertThat(found.gap()).isLessThan(1e-9);
    double wanted = 3 * (2 - mean(Arrays.stream(rows).mapToDouble(r -> r[2]).toArray()));
    assertThat(found.parts()[2]).isCloseTo(wanted, offset(0.05));
    assertThat(found.parts()[4]).isCloseTo(0, offset(0.05));
  }

  @Test
  void featuresOfSeveralNumbersGoTogether() {
    var groups = List.of(new Feature("both", 0, 2), new Feature("c", 2, 3));
    RowScore f = each(row -> row[0] * row[1]);
    var found = KernelShap.of(f, new double[] {2, 3, 9}, ROWS, groups, Seed.of(0));
    assertThat(found.parts()[0]).isCloseTo(6 - mean(f.of(ROWS)), offset(1e-9));
    assertThat(found.parts()[1]).isCloseTo(0, offset(1e-9));
  }

  @Test
  void dealingOutWhatMattersCosts() {
    RowScore f = each(row -> 2 * row[0] + 0.1 * row[1]);
    double[] wanted = f.of(ROWS);
    var found =
        PermutationImportance.of(
            rows -> {
              double[] said = f.of(rows);
              return mean(
                  IntStream.range(0, said.length)
                      .mapToDouble(i -> (said[i] - wanted[i]) * (said[i] - wanted[i]))
                      .toArray());
            },
            ROWS,
            THREE,
            5,
            Seed.of(3));
    assertThat(found.get(0).mean()).isGreaterThan(1);
    assertThat(found.get(1).mean()).isBetween(1e-4, 0.1);
    assertThat(found.get(2).mean()).isZero();
    assertThat(found.get(2).deviation()).isZero();
    assertThat(found.get(0).deviation()).isPositive();
  }

  @Test
  void dependenceOfAProductHasCurvesThatDiffer() {
    double[][] values = {{-1, 0, 0}, {0, 0, 0}, {1, 0, 0}};
    var found = Dependence.of(each(r -> r[0] * r[1] + r[2]), ROWS, THREE.getFirst(), values);
    for (int i = 0; i < ROWS.length; i++) {
      assertThat(found.curves()[i][2] - found.curves()[i][0])
          .isCloseTo(2 * ROWS[i][1], offset(1e-12));
    }
    assertThat(found.mean()[1])
        .isCloseTo(mean(Arrays.stream(ROWS).mapToDouble(r -> r[2]).toArray()), offset(1e-12));
  }

  @Test
  void saysWhatItDoesNotTake() {
    RowScore f = each(row -> 0);
    assertThatThrownBy(() -> KernelShap.of(f, new double[4], ROWS, THREE, Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("KernelShap: the example has 4 numbers, those of the background 3.");
    assertThatThrownBy(() -> KernelShap.of(f, new double[3], new double[0][], THREE, Seed.of(0)))
        .hasMessage("There are 0 examples and 3 features, but at least one of each is needed.");
    double[][] wide = rows(2, 1001);
    var many = Feature.each(IntStream.range(0, 1001).mapToObj(i -> "x" + i).toList());
    assertThatThrownBy(() -> KernelShap.of(f, wide[0], wide, many, Seed.of(0)))
        .hasMessage(
            "KernelShap: the features are 1001 but may be at most 1000; make one of several that"
                + " belong together.");
    assertThatThrownBy(() -> Dependence.of(f, ROWS, new Feature("far", 2, 4), ROWS))
        .hasMessage("The feature \"far\" reaches to number 4, but an example has 3.");
    assertThatThrownBy(() -> new Feature("none", 2, 2))
        .hasMessage(
            "The feature \"none\" has the numbers from 2 to before 2, but must have at least one.");
    assertThatThrownBy(() -> PermutationImportance.of(rows -> 0, ROWS, THREE, 0, Seed.of(0)))
        .hasMessage("PermutationImportance: the repeats are 0 but must be at least 1.");
    assertThatThrownBy(() -> Dependence.of(f, ROWS, THREE.getFirst(), new double[0][]))
        .hasMessage("Dependence: there is no value of \"a\" to look at; give at least one.");
  }
}
