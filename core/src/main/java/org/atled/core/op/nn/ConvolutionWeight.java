package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.WindowSteps;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * w[o, c, k..] = Σ y[n, o, p..] · x[n, c, p·stride + k·dilation − before] over examples n and
 * windows p, with zeros for what is outside of x: the gradient of {@link Convolution} by its
 * weight, and the third of three maps, each linear in two of x, w and y, whose derivatives are the
 * other two.
 *
 * @param weight the shape of the result
 */
public record ConvolutionWeight(Sliding sliding, long groups, Shape weight) implements SingleOp {
  static Tensor of(Tensor x, Tensor y, Shape weight, Sliding sliding, long groups) {
    return Dispatch.apply(new ConvolutionWeight(sliding, groups, weight), x, y);
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType of = new TensorType(inputs.getFirst().dtype(), weight);
    Shape all = new Convolution(sliding, groups).infer(List.of(inputs.get(0), of)).shape();
    Shape y = inputs.get(1).shape();
    boolean fits = y.rank() == all.rank() && y.slice(0, 2).equals(all.slice(0, 2));
    for (int i = 2; fits && i < y.rank(); i++) {
      fits = y.size(i) <= all.size(i);
    }
    if (!fits) {
      throw new ShapeException(
          "y is %s, but a convolution of %s with a weight %s gives at most %s."
              .formatted(y, inputs.getFirst().shape(), weight, all));
    }
    return new TensorType(Convolution.type(inputs), weight);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype();
    Tensor x = k.cast(inputs.get(0), t);
    Tensor y = k.cast(inputs.get(1), t);
    WindowSteps steps = Convolution.steps(sliding, weight.rank() - 2);
    return k.convolve(ConvolveKernel.Factor.W, type, List.of(x, y), steps, Math.toIntExact(groups));
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape x = s.type(0).shape();
    Shape y = s.type(1).shape();
    return Cotangents.start()
        .and(s, () -> ConvolutionTransposed.filling(x, s.input(1), g, sliding, groups))
        .and(s, () -> ConvolutionTransposed.beginning(s.input(0), g, y, sliding, groups));
  }
}
