package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y = x·Wᵀ + b over the last axis: [.., in] → [.., out], with W [out, in] and b [out], which may be
 * left out. The bits are those of the product and then the sum, but b is added while the product is
 * cached. With G the cotangent and all leading axes as one: ∂L/∂x = G·W, ∂L/∂W = Gᵀ·x, ∂L/∂b = Σ G.
 */
public record Linear() implements SingleOp, Defined {
  private static final FloatExpression PLUS = FloatExpression.of(2, in -> in.get(0).add(in.get(1)));

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor product =
        x.shape().rank() == 1
            ? x.unsqueeze(0).matmul(inputs.get(1).mT()).squeeze(0)
            : x.matmul(inputs.get(1).mT());
    return inputs.size() == 3 ? product.add(inputs.get(2)) : product;
  }

  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape x = inputs.get(0).shape();
    Shape w = inputs.get(1).shape();
    if (x.rank() == 0 || w.rank() != 2 || x.size(-1) != w.size(1)) {
      throw new ShapeException(
          x + " by the weight " + w + ": takes [.., in] and [out, in], with the same in.");
    }
    if (inputs.size() == 3 && !inputs.get(2).shape().equals(Shape.of(w.size(0)))) {
      throw new ShapeException(
          "the bias is "
              + inputs.get(2).shape()
              + " but the weight "
              + w
              + " needs one of "
              + Shape.of(w.size(0))
              + ".");
    }
    DType type = Promotion.of(inputs);
    if (!type.isFloating()) {
      throw new TypeException(
          inputs.get(0) + " by " + inputs.get(1) + ": takes floats; convert with to(…).");
    }
    return new TensorType(type, x.with(x.rank() - 1, w.size(0)));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    List<Tensor> same = new ArrayList<>();
    for (Tensor input : inputs) {
      same.add(k.cast(input, type.dtype()));
    }
    Tensor x = same.get(0);
    Tensor w = same.get(1);
    Shape leading = x.shape().slice(0, x.shape().rank() - 1);
    boolean vector = leading.rank() == 0;
    Shape rows = vector ? Shape.of(1) : leading;
    Tensor left = vector ? k.view(x.strided().broadcastTo(rows.concat(x.shape()))) : x;
    Shape matrices = rows.slice(0, rows.rank() - 1);
    Tensor right =
        k.view(
            w.strided()
                .permute(1, 0)
                .broadcastTo(matrices.concat(Shape.of(w.shape().size(1), w.shape().size(0)))));
    Tensor y =
        same.size() == 2
            ? k.gemm(left, right)
            : k.gemm(left, right, PLUS.at(type.dtype()), List.of(same.get(2)));
    return vector ? k.view(y.strided().reshape(type.shape()).orElseThrow()) : y;
  }

  @Override
  public Keep keeps() {
    return Keep.inputs();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Cotangents shares =
        Cotangents.start()
            .and(s, () -> g.matmul(s.input(1)))
            .and(s, () -> rows(g).mT().matmul(rows(s.input(0))));
    return s.inputCount() == 3 ? shares.and(s, () -> g) : shares;
  }

  /** All axes but the last as one. */
  private static Tensor rows(Tensor x) {
    int last = x.shape().rank() - 1;
    return last == 1 ? x : x.reshape(x.shape().slice(0, last).elements(), x.shape().size(last));
  }
}
