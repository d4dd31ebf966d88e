package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;

/**
 * An optimizer's rule: how one number of a parameter moves, given its gradient. A rule is a record
 * of hyperparameters; {@link Optimizer} applies it to parameters.
 *
 * <p>A step runs two formulas. {@link #scalars} turns the hyperparameters and the count of steps
 * into the few coefficients of this step, in float64; {@link #update} moves every element with
 * them, in the parameter's type, in one pass.
 */
public interface Rule {
  /**
   * The hyperparameters by name, {@code lr} first. Each becomes a slot, so that a schedule can
   * change it between steps.
   */
  SequencedMap<String, Double> hyperparameters();

  /** The names of the buffers that each parameter has, of its shape, starting at 0. */
  List<String> buffers();

  /**
   * From (steps taken so far, hyperparameters…), all float64, to the coefficients, of the
   * parameter's type.
   */
  Expression scalars(DType type);

  /** From (p, g, buffers…, coefficients…) to (p, buffers…). */
  Expression update(DType type);

  /** Binds the rule to what it moves. */
  default Optimizer over(List<Parameter> parameters) {
    return new Optimizer(this, parameters);
  }
}
