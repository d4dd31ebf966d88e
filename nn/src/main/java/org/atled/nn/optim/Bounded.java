package org.atled.nn.optim;

import java.util.stream.IntStream;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;

/**
 * A rule after which what goes into each unit, a row of a matrix, has a norm of at most so much:
 * Srivastava et al. 2014, section 5.1. Vectors stay as they are.
 */
record Bounded(Rule rule, double most) implements Decorated {
  Bounded {
    Optimizer.checked("maxNorm", most, Double.MIN_VALUE, Double.MAX_VALUE);
  }

  @Override
  public void after(Parameter parameter) {
    rule.after(parameter);
    int rank = parameter.type().shape().rank();
    if (rank < 2) {
      return;
    }
    Tensor p = parameter.value().detach();
    Axes others = Axes.of(IntStream.range(1, rank).toArray()).kept();
    Tensor norm = p.square().sum(others).sqrt();
    parameter.copyInto(p.mul(norm.add(1e-7).reciprocal().mul(most).minimum(1.0)));
  }
}
