package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Parameter;

/**
 * A rule with others for some parameters; of two groups that one is in, the first counts.
 *
 * @param rule for those that are in no group
 */
record Groups(Rule rule, List<Group> groups) implements Decorated {
  Groups {
    groups = List.copyOf(groups);
  }

  /** A rule's groups, or none. */
  static Groups of(Rule rule) {
    return rule instanceof Groups several ? several : new Groups(rule, List.of());
  }

  @Override
  public Rule penalised(double l1, double l2) {
    return new Groups(rule.penalised(l1, l2), groups);
  }

  @Override
  public Rule withMaxNorm(double most) {
    return new Groups(rule.withMaxNorm(most), groups);
  }

  @Override
  public Rule group(Group another) {
    List<Group> more = new ArrayList<>(groups);
    more.add(another);
    return new Groups(rule, more);
  }

  @Override
  public Rule with(String hyperparameter, double value) {
    return new Groups(rule.with(hyperparameter, value), groups);
  }

  @Override
  public Rule decayingMatricesOnly() {
    boolean isSo =
        groups.stream()
            .anyMatch(group ->
                group.members() instanceof Group.Vectors
                    && group.rule().hyperparameters().getOrDefault("weightDecay", 0.0) == 0);
    if (!isSo) {
      throw new ArgumentException(
          "%s has groups already; say decayingMatricesOnly() before the first of them."
              .formatted(rule.name()));
    }
    return this;
  }

  /** The number of the group that has it, from 1; 0 if none has. */
  int of(Parameter parameter) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).members().has(parameter)) {
        return i + 1;
      }
    }
    return 0;
  }
}
