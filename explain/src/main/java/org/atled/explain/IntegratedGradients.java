package org.atled.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/**
 * (x − b) ∘ ∫₀¹ ∂f/∂x (b + t·(x − b)) dt, the gradients on the straight way from a baseline b to an
 * input x: Sundararajan, Taly and Yan 2017, eq. 1. They add up to f(x) − f(b), which they call
 * completeness, and are 0 where x and b are equal.
 *
 * <p>The integral is taken by midpoints. Since ∫ over a part of the way is known to add up to the
 * change of f over it, parts in which the midpoint misses that by more than f is rounded are
 * halved, and the others are not.
 *
 * @param parts of the score, of the shape of x
 * @param score f(x)
 * @param baseline f(b)
 * @param gradients how many were taken
 */
public record IntegratedGradients(Tensor parts, double score, double baseline, int gradients) {
  /** Of the change, or of 1 if that is more: what all parts together may miss. */
  private static final double TOLERANCE = 1e-4;

  /** A score may be off by so many steps from a number to the next, rounded layer by layer. */
  private static final int ROUNDED = 16;

  private static final int FIRST = 16;
  private static final int ROUNDS = 12;
  private static final int BATCH = 64;

  /** A part of the way, from t to t + length. */
  private record Part(double from, double length) {}

  /**
   * Of one input.
   *
   * @param score f, [n, …] → [n]
   * @param x an example [..], without an axis of examples
   * @param baseline b, of the same shape: blank paper, or the means of columns
   * @throws ShapeException if they differ in shape
   */
  public static IntegratedGradients of(UnaryOperator<Tensor> score, Tensor x, Tensor baseline) {
    if (!x.shape().equals(baseline.shape())) {
      throw new ShapeException(
          "IntegratedGradients: the input is %s but the baseline %s; both are one example."
              .formatted(x.shape(), baseline.shape()));
    }
    Tensor from = baseline.detach();
    Tensor way = x.detach().sub(from);
    double start = values(score, from, way, 0.0)[0];
    double end = values(score, from, way, 1.0)[0];
    double allowed =
        Math.max(
            TOLERANCE / 50 * Math.max(1, Math.abs(end - start)),
            ROUNDED * step(x, Math.max(Math.abs(start), Math.abs(end))));
    List<Part> open = new ArrayList<>();
    for (int i = 0; i < FIRST; i++) {
      open.add(new Part((double) i / FIRST, 1.0 / FIRST));
    }
    double[] sum = new double[way.shape().elements()];
    int taken = 0;
    for (int round = 0; !open.isEmpty(); round++) {
      List<Part> missed = new ArrayList<>();
      for (int at = 0; at < open.size(); at += BATCH) {
        List<Part> some = open.subList(at, Math.min(open.size(), at + BATCH));
        taken += some.size();
        double[] found = found(score, from, way, some);
        double[] ends = ends(score, from, way, some);
        for (int i = 0; i < some.size(); i++) {
          Part part = some.get(i);
          double total = 0;
          for (int k = 0; k < sum.length; k++) {
            total += found[i * sum.length + k];
          }
          double change = ends[2 * i + 1] - ends[2 * i];
          if (round < ROUNDS && Math.abs(total * part.length() - change) > allowed) {
            missed.add(new Part(part.from(), part.length() / 2));
            missed.add(new Part(part.from() + part.length() / 2, part.length() / 2));
          } else {
            for (int k = 0; k < sum.length; k++) {
              sum[k] += found[i * sum.length + k] * part.length();
            }
          }
        }
      }
      open = missed;
    }
    return new IntegratedGradients(Tensor.of(sum, way.shape()).to(x.dtype()), end, start, taken);
  }

  /** Between a score and the next number of the input's type. */
  private static double step(Tensor x, double score) {
    return x.dtype() == DType.FLOAT64 ? Math.ulp(score) : Math.ulp((float) score);
  }

  /** (x − b) ∘ ∂f/∂x in the middle of each part. */
  private static double[] found(
      UnaryOperator<Tensor> score, Tensor from, Tensor way, List<Part> parts) {
    double[] middles = parts.stream().mapToDouble(p -> p.from() + p.length() / 2).toArray();
    Tensor gradients = GradientAttribution.gradient(score, places(from, way, middles));
    return gradients.mul(way.unsqueeze(0)).toDoubles();
  }

  /** f at the beginning and the end of each part. */
  private static double[] ends(
      UnaryOperator<Tensor> score, Tensor from, Tensor way, List<Part> parts) {
    double[] places = new double[2 * parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      places[2 * i] = parts.get(i).from();
      places[2 * i + 1] = parts.get(i).from() + parts.get(i).length();
    }
    return values(score, from, way, places);
  }

  private static double[] values(
      UnaryOperator<Tensor> score, Tensor from, Tensor way, double... places) {
    return Autograd.noGrad(() -> GradientAttribution.scores(score, places(from, way, places)))
        .toDoubles();
  }

  /** b + t·(x − b) for each t, [n, …]. */
  private static Tensor places(Tensor from, Tensor way, double... ts) {
    Shape shape = Shape.of(ts.length);
    for (int axis = 0; axis < way.shape().rank(); axis++) {
      shape = shape.concat(Shape.of(1));
    }
    Tensor t = Tensor.of(ts, shape).to(way.dtype());
    return t.mul(way.unsqueeze(0)).add(from.unsqueeze(0));
  }

  /** The sum of all attributions, which is near f(x) − f(b) where the steps were enough. */
  public double sum() {
    double sum = 0;
    for (double part : parts.toDoubles()) {
      sum += part;
    }
    return sum;
  }

  /** By how much the sum misses f(x) − f(b). */
  public double gap() {
    return Math.abs(sum() - (score - baseline));
  }
}
