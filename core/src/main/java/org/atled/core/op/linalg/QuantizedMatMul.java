package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.Strided;
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
 * y = s·(x·(Q − 128)): [.., in] by bytes Q [in, out], or in panels of columns [p, in, out/p], and a
 * scale s [out] → [.., out]. A few rows read the bytes as they are; many have them converted first,
 * and get the same bits. With G the cotangent, W = Q − 128 and leading axes as one: ∂L/∂x =
 * (s·G)·Wᵀ, ∂L/∂s = Σ G·(x·W).
 */
public record QuantizedMatMul() implements SingleOp, Defined {
  /** More rows than these are multiplied faster by a matrix of floats, converting it included. */
  private static final int FEW = 8;

  private static final FloatExpression TIMES =
      FloatExpression.of(2, in -> in.get(0).mul(in.get(1)));

  private static final Expression FLOATS = factors(DType.FLOAT32);
  private static final Expression DOUBLES = factors(DType.FLOAT64);

  private static Expression factors(DType type) {
    return Expression.of(
        List.of(DType.UINT8), type, t -> t.getFirst().to(type).sub(QuantizedGemmKernel.ZERO));
  }

  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    DType type = Promotion.of(List.of(x.type(), inputs.get(2).type()));
    return x.matmul(whole(inputs.get(1), type)).mul(inputs.get(2));
  }

  /** Q − 128 as a matrix. */
  private static Tensor whole(Tensor bytes, DType type) {
    Tensor numbers = bytes.to(type).sub(QuantizedGemmKernel.ZERO);
    return bytes.shape().rank() == 2
        ? numbers
        : numbers.permute(1, 0, 2).reshape(matrix(bytes.shape()));
  }

  /** [in, out] of a weight in panels or not. */
  private static Shape matrix(Shape weight) {
    return weight.rank() == 2
        ? weight
        : Shape.of(weight.size(1), Math.multiplyExact(weight.size(0), weight.size(2)));
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape x = inputs.get(0).shape();
    TensorType weight = inputs.get(1);
    Shape scale = inputs.get(2).shape();
    if (weight.dtype() != DType.UINT8) {
      throw new TypeException(
          "the weight is %s but must be uint8, of which 128 means 0.".formatted(weight));
    }
    Shape w = weight.shape();
    boolean taken = w.rank() == 2 || w.rank() == 3;
    if (x.rank() == 0 || !taken || x.size(-1) != w.size(-2)) {
      throw new ShapeException(
          "%s by the weight %s: takes [.., in] and [in, out] or, in panels, [p, in, out/p], with the same in."
              .formatted(x, w));
    }
    Shape columns = Shape.of(matrix(w).size(1));
    if (!scale.equals(columns)) {
      throw new ShapeException(
          "the scale is %s but the weight %s needs one of %s.".formatted(scale, w, columns));
    }
    DType type = Promotion.of(List.of(inputs.get(0), inputs.get(2)));
    if (!type.isFloating()) {
      throw new TypeException(
          "%s with the scale %s: takes floats; convert with to(…)."
              .formatted(inputs.get(0), inputs.get(2)));
    }
    return new TensorType(type, x.with(x.rank() - 1, columns.size(0)));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType wide = type.dtype().computing();
    Tensor x = k.cast(inputs.get(0), wide);
    Strided bytes = panels(inputs.get(1).strided());
    Tensor scale = k.cast(inputs.get(2), wide);
    Shape rows =
        Shape.of(type.shape().slice(0, type.shape().rank() - 1).elements(), x.shape().size(-1));
    Tensor flat = k.view(x.strided().reshape(rows).orElseGet(() -> copied(k, x, rows)));
    Tensor y;
    if (wide == DType.FLOAT32 && rows.size(0) <= FEW) {
      y = k.quantizedGemm(flat, bytes, scale);
    } else {
      Expression factors = wide == DType.FLOAT32 ? FLOATS : DOUBLES;
      Strided rowsFirst = bytes.permute(1, 0, 2);
      Tensor w = k.map(factors, rowsFirst.shape(), List.of(k.view(rowsFirst)));
      Strided matrix = w.strided().reshape(matrix(bytes.shape())).orElseThrow();
      y = k.gemm(flat, k.view(matrix), TIMES.at(wide), List.of(scale));
    }
    return k.cast(k.view(y.strided().reshape(type.shape()).orElseThrow()), type.dtype());
  }

  /** A weight as one in panels. */
  private static Strided panels(Strided weight) {
    Shape shape = weight.shape();
    return shape.rank() == 3 ? weight : weight.reshape(Shape.of(1).concat(shape)).orElseThrow();
  }

  private static Strided copied(Kernels k, Tensor x, Shape shape) {
    return k.copy(x).strided().reshape(shape).orElseThrow();
  }

  @Override
  public Keep keeps() {
    return Keep.inputs();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor w = whole(s.input(1), g.dtype());
    return Cotangents.start()
        .and(s, () -> g.mul(s.input(2)).matmul(w.mT()))
        .andNone()
        .and(s, () -> g.mul(s.input(0).matmul(w)));
  }
}
