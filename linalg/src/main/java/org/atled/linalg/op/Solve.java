package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * X with A·X = B, for A [.., n, n] and B [.., n, k], batches broadcast. ∂L/∂B = A⁻ᵀ·G, ∂L/∂A =
 * −∂L/∂B·Xᵀ (Giles 2008, 2.3.1).
 */
public record Solve() implements SingleOp {
  private record Function(int n, int columns) implements BlockFunction {
    @Override
    public String name() {
      return "solve";
    }

    @Override
    public long flops() {
      return 2L * n * n * n / 3 + 2L * n * n * columns;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      new Lu(inputs[0], n).solve(inputs[1], outputs[0], columns);
    }
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Matrices.checkSquare(inputs);
    Shape batch = Matrices.checkSystem(inputs);
    TensorType b = inputs.get(1);
    return new TensorType(b.dtype(), batch.concat(Shape.of(Matrices.rows(b), Matrices.columns(b))));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Function function = new Function(Matrices.rows(type), Matrices.columns(type));
    List<Tensor> whole = inputs.stream().map(x -> Matrices.spread(k, x, type)).toList();
    return k.call(function, type.shape().rank() - 2, whole, List.of(type)).getFirst();
  }

  @Override
  public Keep keeps() {
    return Keep.input(0).andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor byB = Dispatch.apply(new Solve(), s.input(0).mT(), g);
    return Cotangents.start().and(s, () -> byB.matmul(s.output().mT()).neg()).and(s, () -> byB);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }

  @Override
  public boolean broadcasts() {
    return true;
  }
}
