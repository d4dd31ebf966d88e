package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heat maps, confusion matrices, decision maps and images. */
class MapsTest {
  /** The last point of a decision map along an axis. */
  private static final int LAST = Field.SIDE - 1;

  private static final double[][] CORNERS = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
  private static final int[] LABELS = {0, 1, 0, 1};

  /** The pixels of the first picture, as 0xAARRGGBB. */
  private static int[][] pixels(Figure figure) {
    Matcher matcher = Pattern.compile("base64,([^\"]*)\"").matcher(figure.toSvg());
    assertThat(matcher.find()).isTrue();
    try {
      var image =
          ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1))));
      int[][] rows = new int[image.getHeight()][];
      for (int y = 0; y < rows.length; y++) {
        rows[y] = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
      }
      return rows;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessage(message);
  }

  @Test
  void aHeatMapGoesFromItsLeastToItsGreatestValue() {
    Figure figure =
        HeatMap.of("Map", "column", "row", new double[][] {{1, 2, 5}, {3, Double.NaN, 1}}).figure();

    assertThat(pixels(figure)[0]).containsExactly(0xFFF7FAFD, pixels(figure)[0][1], 0xFF064878);
    assertThat(pixels(figure)[1][1]).isEqualTo(0xFFBBBBBB);
    assertThat(figure.toSvg()).contains(">column</text>", ">row</text>", ">value</text>");
  }

  @Test
  void oneRowIsHighEnoughToBeSeen() {
    Figure row = HeatMap.of("Map", "x", "y", new double[1][100]).figure();

    assertThat(row.toSvg()).contains("width=\"400\" height=\"80\"");
  }

  @Test
  void twoColoursMeetAtZero() {
    double[][] values = {{-1, 0, 4}};

    int[] row = pixels(HeatMap.of("Map", "x", "y", values).diverging().figure())[0];

    assertThat(row[1]).isEqualTo(0xFFF7F7F7);
    assertThat(row[2]).isEqualTo(0xFF8A3A00);
    assertThat(row[0] & 255).isGreaterThan(row[0] >> 16 & 255);
  }

  @Test
  void numbersAndNamesStandAtTheirCells() {
    HeatMap map = HeatMap.of("Map", "x", "y", new double[][] {{0.12345, -2}, {1e9, 0}});

    assertThat(
            map.xTicks("left", "right")
                .yTicks("top", "bottom")
                .numbers(3)
                .valueLabel("correlation")
                .figure()
                .toSvg())
        .contains(
            ">0.123</text>",
            ">−2</text>",
            ">10⁹</text>",
            ">0</text>",
            ">left</text>",
            ">bottom</text>",
            ">correlation</text>");
    refuses(
        () -> map.xTicks("one"),
        "The heat map \"Map\" has 2 columns but 1 labels for them; give one for each.");
    refuses(
        () -> map.yTicks("a", "b", "c"),
        "The heat map \"Map\" has 2 rows but 3 labels for them; give one for each.");
    refuses(
        () -> HeatMap.of("Map", "x", "y", new double[][] {{1, 2}, {1}}),
        "\"Map\" has 2 numbers in row 0 but 1 in row 1; give as many in each.");
    refuses(
        () -> HeatMap.of("Map", "x", "y", new double[0][]),
        "\"Map\" has no numbers; give at least one.");
  }

  @Test
  void aConfusionMatrixShowsCountsAndSharesOfTheRow() {
    Figure figure =
        ConfusionMatrix.of("Found", List.of("cat", "dog"), new long[][] {{1, 1}, {0, 5000}});

    assertThat(figure.toSvg())
        .contains(">5,000</text>", ">1</text>", ">true class</text>", ">found class</text>");
    assertThat(Pattern.compile(">0</text>").matcher(figure.toSvg()).results().count())
        .isEqualTo(1); // on the bar alone
    int[][] rgb = pixels(figure);
    assertThat(rgb[0][0]).isEqualTo(rgb[0][1]).isNotEqualTo(rgb[1][0]);
    assertThat(rgb[1]).containsExactly(0xFFF7FAFD, 0xFF064878);
    refuses(
        () -> ConfusionMatrix.of("Found", List.of("cat", "dog"), new long[1][2]),
        "The confusion matrix \"Found\" has 2 labels but counts [1, 2]; give a row and a column for"
            + " each class.");
  }

  @Test
  void aHundredClassesAreStillAFigure() {
    List<String> names = java.util.stream.IntStream.range(0, 100).mapToObj(i -> "c" + i).toList();

    Figure figure = ConfusionMatrix.of("Found", names, new long[100][100]);

    assertThat(figure.width()).isLessThan(700);
    assertThat(figure.toSvg()).contains(">c0</text>", ">c95</text>").doesNotContain(">c1</text>");
  }

  /** P(class 1) = σ(8x − 4): half at x = 0.5, more to the right. */
  private static double[][] half(double[][] points) {
    return Arrays.stream(points)
        .map(p -> new double[] {1 / (1 + StrictMath.exp(4 - 8 * p[0]))})
        .toArray(double[][]::new);
  }

  @Test
  void regionsHaveTheColourOfTheirClassAndFadeWhereTheModelIsNotSure() {
    Figure figure = DecisionMap.of("Halves", CORNERS, LABELS, MapsTest::half).figure();

    int[] row = pixels(figure)[LAST / 2];
    assertThat(row[0] & 0xFFFFFF).isEqualTo(0x0072B2);
    assertThat(row[LAST] & 0xFFFFFF).isEqualTo(0xD55E00);
    assertThat(row[0] >>> 24).isGreaterThan(80);
    assertThat(row[LAST / 2] >>> 24).isLessThan(25);
    assertThat(figure.toSvg())
        .contains(">class 0</text>", ">P(class 1) = 0.5</text>", ">0.1 … 0.9</text>", ">x₁</text>");
  }

  @Test
  void theStrongLineStandsWhereTheProbabilityIsHalf() {
    DecisionMap map = DecisionMap.of("Halves", CORNERS, LABELS, MapsTest::half);
    String ten = map.xRange(0, 1).yRange(0, 1).figure().toSvg();

    Matcher strong =
        Pattern.compile("<path d=\"M([\\d.]+) ([\\d.]+)L[^\"]*\"[^>]*stroke-width=\"2\"")
            .matcher(ten.substring(ten.indexOf("<image")));
    assertThat(strong.find()).isTrue();
    assertThat(Double.parseDouble(strong.group(1))).isEqualTo(180);
    assertThat(Pattern.compile("stroke-width=\"0.7\"").matcher(ten).results().count())
        .isEqualTo(8 + 1); // and one in the legend
  }

  @Test
  void ofThreeClassesTheLinesWhereTheDecisionChangesAreDrawn() {
    Figure figure = Samples.threeClasses();

    assertThat(figure.toSvg())
        .contains(">class 2</text>", ">decision changes</text>", ">P = 0.6 … 0.9</text>");
    int[][] rgb = pixels(figure);
    assertThat(rgb[0][LAST / 2] & 0xFFFFFF).isEqualTo(0x009E73);
    assertThat(rgb[LAST][0] & 0xFFFFFF).isEqualTo(0x0072B2);
    assertThat(rgb[LAST][LAST] & 0xFFFFFF).isEqualTo(0xD55E00);
  }

  @Test
  void theClassifierSeesTheWholePlotWithYUpwards() {
    double[][][] seen = new double[1][][];

    DecisionMap.of(
            "Halves",
            CORNERS,
            LABELS,
            points -> {
              seen[0] = points;
              return half(points);
            })
        .xRange(-2, 3)
        .yRange(5, 6)
        .figure();

    assertThat(seen[0]).hasDimensions(Field.SIDE * Field.SIDE, 2);
    assertThat(seen[0][0]).containsExactly(-2, 6);
    assertThat(seen[0][LAST]).containsExactly(3, 6);
    assertThat(seen[0][Field.SIDE * Field.SIDE - 1]).containsExactly(3, 5);
  }

  @Test
  void aDecisionMapSaysWhatItNeeds() {
    refuses(
        () -> DecisionMap.of("Map", new double[][] {{1, 2, 3}}, new int[1], MapsTest::half),
        "The decision map \"Map\" has points [1, 3] and 1 labels; give points [n, 2] and n"
            + " labels.");
    refuses(
        () -> DecisionMap.of("Map", CORNERS, new int[] {0, 1, -1, 0}, MapsTest::half),
        "The decision map \"Map\" has a negative label; count classes from 0.");
    refuses(
        () -> DecisionMap.of("Map", CORNERS, LABELS, points -> new double[3][2]).figure(),
        "The classifier of \"Map\" gave 3 rows of probabilities for 78961 points; it must give a"
            + " row for each, all of the same length.");
    refuses(
        () -> DecisionMap.of("Map", CORNERS, LABELS, MapsTest::half).axes("", "y"),
        "The label of the x axis of \"Map\" is blank; say what its numbers are.");
  }

  /** In a plot of 100 by 100 pixels over [0, 10] × [0, 5]. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 1 | -2.5 | M100 50L0 50
          1 | 0 | -4 | M40 100L40 0
          1 | -2 | 0 | M0 100L100 0
          1 | 1 | -5 | M50 100L0 0
          0 | 1 | -7 | ''
          1 | 1 | 1 | ''
          0 | 0 | 1 | ''
          """)
  void anEdgeIsCutAtThePlot(double a, double b, double c, String path) {
    Scale x = Scale.even(new Range(0, 10), 0, 100);
    Scale y = Scale.even(new Range(0, 5), 100, 0);

    assertThat(HalfPlane.edge(a, b, c, x, y).toString()).isEqualTo(path);
  }

  @Test
  void aHiddenUnitsLineIsNamed() {
    Figure figure =
        DecisionMap.of("Halves", CORNERS, LABELS, MapsTest::half)
            .line("unit 1", 1, 1, -1)
            .line("out of sight", 0, 1, 99)
            .classes("left", "right")
            .axes("width", "height")
            .figure();

    assertThat(figure.toSvg())
        .contains(">unit 1</text>", ">out of sight</text>", ">P(right) = 0.5</text>")
        .contains(">width</text>", ">height</text>");
  }

  @Test
  void imagesAreGreyFromTheirLeastToTheirGreatest() {
    Figure figure =
        ImageGrid.of("Images", 3).image(new double[][] {{-1, 0}, {1, 3}}, "an image").figure();

    assertThat(pixels(figure)[0][0]).isEqualTo(0xFF000000);
    assertThat(pixels(figure)[1][1]).isEqualTo(0xFFFFFFFF);
    assertThat(figure.toSvg()).contains(">an image</text>").doesNotContain(">value</text>");
  }

  @Test
  void weightsShareOneScaleAndSaliencyHasItsOwn() {
    double[][] small = {{-0.1, 0.1}};
    double[][] large = {{-2, 2}};

    Figure shared =
        ImageGrid.of("Weights", 2).diverging().image(small, "a").image(large, "b").figure();
    Figure own = ImageGrid.of("Saliency", 2).signed(small, "a").image(large, "b").figure();

    assertThat(pixels(own)[0]).containsExactly(0xFF064878, 0xFF8A3A00);
    assertThat(pixels(shared)[0][0]).isNotEqualTo(0xFF064878);
    assertThat(shared.toSvg()).contains(">value</text>");
  }

  @Test
  void coloursAreColours() {
    double[][][] rgb = {{{1, 0}}, {{0, 0.5}}, {{0, 2}}};

    assertThat(pixels(ImageGrid.of("Images", 1).image(rgb, "c").figure())[0])
        .containsExactly(0xFFFF0000, 0xFF0080FF);
    refuses(
        () -> ImageGrid.of("Images", 1).image(new double[2][1][1], "c"),
        "The image \"c\" has 2 channels; give [3, height, width], or [height, width] for grey.");
    refuses(
        () -> ImageGrid.of("Images", 1).image(new double[][][] {{{1}}, {{1}}, {{1, 2}}}, "c"),
        "The image \"c\" has channels of different sizes; give all the same.");
    refuses(
        () -> ImageGrid.of("Images", 1).figure(),
        "The image grid \"Images\" has no images; add at least one.");
  }
}
