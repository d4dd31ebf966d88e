package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.nn.Layer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.plot.Classifier;

/**
 * Points of the plane and their classes, at once.
 *
 * @param x [n, 2]
 * @param y classes, INT64 [n]
 */
record Plane(Tensor x, Tensor y) {
  /** All of a data set. */
  static Plane of(Dataset dataset) {
    Batch all = dataset.batch(IntStream.range(0, dataset.size()).toArray());
    return new Plane(all.x(), all.y());
  }

  /** How many there are. */
  int size() {
    return (int) x.shape().size(0);
  }

  /** Those from one number to before another. */
  Plane part(int from, int to) {
    return new Plane(x.slice(0, from, to), y.slice(0, from, to));
  }

  /** [n, 2], for figures. */
  double[][] points() {
    return rows(x);
  }

  /** [n], for figures. */
  int[] labels() {
    return Arrays.stream(y.toLongs()).mapToInt(label -> (int) label).toArray();
  }

  /** The cross-entropy of a network's logits, evaluating. */
  double loss(Layer model) {
    return Autograd.noGrad(() -> new CrossEntropyLoss().of(model.apply(x), y)).item();
  }

  /** The share of points whose class is the one of the greatest logit. */
  double accuracy(Layer model) {
    return Autograd.noGrad(() -> model.apply(x).argmax(1).eq(y).to(x.dtype()).mean()).item();
  }

  /** What a network says of any points: the softmax of its logits. */
  static Classifier classifier(Layer model) {
    return points ->
        rows(Autograd.noGrad(() -> model.apply(Tensor.of(points).to(DType.FLOAT32)).softmax(1)));
  }

  static double[][] rows(Tensor matrix) {
    int columns = (int) matrix.shape().size(1);
    double[] all = matrix.toDoubles();
    return IntStream.range(0, all.length / columns)
        .mapToObj(i -> Arrays.copyOfRange(all, i * columns, (i + 1) * columns))
        .toArray(double[][]::new);
  }
}
