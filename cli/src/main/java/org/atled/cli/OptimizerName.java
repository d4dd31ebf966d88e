package org.atled.cli;

import java.util.Locale;
import java.util.Optional;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import picocli.CommandLine.ITypeConverter;

/** The optimizers that {@code --optimizer} knows. */
enum OptimizerName {
  SGD(0.1),
  ADAM(0.001),
  ADAMW(0.001);

  /** The learning rate where neither the user nor the data set's defaults name one. */
  final double usualLr;

  OptimizerName(double usualLr) {
    this.usualLr = usualLr;
  }

  /**
   * Makes the rule.
   *
   * @param weightDecay none: the optimizer's own
   * @param momentum only for sgd
   */
  Rule rule(double lr, Optional<Double> weightDecay, Optional<Double> momentum) {
    return switch (this) {
      case SGD -> {
        Sgd sgd = Sgd.withLearningRate(lr).momentum(momentum.orElse(0.0));
        yield weightDecay.map(sgd::weightDecay).orElse(sgd);
      }
      case ADAM -> {
        Adam adam = Adam.withLearningRate(lr);
        yield weightDecay.map(adam::weightDecay).orElse(adam);
      }
      case ADAMW -> {
        AdamW adamW = AdamW.withLearningRate(lr);
        yield weightDecay.map(adamW::weightDecay).orElse(adamW);
      }
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<OptimizerName> {
    @Override
    public OptimizerName convert(String text) {
      return Choice.of("optimizer", text, values());
    }
  }
}
