package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.formats.npy.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which examples are learned from, in which parts, how often and on how many threads. */
class SamplingTest {
  @TempDir Path folder;

  /** 90 examples of class 0 and 10 of class 1, whose x is their number. */
  private static final long[] LABELS = IntStream.range(0, 100).mapToLong(i -> i / 90).toArray();

  private static Dataset numbers() {
    float[][] x = new float[100][1];
    for (int i = 0; i < 100; i++) {
      x[i][0] = i;
    }
    return TensorDataset.of(
        "numbers",
        Task.Classification.numbered(2),
        NamedTensors.of(Batch.X, Tensor.of(x)).with(Batch.Y, Tensor.of(LABELS)));
  }

  private static long ones(int[] examples) {
    return Arrays.stream(examples).filter(i -> LABELS[i] == 1).count();
  }

  @Test
  void everyPartHasItsShareOfEachClass() {
    List<int[]> folds = KFolds.of(LABELS, 5, Seed.of(1));

    assertThat(folds)
        .hasSize(5)
        .allSatisfy(fold -> {
          assertThat(fold).hasSize(20).isSorted();
          assertThat(ones(fold)).isEqualTo(2);
        });
    assertThat(folds.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 100).toArray());
    assertThat(KFolds.of(LABELS, 5, Seed.of(1)).get(0)).isEqualTo(folds.get(0));
    assertThat(KFolds.of(LABELS, 5, Seed.of(2)).get(0)).isNotEqualTo(folds.get(0));
    Split split = KFolds.split(numbers(), folds, 2);
    assertThat(split.train().size()).isEqualTo(80);
    assertThat(split.test().batch(0, 19).x().toFloats())
        .containsExactly(folds.get(2)[0], folds.get(2)[19]);
  }

  @Test
  void groupsStayTogether() {
    List<Integer> groups = IntStream.range(0, 100).mapToObj(i -> i * i % 23).toList();
    List<int[]> folds = KFolds.ofGroups(groups, 4, Seed.of(1));

    for (int[] fold : folds) {
      List<Integer> here = Arrays.stream(fold).mapToObj(groups::get).distinct().toList();
      long all = groups.stream().filter(here::contains).count();
      assertThat(all).isEqualTo(fold.length);
      assertThat(fold.length).isBetween(20, 30);
    }
    assertThatThrownBy(() -> KFolds.ofGroups(List.of("a", "b", "a"), 3, Seed.of(1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "KFolds: 2 groups cannot be cut into 3 parts; take at least 2 and at most as many as"
                + " there are.");
  }

  @Test
  void weightsSayHowOftenAnExampleIsDrawn() {
    double[] weights = new double[100];
    weights[3] = 1;
    weights[50] = 3;
    Dataset drawn = Resampled.of(numbers(), weights, 4000, Seed.of(5));

    float[] x = drawn.batch(IntStream.range(0, 4000).toArray()).x().toFloats();
    assertThat(IntStream.range(0, 4000).filter(i -> x[i] == 50).count() / 4000.0)
        .isCloseTo(0.75, within(0.03));
    assertThat(IntStream.range(0, 4000).filter(i -> x[i] == 3).count() / 4000.0)
        .isCloseTo(0.25, within(0.03));
    assertThat(drawn.inEpoch(1).batch(0, 1, 2, 3, 4, 5, 6, 7).x().toFloats())
        .isNotEqualTo(drawn.inEpoch(2).batch(0, 1, 2, 3, 4, 5, 6, 7).x().toFloats());
    weights[3] = -1;
    assertThatThrownBy(() -> Resampled.of(numbers(), weights, 10, Seed.of(5)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Resampled: the weight of example 3 is -1.0 but must be at least 0.");
  }

  @Test
  void classesAreBalanced() {
    Dataset even = Resampled.balanced(numbers(), LABELS, Seed.of(5));
    int seen = 0;
    for (int epoch = 0; epoch < 20; epoch++) {
      for (Batch batch : DataLoader.of(even, 32).shuffled(Seed.of(1)).epoch(epoch)) {
        seen += (int) batch.y().sum().item();
      }
    }
    assertThat(seen / 2000.0).isCloseTo(0.5, within(0.04));
    // sklearn.utils.class_weight.compute_class_weight("balanced", …)
    assertThat(Resampled.classWeights(LABELS, 2))
        .containsExactly(new double[] {100 / 180.0, 5}, within(1e-12));
    assertThat(Resampled.classWeights(LABELS, 3)[2]).isZero();
  }

  @Test
  void theBatchesAreTheSameForAnyNumberOfWorkers() {
    Dataset even = Resampled.balanced(numbers(), LABELS, Seed.of(5));
    List<float[]> alone = batches(DataLoader.of(even, 7).shuffled(Seed.of(1)).prefetching(0));

    for (int workers : new int[] {1, 2, 5}) {
      List<float[]> several = batches(DataLoader.of(even, 7).shuffled(Seed.of(1)).workers(workers));
      assertThat(Arrays.deepEquals(several.toArray(), alone.toArray())).isTrue();
    }
    assertThatThrownBy(() -> DataLoader.of(even, 7).workers(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Loader of \"numbers\": the threads to read ahead must be at least 1 but are 0.");
  }

  private static List<float[]> batches(DataLoader loader) {
    List<float[]> all = new ArrayList<>();
    for (Batch batch : loader.epoch(3)) {
      all.add(batch.x().toFloats());
      all.add(batch.index().toFloats());
    }
    return all;
  }

  @Test
  void aFileIsMappedAndNotRead() throws Exception {
    Path file = folder.resolve("x.npy");
    float[][] x = {{1, 2, 3}, {4, 5, 6}};
    Npy.write(file, Tensor.of(x));
    Rows rows = Rows.mapped(file);

    assertThat(rows.count()).isEqualTo(2);
    assertThat(rows.each().toArray()).containsExactly(3);
    assertThat(rows.gather(new int[] {1, 0, 1}).toFloats())
        .containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
    Path doubles = folder.resolve("d.npy");
    Npy.write(doubles, Tensor.of(new double[] {1}));
    assertThatThrownBy(() -> Rows.mapped(doubles))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("only float32 in rows can be mapped into memory");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 4));
    assertThatThrownBy(() -> Rows.mapped(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "has 20 bytes of numbers but its shape [2, 3] needs 24; it is damaged.");
  }
}
