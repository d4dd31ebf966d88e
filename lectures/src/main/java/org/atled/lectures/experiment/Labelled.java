package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;

/**
 * Examples as vectors, with their classes.
 *
 * @param x [n, d]
 * @param y [n], from 0
 */
record Labelled(Tensor x, int[] y) {
  /** The first examples of a data set, flattened. */
  static Labelled of(Dataset dataset, int count) {
    Batch batch = dataset.batch(IntStream.range(0, Math.min(count, dataset.size())).toArray());
    int[] y = Arrays.stream(batch.y().toLongs()).mapToInt(label -> (int) label).toArray();
    return new Labelled(batch.x().flatten(1), y);
  }

  int size() {
    return y.length;
  }

  int classes() {
    return 1 + IntStream.of(y).max().orElseThrow();
  }

  /** INT64 [n]. */
  Tensor labels() {
    return Tensor.of(IntStream.of(y).asLongStream().toArray());
  }

  /** Those of some classes, which are counted from 0 again. */
  Labelled only(int from, int to) {
    Labelled chosen = where(i -> y[i] >= from && y[i] < to);
    return new Labelled(chosen.x, IntStream.of(chosen.y).map(label -> label - from).toArray());
  }

  /** The first few of each class. */
  Labelled perClass(int count) {
    int[] seen = new int[classes()];
    return where(i -> seen[y[i]]++ < count);
  }

  /** Those whose numbers are wanted. */
  Labelled where(IntPredicate wanted) {
    long[] rows = IntStream.range(0, size()).filter(wanted).asLongStream().toArray();
    int[] labels = Arrays.stream(rows).mapToInt(i -> y[(int) i]).toArray();
    return new Labelled(x.rows(Tensor.of(rows)), labels);
  }

  /** An example as a square image. */
  double[][] image(int example) {
    double[] pixels = x.get(example).toDoubles();
    int side = (int) Math.round(Math.sqrt(pixels.length));
    return IntStream.range(0, side)
        .mapToObj(row -> Arrays.copyOfRange(pixels, row * side, (row + 1) * side))
        .toArray(double[][]::new);
  }

  /** The same examples seen through a function of [n, d]. */
  Labelled through(UnaryOperator<Tensor> representation) {
    return new Labelled(Autograd.noGrad(() -> representation.apply(x)).copy(), y);
  }

  /** To train on. */
  Dataset dataset(String name) {
    List<String> names = new ArrayList<>();
    IntStream.range(0, classes()).forEach(k -> names.add(Integer.toString(k)));
    var info = new DatasetInfo(name, x.shape().slice(1, 2), new Task.Classification(names));
    return ArrayDataset.of(
        info,
        new Rows.Floats(x.toFloats(), info.input()),
        new Rows.Labels(IntStream.of(y).asLongStream().toArray()));
  }
}
