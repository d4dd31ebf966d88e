package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;

/** y = log Γₚ(x) = p(p − 1)/4·ln π + Σ log Γ(x − i/2) over i from 0 to p − 1. */
public record Mvlgamma(int p) implements Composite {
  private static final double LN_PI = 1.1447298858494002;

  public Mvlgamma {
    if (p < 1) {
      throw new ArgumentException("mvlgamma: p is %d; take 1 or more.".formatted(p));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    // x − i/2 loses digits that log Γ needs beside its poles.
    DType type = Promotion.floating(List.of(inputs.getFirst().type()));
    return sum(inputs.getFirst().to(DType.FLOAT64)).to(type);
  }

  private Tensor sum(Tensor x) {
    Tensor sum = x.lgamma();
    for (int i = 1; i < p; i++) {
      sum = sum.add(x.sub(i / 2.0).lgamma());
    }
    return p == 1 ? sum : sum.add(p * (p - 1) / 4.0 * LN_PI);
  }
}
