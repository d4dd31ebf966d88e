package org.atled.images.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {
  /** PyTorch 1.13, {@code affine_grid} and {@code grid_sample}, at some places. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 | 0 | 1 | 0 | 0 | 0.00000, 0.39766, 0.52978, 0.03197, 0.78832, 0.60414, 0.64150, 0.28822, 0.67811, 0.42830, 0.65027, 0.65268, 0.77493, 0.44653, 0.34000, 0.00000
          0 | 20 | 1 | 0 | 0 | 0.65425, 0.72092, 0.16613, 0.00000, 0.55345, 0.75489, 0.54952, 0.55372, 0.99216, 0.23137, 0.69412, 0.01176, 0.22079, 0.47796, 0.08355, 0.47801
          0 | 0 | 1.25 | 1.5 | -0.75 | 0.43020, 0.40071, 0.63129, 0.85992, 0.76588, 0.70627, 0.48886, 0.46463, 0.63255, 0.35710, 0.37749, 0.32659, 0.43333, 0.47412, 0.18392, 0.71686
          -40 | 10 | 0.8 | 2 | 1 | 0.00000, 0.05226, 0.18995, 0.00000, 0.00000, 0.77572, 0.48100, 0.01120, 0.00000, 0.25828, 0.47297, 0.36507, 0.00000, 0.03895, 0.05444, 0.43199
          """)
  void warpsAsPyTorchDoes(
      double angle, double lean, double size, double across, double down, String wanted) {
    Picture warped = Warp.of(angle, lean, size, across, down).apply(greys());

    float[] numbers = floats(wanted);
    int i = 0;
    for (int row : new int[] {0, 2, 3, 6}) {
      for (int column : new int[] {1, 4, 5, 9}) {
        assertThat(warped.at(0, row, column)).isCloseTo(numbers[i++], within(1e-5f));
      }
    }
  }

  @Test
  void aQuarterTurnGoesCounterClockwise() {
    Picture corner = new Picture(new float[] {1, 0, 0, 0}, 1, 2, 2);

    assertThat(Warp.of(90, 0, 1, 0, 0).apply(corner).at(0, 1, 0)).isCloseTo(1, within(1e-6f));
  }

  /**
   * Pillow 9.4, {@code ImageOps} and {@code ImageEnhance}. It rounds to bytes: sharpening first the
   * mean, by up to a half, of which 0.6 count, and then the result downwards.
   */
  @Test
  void levelsChangeAsPillows() {
    closely(
        Levels.posterized(greys(), 5),
        "0, 88, 176, 16, 104, 192, 32, 120, 216, 48, 48, 144, 232, 72, 176, 16, 120, 224, 72, 184",
        0);
    closely(
        Levels.solarized(greys(), 128 / 255f),
        "0, 91, 73, 17, 108, 56, 34, 125, 39, 51, 53, 110, 16, 79, 78, 21, 123, 28, 77, 70",
        0);
    closely(
        Levels.sharpened(greys(), 1.6f),
        "0, 91, 182, 17, 108, 199, 34, 125, 216, 51, 53, 156, 255, 55, 200, 0, 115, 255, 42, 185,"
            + " 106, 221, 0, 140, 255, 79, 236, 255, 75, 222",
        1.3f);
    closely(
        Levels.stretched(bytes(7, 10, (r, c) -> level(r, c) / 3 + 40)),
        "0, 91, 182, 15, 109, 200, 33, 124, 218, 51, 51, 145, 239, 78, 179, 21, 124, 227, 75, 185",
        1);
    Picture equalized =
        Levels.equalized(bytes(30, 40, (r, c) -> (r * r * 7 + c * c * 3) % 200 / 2 + 30));
    float[] wanted =
        floats(
            "214, 218, 227, 251, 255, 27, 68, 133, 201, 255, 59, 161, 255, 68, 193, 27, 167, 13,"
                + " 170, 37");
    for (int c = 0; c < 20; c++) {
      assertThat(equalized.at(0, 7, c) * 255).isCloseTo(wanted[c], within(1e-3f));
    }
  }

  @Test
  void colourIsByItsFormulas() {
    Picture image = new Picture(new float[] {0.2f, 0.4f, 0.6f, 0.8f, 0.1f, 0.3f}, 3, 1, 2);

    assertThat(Colour.brightened(image, 1.5f).values())
        .containsExactly(new float[] {0.3f, 0.6f, 0.9f, 1, 0.15f, 0.45f}, within(1e-6f));
    // Greys 0.4234 and 0.6234, whose mean is 0.5234.
    assertThat(Colour.saturated(image, 0.5f).values())
        .containsExactly(
            new float[] {0.3117f, 0.5117f, 0.5117f, 0.7117f, 0.2617f, 0.4617f}, within(1e-5f));
    assertThat(Colour.contrasted(image, 0).values())
        .containsOnly(new float[] {0.5234f}, within(1e-5f));
    Picture grey = new Picture(new float[] {0.5f}, 1, 1, 1);
    assertThat(Colour.saturated(grey, 0.3f)).isSameAs(grey);
  }

  @Test
  void aFlipIsItsOwnInverseAndHappensAsOftenAsItSays() {
    Picture image = greys();
    Flip always = new Flip(1);
    assertThat(always.of(image, draws(0)).at(0, 2, 3)).isEqualTo(image.at(0, 2, 6));
    assertThat(always.of(always.of(image, draws(0)), draws(1)).values()).isEqualTo(image.values());
    assertThat(new VerticalFlip(1).of(image, draws(0)).at(0, 2, 3)).isEqualTo(image.at(0, 4, 3));

    long flipped =
        IntStream.range(0, 1000).filter(i -> new Flip(0.3).of(image, draws(i)) != image).count();
    assertThat(flipped).isBetween(260L, 340L);
  }

  @Test
  void aCropMovesByUpToItsPaddingInEachDirection() {
    Picture image = bytes(5, 5, (r, c) -> r == 2 && c == 2 ? 255 : 0);
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      float[] moved = new Crop(1).of(image, draws(i)).values();
      places.add(IntStream.range(0, 25).filter(n -> moved[n] == 1).findFirst().orElseThrow());
    }
    assertThat(places).containsExactlyInAnyOrder(6, 7, 8, 11, 12, 13, 16, 17, 18);
    assertThat(new Crop(0).of(image, draws(1)).values()).isEqualTo(image.values());
  }

  @Test
  void whatIsErasedIsARectangleOfItsShare() {
    Picture image = bytes(20, 20, (r, c) -> 255);
    for (int i = 0; i < 200; i++) {
      Picture erased = new Erase(1).of(image, draws(i));
      int[] gone = IntStream.range(0, 400).filter(n -> erased.values()[n] == 0).toArray();
      assertThat(gone.length).isBetween(4, 150);
      Set<Integer> rows = Arrays.stream(gone).mapToObj(n -> n / 20).collect(Collectors.toSet());
      Set<Integer> columns = Arrays.stream(gone).mapToObj(n -> n % 20).collect(Collectors.toSet());
      assertThat(rows.size() * columns.size()).isEqualTo(gone.length);
    }
  }

  @Test
  void mixturesSayTheShareOfTheirPixels() {
    Picture black = bytes(16, 16, (r, c) -> 0);
    Picture white = bytes(16, 16, (r, c) -> 255);
    double sum = 0;
    for (int i = 0; i < 300; i++) {
      for (Augmentation.OfTwo mixing : new Augmentation.OfTwo[] {new Mixup(0.4), new CutMix(1)}) {
        Augmentation.Mixture mixed = mixing.of(white, black, draws(i));
        double mean =
            IntStream.range(0, 256)
                .mapToDouble(n -> mixed.image().values()[n])
                .average()
                .orElseThrow();
        assertThat(mixed.share()).isCloseTo(mean, within(1e-6)).isBetween(0.0, 1.0);
        sum += mixing instanceof Mixup ? mixed.share() : 0;
      }
    }
    assertThat(sum / 300).isBetween(0.45, 0.55);
  }

  @Test
  void everyChangeOfRandAugmentKeepsPixelsInRange() {
    for (RandAugment.Change change : RandAugment.Change.values()) {
      for (int sign : new int[] {1, -1}) {
        for (double part : new double[] {0, 0.3, 1}) {
          float[] values = change.of(greys(), part, sign).values();
          assertThat(values).as("%s", change).hasSize(70);
          for (float value : values) {
            assertThat(value).as("%s", change).isBetween(0f, 1f);
          }
        }
      }
    }
    assertThat(RandAugment.Change.SHEAR_X.of(greys(), 0, 1).values()).isEqualTo(greys().values());
    // A third of the greatest move of a row of 10 by 150/331 is 1.51 pixels.
    assertThat(RandAugment.Change.TRANSLATE_X.of(greys(), 1.0 / 3, 1).at(0, 3, 0)).isZero();
    assertThat(RandAugment.Change.TRANSLATE_X.of(greys(), 1.0 / 3, -1).at(0, 3, 9)).isZero();
  }

  static Draws draws(int number) {
    return Seed.of(11).at(number).draws();
  }

  private interface Level {
    int at(int row, int column);
  }

  private static Picture bytes(int height, int width, Level level) {
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = level.at(i / width, i % width) / 255f;
    }
    return new Picture(values, 1, height, width);
  }

  private static int level(int row, int column) {
    return (row * 53 + column * 91 + row * column * column % 97) % 256;
  }

  private static Picture greys() {
    return bytes(7, 10, ChangesTest::level);
  }

  private static void closely(Picture image, String wanted, float most) {
    float[] numbers = floats(wanted);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(image.values()[i] * 255)
          .as("pixel %s", i)
          .isCloseTo(numbers[i], within(most + 1e-3f));
    }
  }

  private static float[] floats(String text) {
    String[] words = text.split(", ", -1);
    float[] numbers = new float[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(words[i]);
    }
    return numbers;
  }
}
