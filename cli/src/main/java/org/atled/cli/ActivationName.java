package org.atled.cli;

import java.util.Locale;
import org.atled.nn.Layer;
import org.atled.nn.layer.GELU;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.SiLU;
import org.atled.nn.layer.Sigmoid;
import org.atled.nn.layer.Softplus;
import org.atled.nn.layer.Tanh;
import picocli.CommandLine.ITypeConverter;

/** The activations that {@code --activation} knows. */
enum ActivationName {
  RELU,
  LEAKY_RELU,
  TANH,
  SIGMOID,
  GELU,
  SILU,
  SOFTPLUS;

  Layer layer() {
    return switch (this) {
      case RELU -> new ReLU();
      case LEAKY_RELU -> new LeakyReLU();
      case TANH -> new Tanh();
      case SIGMOID -> new Sigmoid();
      case GELU -> new GELU();
      case SILU -> new SiLU();
      case SOFTPLUS -> new Softplus();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<ActivationName> {
    @Override
    public ActivationName convert(String text) {
      return Choice.of("activation", text, values());
    }
  }
}
