package org.atled.nn.optim;

import java.util.LinkedHashMap;
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

/** A rule with another number for one of its hyperparameters. */
record Changed(Rule rule, String name, double value) implements Rule {
  Changed {
    if (!rule.hyperparameters().containsKey(name)) {
      throw new ArgumentException(
          "%s has no \"%s\"; it has %s.".formatted(rule, name, rule.hyperparameters().keySet()));
    }
    Optimizer.checked(name, value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    SequencedMap<String, Double> all = new LinkedHashMap<>(rule.hyperparameters());
    all.put(name, value);
    return all;
  }

  @Override
  public List<String> buffers() {
    return rule.buffers();
  }

  @Override
  public List<String> numbers() {
    return rule.numbers();
  }

  @Override
  public double initial(String memory) {
    return rule.initial(memory);
  }

  @Override
  public void check(Parameter parameter) {
    rule.check(parameter);
  }

  @Override
  public Tensor direction(Tensor gradient, List<Buffer> buffers, Map<String, Slot> slots) {
    return rule.direction(gradient, buffers, slots);
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
