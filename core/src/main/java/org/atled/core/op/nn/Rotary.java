package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/**
 * (a, b) ↦ (a·cos φ − b·sin φ, a·sin φ + b·cos φ) for the pairs of [.., steps, width], φ = (from +
 * t)·base^(−2j/width) for pair j of step t: Su et al. 2021, eq. 34. The angles are computed in
 * float64.
 *
 * @param halves whether pairs lie half a width apart, else they are neighbours
 */
public record Rotary(long from, double base, boolean halves) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Shape shape = x.shape();
    if (shape.rank() < 2 || shape.size(-1) % 2 != 0) {
      throw new ShapeException(
          "the input is %s but must be [.., steps, width] with an even width.".formatted(shape));
    }
    if (!x.dtype().isFloating()) {
      throw new TypeException(
          "the input is %s but must be floats; convert with to(…).".formatted(x.type()));
    }
    int rank = shape.rank();
    int steps = Math.toIntExact(shape.size(-2));
    int pairs = Math.toIntExact(shape.size(-1) / 2);
    double[] cos = new double[steps * pairs];
    double[] sin = new double[steps * pairs];
    for (int i = 0; i < cos.length; i++) {
      double angle = (from + i / pairs) * StrictMath.pow(base, -(double) (i % pairs) / pairs);
      cos[i] = StrictMath.cos(angle);
      sin[i] = StrictMath.sin(angle);
    }
    DType type = x.dtype().computing();
    Tensor wide = x.to(type);
    Tensor c = Tensor.of(cos, steps, pairs).to(type);
    Tensor s = Tensor.of(sin, steps, pairs).to(type);
    Tensor a;
    Tensor b;
    if (halves) {
      a = wide.slice(-1, 0, pairs);
      b = wide.slice(-1, pairs, 2L * pairs);
    } else {
      Tensor split = wide.unflatten(rank - 1, pairs, 2);
      a = split.select(-1, 0);
      b = split.select(-1, 1);
    }
    Tensor first = a.mul(c).sub(b.mul(s));
    Tensor second = a.mul(s).add(b.mul(c));
    return (halves
            ? Structure.concat(rank - 1, first, second)
            : Structure.stack(rank, first, second).reshape(shape))
        .to(x.dtype());
  }
}
