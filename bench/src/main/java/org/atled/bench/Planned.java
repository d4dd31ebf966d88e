package org.atled.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.atled.compile.Compiled;
import org.atled.compile.Explanation;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A compiled function on inputs that lie ready.
 *
 * @param inputs of an iteration, by its number
 */
record Planned(Compiled compiled, IntFunction<List<Tensor>> inputs) implements Repeated.Task {
  @Override
  public List<Tensor> run(int number) {
    return compiled.run(inputs.apply(number).toArray(Tensor[]::new));
  }

  @Override
  public Optional<Planned> planned() {
    return Optional.of(this);
  }

  Explanation explain() {
    return compiled.explain(inputs.apply(0).stream().map(Tensor::type).toArray(TensorType[]::new));
  }

  /** The same, with the times of the loops taken. */
  Planned timed() {
    return new Planned(compiled.timed(), inputs);
  }
}
