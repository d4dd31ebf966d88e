package org.atled.images.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.data.ArrayDataset;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.images.Normalization;
import org.junit.jupiter.api.Test;

class AugmentedDatasetTest {
  private static final List<Augmentation> MANY =
      Augmentations.parse(
          "flip,vflip,crop:2,rotate:15,affine:10:0.1:0.1:5,colour:0.4,erase,randaugment");

  @Test
  void anExampleDependsOnSeedEpochAndNumberAlone() throws Exception {
    Dataset plain = images(20, 3);
    Dataset augmented = AugmentedDataset.of(plain, Seed.of(7), MANY);

    Map<Long, float[]> first = epoch(augmented, 0, 4);
    Map<Long, float[]> again = new HashMap<>();
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      again.putAll(one.submit(() -> epoch(augmented, 0, 7)).get());
    }
    Map<Long, float[]> next = epoch(augmented, 1, 4);
    Map<Long, float[]> other = epoch(AugmentedDataset.of(plain, Seed.of(8), MANY), 0, 4);

    int differ = 0;
    for (long i = 0; i < 20; i++) {
      assertThat(again.get(i)).isEqualTo(first.get(i));
      differ += Arrays.equals(next.get(i), first.get(i)) ? 0 : 1;
      differ += Arrays.equals(other.get(i), first.get(i)) ? 0 : 1;
    }
    assertThat(differ).isGreaterThan(36);
  }

  @Test
  void outsideOfEpochsNothingIsChanged() {
    Dataset plain = images(5, 3);
    Dataset augmented = AugmentedDataset.of(plain, Seed.of(7), MANY);

    assertThat(augmented.info()).isEqualTo(plain.info());
    assertThat(augmented.spread(5).x().toFloats()).isEqualTo(plain.spread(5).x().toFloats());
    assertThat(augmented.inEpoch(3).batch(1, 2).y().toLongs()).containsExactly(1, 2);
    assertThat(plain.inEpoch(3)).isSameAs(plain);
  }

  @Test
  void whatIsNormalizedIsAugmentedBefore() {
    Dataset plain = images(6, 3);
    Normalization half = new Normalization(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
    Dataset both = half.of(AugmentedDataset.of(plain, Seed.of(1), new Flip(1)));

    float[] pixels = plain.batch(2).x().toFloats();
    float[] seen = both.inEpoch(0).batch(2).x().toFloats();
    assertThat(seen[0]).isEqualTo((float) ((pixels[5] - 0.5) / 0.25));
    assertThatThrownBy(() -> AugmentedDataset.of(floats(), Seed.of(1), new Flip()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "\"f\" has numbers from -1.0 to 1.0, but augmentations change pixels from 0 to 1;"
                + " augment before normalizing.");
  }

  @Test
  void classesAreMixedAsImagesAre() {
    Dataset mixed = AugmentedDataset.of(images(30, 3), Seed.of(2), new Mixup(1), new CutMix(1));

    Batch some = mixed.inEpoch(0).batch(3, 4, 5);

    assertThat(some.y().shape()).isEqualTo(Shape.of(3, 3));
    float[] chances = some.y().toFloats();
    for (int i = 0; i < 3; i++) {
      assertThat(chances[3 * i] + chances[3 * i + 1] + chances[3 * i + 2])
          .isCloseTo(1, within(1e-6f));
    }
    Batch alone = mixed.inEpoch(0).batch(4);
    assertThat(alone.x().toFloats()).isEqualTo(some.x().slice(0, 1, 2).toFloats());
    assertThat(alone.y().toFloats()).isEqualTo(some.y().slice(0, 1, 2).toFloats());
  }

  @Test
  void ofTwoClassesTheChanceOfTheSecondIsGiven() {
    Dataset mixed = AugmentedDataset.of(images(30, 2), Seed.of(2), new Mixup(1));

    Batch some = mixed.inEpoch(0).batch(0, 1, 2, 3);

    assertThat(some.y().shape()).isEqualTo(Shape.of(4, 1));
    assertThat(some.y().toFloats()).doesNotContain(0.5f);
  }

  @Test
  void whatIsNoImageIsRefused() {
    DatasetInfo info = new DatasetInfo("points", Shape.of(2), Task.Classification.numbered(2));
    Dataset points =
        ArrayDataset.of(
            info,
            new Rows.Floats(new float[] {0, 1}, Shape.of(2)),
            new Rows.Labels(new long[] {1}));
    assertThatThrownBy(() -> AugmentedDataset.of(points, Seed.of(1), new Flip()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "\"points\" has examples [2], but augmentations change images [1 or 3, height,"
                + " width].");
    DatasetInfo numbers = new DatasetInfo("n", Shape.of(1, 1, 2), new Task.Regression(1));
    Dataset regression =
        ArrayDataset.of(
            numbers,
            new Rows.Floats(new float[] {0, 1}, Shape.of(1, 1, 2)),
            new Rows.Floats(new float[] {3}, Shape.of(1)));
    assertThatThrownBy(() -> AugmentedDataset.of(regression, Seed.of(1), new Mixup(1)))
        .hasMessage("\"n\" has no classes, which images that are mixed need; leave out mixup:1.");
  }

  private static Map<Long, float[]> epoch(Dataset data, int number, int batchSize) {
    Map<Long, float[]> examples = new HashMap<>();
    for (Batch batch : DataLoader.of(data, batchSize).shuffled(Seed.of(batchSize)).epoch(number)) {
      float[] x = batch.x().toFloats();
      long[] index = batch.index().toLongs();
      int each = x.length / index.length;
      for (int i = 0; i < index.length; i++) {
        examples.put(index[i], Arrays.copyOfRange(x, i * each, (i + 1) * each));
      }
    }
    return examples;
  }

  private static Dataset floats() {
    DatasetInfo info = new DatasetInfo("f", Shape.of(1, 1, 2), Task.Classification.numbered(2));
    Rows x = new Rows.Floats(new float[] {-1, 1}, Shape.of(1, 1, 2));
    return ArrayDataset.of(info, x, new Rows.Labels(new long[] {1}));
  }

  /** Images of 6×6 in colours, of classes in turn. */
  private static Dataset images(int count, int classes) {
    Shape shape = Shape.of(3, 6, 6);
    byte[] pixels = new byte[count * 108];
    long[] labels = new long[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37 % 251);
    }
    Arrays.setAll(labels, i -> i % classes);
    DatasetInfo info = new DatasetInfo("images", shape, Task.Classification.numbered(classes));
    return ArrayDataset.of(info, new Rows.Bytes(pixels, shape), new Rows.Labels(labels));
  }
}
