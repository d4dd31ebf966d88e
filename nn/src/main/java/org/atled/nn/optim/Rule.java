package org.atled.nn.optim;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;

/**
 * An optimizer's rule: how one number of a parameter moves, given its gradient. A rule is a record
 * of hyperparameters; {@link Optimizer} applies it to parameters.
 *
 * <p>A step runs two formulas. {@link #scalars} turns the hyperparameters and the count of steps
 * into the few coefficients of this step, in float64; {@link #update} moves every element with
 * them, in the parameter's type, in one pass.
 */
public non-sealed interface Rule extends Method {
  /** What errors and plans call it. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * The hyperparameters by name, {@code lr} first. Each becomes a slot, so that a schedule can
   * change it between steps.
   */
  SequencedMap<String, Double> hyperparameters();

  /** The names of the buffers that each parameter has, of its shape. */
  List<String> buffers();

  /** The names of single float64 numbers that are remembered for each parameter; usually none. */
  default List<String> numbers() {
    return List.of();
  }

  /** What a buffer or a number begins with. */
  default double initial(String name) {
    return 0;
  }

  /**
   * From (steps taken so far, hyperparameters…, {@link #numbers}…), all float64, to the
   * coefficients, of the parameter's type, and the next numbers, in float64.
   */
  Expression scalars(DType type);

  /** From (p, g, buffers…, coefficients…) to (p, buffers…). */
  Expression update(DType type);

  /**
   * What {@link #update} takes for g: the gradient, unless a rule works on more than single
   * numbers. It may write the buffers.
   *
   * @param slots the hyperparameters by name
   */
  default Tensor direction(
      Parameter parameter, Tensor gradient, List<Buffer> buffers, Map<String, Slot> slots) {
    return gradient;
  }

  /** What is done with a parameter that has moved: usually nothing. */
  default void after(Parameter parameter) {}

  /** What it does where only some rows of a parameter have a gradient. */
  default RowSteps rowSteps() {
    return RowSteps.ALL_MOVE;
  }

  /**
   * Refuses a parameter that the rule cannot move.
   *
   * @throws ArgumentException if it cannot
   */
  default void check(Parameter parameter) {}

  /**
   * The same rule with another number for a hyperparameter, such as {@code weightDecay}.
   *
   * @throws ArgumentException if it has none of that name
   */
  default Rule with(String hyperparameter, double value) {
    return new Changed(this, hyperparameter, value);
  }

  /**
   * The same rule with another for a group of parameters; of two groups that a parameter is in, the
   * first counts. A learning rate that is set, as by a schedule, changes those of all groups in
   * proportion.
   */
  default Rule group(Group group) {
    return new Groups(this, List.of(group));
  }

  /**
   * The same rule with another for the parameters whose path fits a pattern: {@code
   * rule.group("*.bias", rule.with("weightDecay", 0))}.
   */
  default Rule group(String pattern, Rule other) {
    return group(Group.of(pattern, other));
  }

  /**
   * The same rule without weight decay for biases and the weights of norms: parameters of rank 0
   * and 1.
   *
   * @throws ArgumentException if it has no weight decay
   */
  default Rule decayingMatricesOnly() {
    return group(Group.vectors(with("weightDecay", 0)));
  }

  /**
   * The same rule for a loss with penalties, l1·Σ|p| + l2/2·Σp², of a group alone if it is a
   * group's, and said of a rule with groups of what is in none. Weight decay may do otherwise:
   * AdamW's takes no part in the moments.
   */
  default Rule penalised(double l1, double l2) {
    return new Penalised(this, l1, l2);
  }

  /**
   * The same rule where each row of a matrix has a norm of at most so much after a step; said of a
   * rule with groups, of what is in none.
   */
  default Rule withMaxNorm(double most) {
    return new Bounded(this, most);
  }

  /**
   * The same rule, with the gradients of all that it moves clipped before each step, in place of a
   * clip that was said before.
   */
  default Rule clipping(Clip clip) {
    return new Clipped(this, clip);
  }

  @Override
  default Optimizer over(List<Parameter> parameters) {
    return new Optimizer(this, parameters);
  }
}
