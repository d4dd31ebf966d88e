package org.atled.plot.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.atled.plot.scene.Path;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static final Pattern POINT = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");

  /** Pixels 0, 10, … 400 both ways. */
  private static final double[] PIXELS = Scale.even(new Range(0, 400), 0, 400).values(41);

  private static double[][] grid(DoubleBinaryOperator f) {
    return Arrays.stream(PIXELS)
        .mapToObj(y -> Arrays.stream(PIXELS).map(x -> f.applyAsDouble(x, y)).toArray())
        .toArray(double[][]::new);
  }

  private static List<double[]> points(Path path) {
    List<double[]> points = new ArrayList<>();
    POINT
        .matcher(path.toString())
        .results()
        .map(MatchResult.class::cast)
        .forEach(m ->
            points.add(
                new double[] {Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2))}));
    return points;
  }

  private static long lines(Path path) {
    return path.toString().chars().filter(c -> c == 'M').count();
  }

  @Test
  void aPlaneHasAStraightLine() {
    Path path = Contours.of(PIXELS, PIXELS, grid((x, y) -> x + 2 * y), 333);

    assertThat(lines(path)).isEqualTo(1);
    assertThat(points(path)).hasSizeGreaterThan(40);
    for (double[] p : points(path)) {
      assertThat(p[0] + 2 * p[1]).isCloseTo(333, within(0.03));
    }
  }

  @Test
  void aConeHasOneClosedCircle() {
    Path path =
        Contours.of(PIXELS, PIXELS, grid((x, y) -> StrictMath.hypot(x - 203, y - 198)), 120);

    assertThat(lines(path)).isEqualTo(1);
    assertThat(path.toString()).endsWith("Z");
    List<double[]> points = points(path);
    for (int i = 0; i < points.size(); i++) {
      double[] p = points.get(i);
      assertThat(StrictMath.hypot(p[0] - 203, p[1] - 198)).isCloseTo(120, within(0.2));
      double[] next = points.get((i + 1) % points.size());
      assertThat(StrictMath.hypot(p[0] - next[0], p[1] - next[1])).isLessThan(14.2);
    }
  }

  @Test
  void atASaddleTheMeanDecides() {
    double[] two = {0, 10};
    double[][] high = {{1, 0}, {0, 1}};
    double[][] low = {{1, -2}, {-2, 1}};

    // Above the level in the middle: the corners of 0 are cut off; below: those of 1.
    assertThat(lines(Contours.of(two, two, high, 0.4))).isEqualTo(2);
    assertThat(Contours.of(two, two, high, 0.4).toString()).isEqualTo("M6 0L10 4M4 10L0 6");
    assertThat(Contours.of(two, two, low, 0).toString())
        .isEqualTo("M3.33 0L0 3.33M6.67 10L10 6.67");
  }

  @Test
  void whereThereIsNoNumberThereIsNoLine() {
    double[][] values = grid((x, y) -> x > 150 && x < 250 ? Double.NaN : y);

    Path path = Contours.of(PIXELS, PIXELS, values, 205);

    assertThat(lines(path)).isEqualTo(2);
    assertThat(points(path)).noneMatch(p -> p[0] > 151 && p[0] < 249);
  }

  @Test
  void aLevelThatIsNotReachedHasNone() {
    assertThat(Contours.of(PIXELS, PIXELS, grid((x, y) -> x), 500).isEmpty()).isTrue();
    assertThat(Contours.of(PIXELS, PIXELS, grid((x, y) -> 1), 1).isEmpty()).isTrue();
  }
}
