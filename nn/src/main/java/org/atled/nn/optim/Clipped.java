package org.atled.nn.optim;

/** A rule whose gradients, of all that it moves, are clipped first. */
record Clipped(Rule rule, Clip clip) implements Decorated {
  @Override
  public Rule group(Group group) {
    return new Clipped(rule.group(group), clip);
  }

  @Override
  public Rule penalised(double l1, double l2) {
    return new Clipped(rule.penalised(l1, l2), clip);
  }

  @Override
  public Rule withMaxNorm(double most) {
    return new Clipped(rule.withMaxNorm(most), clip);
  }

  @Override
  public Rule with(String hyperparameter, double value) {
    return new Clipped(rule.with(hyperparameter, value), clip);
  }

  @Override
  public Rule clipping(Clip other) {
    return new Clipped(rule, other);
  }

  @Override
  public Rule decayingMatricesOnly() {
    return new Clipped(rule.decayingMatricesOnly(), clip);
  }
}
