package org.atled.linalg.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A = U·S·Vᵀ: U [.., m, k], S [.., k] and Vᵀ [.., k, n], or U [.., m, m] and Vᵀ [.., n, n] if full.
 * With F, H and J the cotangents of U, S and V (Townsend, "Differentiating the singular value
 * decomposition", 2016), skew X = X − Xᵀ and Eᵢⱼ = sⱼ² − sᵢ²:
 *
 * <p>∂L/∂A = U·[skew(Uᵀ·F)/E·S + S·skew(Vᵀ·J)/E + H]·Vᵀ + (I − U·Uᵀ)·F·S⁻¹·Vᵀ + U·S⁻¹·Jᵀ·(I −
 * V·Vᵀ).
 *
 * <p>Vectors that only a full decomposition has get no gradient, as in PyTorch: they are any that
 * complete the others.
 */
public record SingularValueDecomposition(boolean full) implements MultiOp {
  private record Function(int m, int n, boolean full) implements BlockFunction {
    @Override
    public String name() {
      return "svd";
    }

    @Override
    public long flops() {
      long k = Math.min(m, n);
      return 4L * m * n * k + 18 * k * k * k;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      Svd svd = Svd.of(inputs[0], m, n, full);
      System.arraycopy(svd.u(), 0, outputs[0], 0, svd.u().length);
      System.arraycopy(svd.s(), 0, outputs[1], 0, svd.s().length);
      System.arraycopy(svd.vh(), 0, outputs[2], 0, svd.vh().length);
    }
  }

  @Override
  public String name() {
    return "svd";
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Matrices.check(inputs);
    TensorType a = inputs.getFirst();
    int m = Matrices.rows(a);
    int n = Matrices.columns(a);
    int k = Matrices.least(a);
    return List.of(
        Matrices.like(a, m, full ? m : k), Matrices.like(a, k), Matrices.like(a, full ? n : k, n));
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType a = inputs.getFirst().type();
    Function function = new Function(Matrices.rows(a), Matrices.columns(a), full);
    return k.call(function, a.shape().rank() - 2, inputs, types);
  }

  @Override
  public Keep keeps() {
    return Keep.result(0).andResult(1).andResult(2);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor values = s.output(1);
    long k = values.shape().size(-1);
    Tensor u = s.output(0).slice(-1, 0, k);
    Tensor vh = s.output(2).slice(-2, 0, k);
    Tensor row = values.unsqueeze(-2);
    Tensor column = values.unsqueeze(-1);
    // The difference of squares, with ones where the numerator is 0 as well.
    Tensor e = row.sub(column).mul(row.add(column)).add(Tensor.eye((int) k).to(values.dtype()));
    List<Tensor> middle = new ArrayList<>();
    List<Tensor> outer = new ArrayList<>();
    g.get(1).ifPresent(h -> middle.add(h.diagEmbed()));
    g.get(0)
        .map(f -> f.slice(-1, 0, k))
        .ifPresent(f -> {
          middle.add(skew(u.mT().matmul(f)).div(e).mul(row));
          if (u.shape().size(-2) > k) {
            Tensor beside = f.sub(u.matmul(u.mT().matmul(f)));
            outer.add(beside.div(row).matmul(vh));
          }
        });
    g.get(2)
        .map(jt -> jt.slice(-2, 0, k))
        .ifPresent(jt -> {
          middle.add(skew(vh.matmul(jt.mT())).div(e).mul(column));
          if (vh.shape().size(-1) > k) {
            Tensor beside = jt.sub(jt.matmul(vh.mT()).matmul(vh));
            outer.add(u.matmul(beside.div(column)));
          }
        });
    outer.add(u.matmul(middle.stream().reduce(Tensor::add).orElseThrow()).matmul(vh));
    return Cotangents.of(outer.stream().reduce(Tensor::add).orElseThrow());
  }

  private static Tensor skew(Tensor x) {
    return x.sub(x.mT());
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
