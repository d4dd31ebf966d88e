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
    Hyperparameters.of(rule.name()).known(hyperparameter, value);
  }

  /** Of a weight decay that it had not, the rule itself knows nothing. */
  @Override
  public RowSteps rowSteps() {
    boolean decays = hyperparameter.equals("weightDecay") && value != 0;
    return decays ? RowSteps.ALL_MOVE : rule.rowSteps();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    SequencedMap<String, Double> all = new LinkedHashMap<>(rule.hyperparameters());
    all.put(hyperparameter, value);
    return all;
  }
}
