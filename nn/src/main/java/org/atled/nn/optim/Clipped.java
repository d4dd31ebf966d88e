package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;

/** A rule whose gradients, of all that it moves, are clipped first. */
record Clipped(Rule rule, Clip clip) implements Rule {
  @Override
  public Rule group(Group group) {
    return new Clipped(rule.group(group), clip);
  }

  @Override
  public Rule with(String hyperparameter, double value) {
    return new Clipped(rule.with(hyperparameter, value), clip);
  }

  @Override
  public Rule decayingMatricesOnly() {
    return new Clipped(rule.decayingMatricesOnly(), clip);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return rule.hyperparameters();
  }

  @Override
  public List<String> buffers() {
    return rule.buffers();
  }

  @Override
  public Expression scalars(DType type) {
    return rule.scalars(type);
  }

  @Override
  public Expression update(DType type) {
    return rule.update(type);
  }
}
