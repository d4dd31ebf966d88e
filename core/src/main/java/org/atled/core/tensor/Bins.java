package org.atled.core.tensor;

import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/**
 * How many elements lie in each bin, or what they weigh, without gradients.
 *
 * @param counts for each bin, of the type of the elements or of their weights
 * @param edges one more than there are bins, of the elements' type
 */
public record Bins(Tensor counts, Tensor edges) {
  /** The counts over their sum and the width of their bin: the area under all is 1. */
  public Tensor density() {
    Tensor widths = edges.slice(0, 1, edges.shape().size(0)).sub(edges.slice(0, 0, -1));
    return counts.div(counts.sum()).div(widths);
  }

  /** In bins of equal width over what there is. */
  static Bins of(Tensor x, int bins) {
    x.read("histogram without a range");
    boolean isEmpty = x.shape().isEmpty();
    return of(x, bins, isEmpty ? 0 : x.min().item(), isEmpty ? 1 : x.max().item());
  }

  static Bins of(Tensor x, int bins, double low, double high) {
    if (bins < 1) {
      throw new ArgumentException("histogram: there are " + bins + " bins but must be 1 or more.");
    }
    if (!(low <= high && Double.isFinite(high - low))) {
      throw new ArgumentException(
          "histogram: the range is from %s to %s but must be finite, the lower end first."
              .formatted(low, high));
    }
    double widened = low == high ? 0.5 : 0;
    return of(x, Tensor.linspace(low - widened, high + widened, bins + 1).to(x.dtype()));
  }

  static Bins of(Tensor x, Tensor edges) {
    Tensor counts = sums(x, edges, inside -> inside.to(DType.INT64));
    return new Bins(counts.to(x.dtype()), edges);
  }

  static Bins of(Tensor x, Tensor edges, Tensor weights) {
    if (!weights.dtype().isFloating()) {
      throw new TypeException(
          "histogram: the weights are %s but must be floats; convert them with to(…)."
              .formatted(weights.type()));
    }
    if (!weights.shape().equals(x.shape())) {
      throw new ShapeException(
          "histogram: the weights are %s but there must be one for each element of %s."
              .formatted(weights.type(), x.shape()));
    }
    Tensor all = weights.detach().reshape(-1);
    return new Bins(sums(x, edges, inside -> inside.where(all, 0L)), edges);
  }

  /** Of each bin the sum of what is made of whether an element lies between the edges. */
  private static Tensor sums(Tensor elements, Tensor edges, UnaryOperator<Tensor> terms) {
    if (!elements.dtype().isFloating()) {
      throw new TypeException(
          "histogram: takes floats, not " + elements.type() + "; convert with to(…).");
    }
    if (edges.shape().rank() != 1 || edges.shape().elements() < 2) {
      throw new ShapeException(
          "histogram: the edges are %s but must be two or more, of rank 1."
              .formatted(edges.type()));
    }
    Tensor x = elements.detach().reshape(-1);
    int bins = edges.shape().elements() - 1;
    Tensor isInside = x.ge(edges.get(0)).where(x.le(edges.get(-1)), x.lt(x));
    Tensor bin = edges.searchSorted(x, true).sub(1).maximum(0).minimum(bins - 1);
    return Dispatch.apply(new ScatterAdd(0, Shape.of(bins)), terms.apply(isInside), bin);
  }
}
