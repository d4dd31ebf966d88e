package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.WindowSteps;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The greatest of each window, NaN if there is one, and its place in its plane of the input,
 * row-major: [n, c, axes..] → twice [n, c, windows..]. The gradient goes to that place: of several
 * that are greatest the first, of several NaNs the last.
 */
public record MaxPool(Pooling pooling) implements MultiOp {
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    Shape shape = Pools.of(pooling, x.shape()).shape();
    return List.of(new TensorType(x.dtype(), shape), new TensorType(DType.INT64, shape));
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    DType type = x.dtype() == DType.BOOL ? DType.UINT8 : x.dtype();
    Pools pools = Pools.of(pooling, x.shape());
    int axes = pools.kernel().size();
    List<Integer> kernel = pools.kernel().stream().map(Math::toIntExact).toList();
    WindowSteps steps = Convolution.steps(pools.sliding(), axes);
    Kernels.Sorted greatest = k.windowMax(k.cast(x, type), types.getFirst().shape(), kernel, steps);
    return List.of(k.cast(greatest.values(), x.dtype()), greatest.indices());
  }

  @Override
  public Keep keeps() {
    return Keep.result(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Shape x = s.type(0).shape();
    int rank = x.rank();
    Shape planes = x.slice(0, 2).concat(Shape.of(x.slice(2, rank).elements()));
    ScatterAdd scatter = new ScatterAdd(2, planes);
    Tensor arrived = g.getFirst().orElseThrow().flatten(2);
    Tensor places = s.output(1).flatten(2);
    return Cotangents.of(Dispatch.apply(scatter, arrived, places).reshape(x.toArray()));
  }
}
