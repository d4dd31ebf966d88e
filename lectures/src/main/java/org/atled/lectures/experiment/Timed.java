package org.atled.lectures.experiment;

import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Sequential;
import org.atled.train.architecture.Mlp;

/**
 * A function and its gradient, timed.
 *
 * @param size the inputs of a circuit, or the width of a network
 * @param function seconds for the function
 * @param both seconds for the function and its gradient
 */
record Timed(int size, double function, double both) {
  private static final int BATCH = 256;

  static Timed of(int size, Timing timing, Runnable function, Runnable both) {
    return new Timed(size, timing.seconds(function), timing.seconds(both));
  }

  /** Two hidden layers of a width, compiled: the loss, and the loss with all gradients. */
  static Timed network(int width, Seed seed, Timing timing) {
    Sequential model = Mlp.of(width, width).build(Shape.of(width), 1);
    model.initialize(seed.at("weights"));
    List<Parameter> parameters = model.parameters();
    Tensor x = Sample.normal(seed.at("x"), BATCH, width);
    Compiled loss = Compiled.of(in -> List.of(model.apply(in.getFirst()).square().mean()));
    Compiled both =
        Compiled.of(in -> {
          Tensor value = model.apply(in.getFirst()).square().mean();
          Gradients gradients = Autograd.gradients(value, parameters);
          return parameters.stream().map(gradients::of).toList();
        });
    return of(width, timing, () -> loss.run(x), () -> both.run(x));
  }

  /** How many functions the function and its gradient take. */
  double ratio() {
    return both / function;
  }
}
