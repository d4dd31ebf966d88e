package org.atled.nn.optim;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;

/** A rule that is another but for something. */
interface Decorated extends Rule {
  /** The other. */
  Rule rule();

  @Override
  default String name() {
    return rule().name();
  }

  @Override
  default SequencedMap<String, Double> hyperparameters() {
    return rule().hyperparameters();
  }

  @Override
  default List<String> buffers() {
    return rule().buffers();
  }

  @Override
  default List<String> numbers() {
    return rule().numbers();
  }

  @Override
  default double initial(String name) {
    return rule().initial(name);
  }

  @Override
  default void check(Parameter parameter) {
    rule().check(parameter);
  }

  @Override
  default RowSteps rowSteps() {
    return rule().rowSteps();
  }

  @Override
  default Tensor direction(
      Parameter parameter, Tensor gradient, List<Buffer> buffers, Map<String, Slot> slots) {
    return rule().direction(parameter, gradient, buffers, slots);
  }

  @Override
  default void after(Parameter parameter) {
    rule().after(parameter);
  }

  @Override
  default Expression scalars(DType type) {
    return rule().scalars(type);
  }

  @Override
  default Expression update(DType type) {
    return rule().update(type);
  }
}
