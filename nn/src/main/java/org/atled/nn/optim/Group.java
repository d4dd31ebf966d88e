package org.atled.nn.optim;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Parameter;
import org.atled.nn.StateMap;

/**
 * Parameters that move by a rule of their own: the same with another weight decay or learning rate,
 * or another altogether.
 *
 * @param members which
 * @param rule how
 */
public record Group(Members members, Rule rule) {
  /** Which parameters are in a group. */
  public sealed interface Members {
    /** Whether one is. */
    boolean has(Parameter parameter);
  }

  /**
   * Those whose path fits a pattern, in which {@code *} is any run of characters: {@code "*.bias"}.
   */
  public record Paths(String pattern) implements Members {
    @Override
    public boolean has(Parameter parameter) {
      return StateMap.paths(pattern).test(parameter.name());
    }
  }

  /** Those of rank 0 and 1: biases, and the weights of norms. */
  public record Vectors() implements Members {
    @Override
    public boolean has(Parameter parameter) {
      return parameter.type().shape().rank() < 2;
    }
  }

  public Group {
    if (rule instanceof Groups || rule instanceof Clipped) {
      throw new ArgumentException(
          "The rule of a group has groups or clips itself; say so of the whole:"
              + " rule.group(…).group(…).clipping(…).");
    }
  }

  /** Those whose path fits a pattern: {@code "*.bias"}, {@code "encoder.*"}. */
  public static Group of(String pattern, Rule rule) {
    return new Group(new Paths(pattern), rule);
  }

  /** Those of rank 0 and 1: biases, and the weights of norms. */
  public static Group vectors(Rule rule) {
    return new Group(new Vectors(), rule);
  }
}
