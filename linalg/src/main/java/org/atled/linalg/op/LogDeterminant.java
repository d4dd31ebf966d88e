package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Logarithm;
import org.atled.core.shape.DType;
import org.atled.core.spi.BlockFunction;
import org.atled.core.spi.Combiner;
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
 * The sign of the determinant of each square matrix, and the logarithm of its size: Σ ln |pivot|.
 * With h the cotangent of the latter: ∂L/∂A = h·A⁻ᵀ (Giles 2008, 2.3.1); the sign has none.
 */
public record LogDeterminant() implements MultiOp {
  private static final FloatExpression LOG =
      FloatExpression.of(1, in -> Logarithm.log(in.getFirst().abs()));

  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "slogdet";
    }

    @Override
    public long flops() {
      return 2L * n * n * n / 3;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      if (n == 0) {
        outputs[0][0] = 1;
        return;
      }
      Lu lu = new Lu(inputs[0], n);
      outputs[0][0] = lu.sign();
      for (int i = 0; i < n; i++) {
        outputs[1][i] = lu.pivot(i);
      }
    }
  }

  @Override
  public String name() {
    return "slogdet";
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Matrices.checkSquare(inputs);
    TensorType number = Matrices.like(inputs.getFirst());
    return List.of(number, number);
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType number = types.getFirst();
    int n = Matrices.rows(inputs.getFirst().type());
    int rank = number.shape().rank();
    // The pivots of float32 matrices are not rounded before their logarithms are added.
    TensorType pivots =
        new TensorType(DType.FLOAT64, Matrices.like(inputs.getFirst().type(), n).shape());
    List<Tensor> parts = k.call(new Function(n), rank, inputs, List.of(number, pivots));
    Tensor logs =
        k.reduce(
            Combiner.SUM, LOG.at(DType.FLOAT64), List.of(parts.get(1)), new int[] {rank}, false);
    return List.of(parts.get(0), k.cast(logs, number.dtype()));
  }

  @Override
  public Keep keeps() {
    return Keep.input(0);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor a = s.input(0);
    return Cotangents.of(
        g.get(1)
            .map(h -> Matrices.byMatrix(h).mul(Dispatch.apply(new Inverse(), a).mT()))
            .orElseGet(a::zerosLike));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
