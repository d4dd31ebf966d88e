package org.atled.lectures.scalar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Decimal;

/** out = g(w₁x₁ + … + w_n x_n + b): a weighted sum and what a unit makes of it. */
public final class Neuron {
  private final List<Value> w;
  private final Value b;
  private final Unit unit;
  private Optional<Value> out = Optional.empty();

  private Neuron(List<Value> w, Value b, Unit unit) {
    this.w = List.copyOf(w);
    this.b = b;
    this.unit = unit;
  }

  /** Weights from U(−1, 1), the bias 0. */
  public static Neuron drawn(DType dtype, int inputs, Unit unit, Draws draws) {
    List<Value> w = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      w.add(number(dtype, draws.uniform(-1, 1)));
    }
    return new Neuron(w, number(dtype, 0), unit);
  }

  private static Value number(DType dtype, double x) {
    return dtype == DType.FLOAT32 ? Value.of((float) x) : Value.of(x);
  }

  /**
   * Its output, which {@link #out} gives again until the next call.
   *
   * @throws ShapeException if there are not as many inputs as weights
   */
  public Value apply(List<Value> x) {
    if (x.size() != w.size()) {
      throw new ShapeException(
          "Neuron: it gets "
              + Text.count(x.size(), "input")
              + " but has "
              + Text.count(w.size(), "weight")
              + "; give one for each.");
    }
    Value sum = b;
    for (int i = 0; i < w.size(); i++) {
      sum = sum.add(w.get(i).mul(x.get(i)));
    }
    Value result = unit.of(sum);
    out = Optional.of(result);
    return result;
  }

  public List<Value> weights() {
    return w;
  }

  public Value bias() {
    return b;
  }

  public Unit unit() {
    return unit;
  }

  /**
   * The output of the last call, with its derivative when {@link Value#backward} has been there.
   */
  public Optional<Value> out() {
    return out;
  }

  /** The weights and, last, the bias. */
  public List<Value> parameters() {
    List<Value> all = new ArrayList<>(w);
    all.add(b);
    return Collections.unmodifiableList(all);
  }

  /** {@code ReLU(0.5·x1 − 0.25·x2 + 0.1)}. */
  @Override
  public String toString() {
    StringBuilder sum = new StringBuilder();
    for (int i = 0; i < w.size(); i++) {
      sum.append(term(w.get(i).data(), "·x" + (i + 1), i == 0));
    }
    return unit + "(" + sum.append(term(b.data(), "", w.isEmpty())) + ")";
  }

  private static String term(double number, String factor, boolean first) {
    String sign = number < 0 ? (first ? "−" : " − ") : first ? "" : " + ";
    return sign + Decimal.of(Math.abs(number)) + factor;
  }
}
