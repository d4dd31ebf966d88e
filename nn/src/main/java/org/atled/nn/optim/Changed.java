package org.atled.nn.optim;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;

/** A rule with another number for one of its hyperparameters. */
record Changed(Rule rule, String hyperparameter, double value) implements Decorated {
  Changed {
    if (!rule.hyperparameters().containsKey(hyperparameter)) {
      throw new ArgumentException(
          "%s has no \"%s\"; it has %s."
              .formatted(rule, hyperparameter, rule.hyperparameters().keySet()));
    }
    Optimizer.checked(hyperparameter, value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    SequencedMap<String, Double> all = new LinkedHashMap<>(rule.hyperparameters());
    all.put(hyperparameter, value);
    return all;
  }
}
