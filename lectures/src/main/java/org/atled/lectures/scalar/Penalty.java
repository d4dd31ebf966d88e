package org.atled.lectures.scalar;

import java.util.List;

/** What is added to a loss so that weights stay small; biases are left alone. */
@FunctionalInterface
public interface Penalty {
  Value of(List<Value> weights);

  /** λ Σ w². */
  static Penalty l2(double lambda) {
    return weights -> sum(weights.stream().map(w -> w.mul(w)).toList()).mul(lambda);
  }

  /** λ Σ |w|. */
  static Penalty l1(double lambda) {
    return weights ->
        sum(weights.stream().map(w -> w.relu().add(w.neg().relu())).toList()).mul(lambda);
  }

  private static Value sum(List<Value> values) {
    return values.stream().reduce(Value::add).orElseGet(() -> Value.of(0.0));
  }
}
