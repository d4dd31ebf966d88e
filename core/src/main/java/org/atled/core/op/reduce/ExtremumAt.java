package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The greatest or least element along an axis and its int64 index: the first of equals; the first
 * NaN beats all. The gradient goes to that element alone, as PyTorch's {@code max(dim)}.
 */
public record ExtremumAt(boolean greatest, int axis) implements MultiOp {
  @Override
  public String name() {
    return greatest ? "maxAt" : "minAt";
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType index = new ArgExtremum(greatest, axis).infer(inputs);
    return List.of(new TensorType(inputs.getFirst().dtype(), index.shape()), index);
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    Tensor index = new ArgExtremum(greatest, axis).forward(k, types.get(1), inputs);
    Shape line = inputs.getFirst().shape().with(axis, 1);
    Tensor value = k.gather(inputs.getFirst(), reshaped(k, index, line), axis);
    return List.of(reshaped(k, value, types.getFirst().shape()), index);
  }

  private static Tensor reshaped(Kernels k, Tensor x, Shape shape) {
    return k.view(x.strided().reshape(shape).orElseThrow());
  }

  @Override
  public Keep keeps() {
    return Keep.result(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor value = g.getFirst().orElseThrow(); // the index is no float: nothing arrives there
    Tensor index = s.output(1).unsqueeze(axis);
    ScatterAdd scatter = new ScatterAdd(axis, s.type(0).shape());
    return Cotangents.of(Dispatch.apply(scatter, value.unsqueeze(axis), index));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new ExtremumAt(greatest, axis + 1));
  }
}
