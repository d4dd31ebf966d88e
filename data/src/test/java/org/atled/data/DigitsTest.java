package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ForkJoinPool;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final String GOLDEN =
      "72f58d5cd75df22b94d3e0471a3aee3646b693c777d9d6eb1bd2def943b648b9";

  @Test
  void theSameSeedGivesTheSameBitsForever() throws Exception {
    assertThat(digest(Digits.generate(Seed.of(7), 50, 10).train())).isEqualTo(GOLDEN);
  }

  @Test
  void smallOnesAreMeansOfSquares() {
    Dataset small = Digits.small(Seed.of(7), 20, 10, 8).train();
    Batch whole = Numbers.whole(Digits.generate(Seed.of(7), 20, 10).train());

    assertThat(small.info().input()).isEqualTo(Shape.of(1, 8, 8));
    float[] means = Numbers.floats(small.spread(20).x());
    float[] pixels = Numbers.floats(whole.x());
    double sum = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        sum += pixels[28 * 28 * 4 + 28 * (2 + 3 * 5 + row) + 2 + 3 * 2 + column];
      }
    }
    assertThat((double) means[64 * 4 + 8 * 5 + 2]).isCloseTo(sum / 9, within(1e-6));
    assertThat(Numbers.longs(small.spread(20).y())).isEqualTo(Numbers.longs(whole.y()));
    assertThatThrownBy(() -> Digits.small(Seed.of(7), 20, 10, 7))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Small digits have a side that divides 24, such as 12 or 8, not 7.");
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    String alone = generatedBy(1);

    assertThat(generatedBy(3)).isEqualTo(alone);
  }

  @Test
  void theFirstImagesAreTheSameWhateverTheSize() throws Exception {
    Batch few = Numbers.whole(Digits.generate(Seed.of(3), 30, 10).train());
    Batch many = Digits.generate(Seed.of(3), 1_300, 20).train().batch(first(30));

    assertThat(Numbers.floats(many.x())).isEqualTo(Numbers.floats(few.x()));
    assertThat(Numbers.longs(many.y())).isEqualTo(Numbers.longs(few.y()));
  }

  @Test
  void seedsAndPartsShareNoImage() {
    Split seven = Digits.generate(Seed.of(7), 10, 10);
    Split eight = Digits.generate(Seed.of(8), 10, 10);

    float[] image = Numbers.floats(seven.train().batch(0).x());
    assertThat(Numbers.floats(seven.test().batch(0).x())).isNotEqualTo(image);
    assertThat(Numbers.floats(eight.train().batch(0).x())).isNotEqualTo(image);
  }

  @Test
  void everyTenImagesHoldEachDigitOnce() {
    long[] labels = Numbers.longs(Numbers.whole(Digits.generate(Seed.of(1), 100, 10).train()).y());

    for (int ten = 0; ten < 100; ten += 10) {
      assertThat(Arrays.copyOfRange(labels, ten, ten + 10))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(Arrays.copyOfRange(labels, 0, 10)).isNotEqualTo(Arrays.copyOfRange(labels, 10, 20));
  }

  @Test
  void imagesAreInkOnPaper() {
    Batch batch = Numbers.whole(Digits.generate(Seed.of(2), 200, 10).train());
    float[] pixels = Numbers.floats(batch.x());

    assertThat(batch.x().shape()).isEqualTo(Shape.of(200, 1, 28, 28));
    assertThat(batch.x().dtype()).isEqualTo(DType.FLOAT32);
    for (int i = 0; i < 200; i++) {
      float[] image = Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784);
      int dark = 0;
      for (float pixel : image) {
        assertThat(pixel).isBetween(0f, 1f);
        dark += pixel > 0.5f ? 1 : 0;
      }
      assertThat(dark).as("dark pixels of image %d", i).isBetween(15, 350);
    }
  }

  @Test
  void theNearestMeanImageTellsMostDigitsButNotAll() {
    Split digits = Digits.generate(Seed.of(5), 2_000, 500);
    float[][] means = means(Numbers.whole(digits.train()));
    Batch test = Numbers.whole(digits.test());
    float[] pixels = Numbers.floats(test.x());
    int right = 0;
    for (int i = 0; i < 500; i++) {
      right += nearest(means, pixels, i) == Numbers.longs(test.y())[i] ? 1 : 0;
    }

    assertThat(right / 500.0).isBetween(0.55, 0.9);
  }

  @Test
  void namesThePartThatWouldBeEmpty() {
    assertThatThrownBy(() -> Digits.generate(Seed.of(1), 10, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Data set \"digits\": the test part needs at least 1 image but got 0.");
  }

  private static String generatedBy(int threads) throws Exception {
    try (var pool = new ForkJoinPool(threads)) {
      return digest(pool.submit(() -> Digits.generate(Seed.of(9), 2_100, 10)).get().train());
    }
  }

  private static String digest(Dataset data) throws Exception {
    Batch batch = Numbers.whole(data);
    float[] pixels = Numbers.floats(batch.x());
    long[] labels = Numbers.longs(batch.y());
    var bytes = ByteBuffer.allocate(pixels.length * Float.BYTES + labels.length * Long.BYTES);
    for (float pixel : pixels) {
      bytes.putFloat(pixel);
    }
    for (long label : labels) {
      bytes.putLong(label);
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  private static int[] first(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static float[][] means(Batch batch) {
    float[] pixels = Numbers.floats(batch.x());
    long[] labels = Numbers.longs(batch.y());
    float[][] means = new float[10][784];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < 784; j++) {
        means[(int) labels[i]][j] += pixels[i * 784 + j] * 10 / labels.length;
      }
    }
    return means;
  }

  private static int nearest(float[][] means, float[] pixels, int image) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int digit = 0; digit < 10; digit++) {
      double distance = 0;
      for (int j = 0; j < 784; j++) {
        double difference = means[digit][j] - pixels[image * 784 + j];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = digit;
      }
    }
    return best;
  }
}
