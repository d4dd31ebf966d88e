package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;

/**
 * The greatest of each window, NaN if there is one: [n, c, axes..] → [n, c, windows..]. The
 * gradient goes to the first of several that are greatest.
 */
public record MaxPool(Pooling pooling) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    return greatest(inputs.getFirst(), Pools.of(pooling, inputs.getFirst().shape())).values();
  }

  /** With the place of each in its plane of the input, row-major, in int64. */
  public Indexed withPlaces(Tensor x) {
    Pools pools = Pools.of(pooling, x.shape());
    Indexed greatest = greatest(x, pools);
    List<long[]> places = pools.places();
    Shape shape = greatest.values().shape();
    Tensor starts = Tensor.of(places.get(0), shape.slice(2, shape.rank()));
    Tensor offsets = Tensor.of(places.get(1));
    Tensor within = offsets.indexSelect(0, greatest.indices().flatten()).reshape(shape);
    return new Indexed(greatest.values(), within.add(starts));
  }

  private static Indexed greatest(Tensor x, Pools pools) {
    double least =
        switch (x.dtype()) {
          case BOOL, UINT8 -> 0;
          case INT32 -> Integer.MIN_VALUE;
          case INT64 -> Long.MIN_VALUE;
          case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> Double.NEGATIVE_INFINITY;
        };
    Tensor windows = pools.cut(x, least).flatten(2 + pools.kernel().size());
    Indexed first = windows.maxAt(-1);
    return pools.isPadded() ? inside(windows, first.indices(), pools) : first;
  }

  /**
   * What is put around never wins: where it came first of equals, the first that is inside does.
   */
  private static Indexed inside(Tensor windows, Tensor chosen, Pools pools) {
    Shape shape = windows.shape();
    Tensor inside = Tensor.of(pools.inside(), shape.slice(2, shape.rank()));
    Tensor isInside = inside.broadcastTo(shape).gather(-1, chosen.unsqueeze(-1)).squeeze(-1);
    Tensor firstInside = inside.to(DType.UINT8).argmax(-1).broadcastTo(chosen.shape());
    Tensor index = isInside.where(chosen, firstInside);
    return new Indexed(windows.gather(-1, index.unsqueeze(-1)).squeeze(-1), index);
  }
}
