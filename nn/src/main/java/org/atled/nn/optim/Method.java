package org.atled.nn.optim;

import java.util.List;
import org.atled.core.tensor.Parameter;

/**
 * How parameters are moved in training: by a {@link Rule}, from one gradient in each step, or by
 * {@link Lbfgs}, which asks for the loss of the same examples several times.
 */
public sealed interface Method permits Rule, Lbfgs {
  /** Binds it to what it moves. */
  Mover over(List<Parameter> parameters);
}
