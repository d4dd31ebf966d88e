package org.atled.nn.optim;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;

/** The hyperparameters of a rule by name, each inside its range. */
final class Hyperparameters {
  private final String rule;
  private final SequencedMap<String, Double> all = new LinkedHashMap<>();

  private Hyperparameters(String rule) {
    this.rule = rule;
  }

  /** Of a rule, for the errors. */
  static Hyperparameters of(String rule) {
    return new Hyperparameters(rule);
  }

  /** One that is at least 0. */
  Hyperparameters positive(String name, double value) {
    return within(name, value, 0, Double.MAX_VALUE);
  }

  /** One that is at least 0 and less than 1. */
  Hyperparameters decay(String name, double value) {
    return within(name, value, 0, Math.nextDown(1.0));
  }

  Hyperparameters within(String name, double value, double least, double greatest) {
    try {
      all.put(name, Optimizer.checked(name, value, least, greatest));
    } catch (ArgumentException e) {
      throw (ArgumentException) e.within(rule);
    }
    return this;
  }

  /** One of a name that rules have; of a name of one's own any finite number. */
  Hyperparameters known(String name, double value) {
    return switch (name) {
      case "beta1", "beta2", "rho", "alpha", "etaMinus" -> decay(name, value);
      case "lr", "lrDecay", "epsilon", "weightDecay", "momentum", "momentumDecay" ->
          positive(name, value);
      default -> within(name, value, -Double.MAX_VALUE, Double.MAX_VALUE);
    };
  }

  SequencedMap<String, Double> all() {
    return all;
  }
}
