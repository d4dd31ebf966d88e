package org.atled.cli;

import java.util.Locale;
import org.atled.nn.Layer;
import org.atled.nn.layer.ELU;
import org.atled.nn.layer.GELU;
import org.atled.nn.layer.Hardsigmoid;
import org.atled.nn.layer.Hardswish;
import org.atled.nn.layer.Hardtanh;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.Mish;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.ReLU6;
import org.atled.nn.layer.SELU;
import org.atled.nn.layer.SiLU;
import org.atled.nn.layer.Sigmoid;
import org.atled.nn.layer.Softplus;
import org.atled.nn.layer.Softsign;
import org.atled.nn.layer.Tanh;
import org.atled.nn.layer.Tanhshrink;
import picocli.CommandLine.ITypeConverter;

/** The activations that {@code --activation} knows. */
enum ActivationName {
  RELU,
  LEAKY_RELU,
  RELU6,
  ELU,
  SELU,
  TANH,
  HARDTANH,
  SOFTSIGN,
  TANHSHRINK,
  SIGMOID,
  HARDSIGMOID,
  GELU,
  SILU,
  HARDSWISH,
  MISH,
  SOFTPLUS;

  Layer layer() {
    return switch (this) {
      case RELU -> new ReLU();
      case LEAKY_RELU -> new LeakyReLU();
      case RELU6 -> new ReLU6();
      case ELU -> new ELU();
      case SELU -> new SELU();
      case TANH -> new Tanh();
      case HARDTANH -> new Hardtanh();
      case SOFTSIGN -> new Softsign();
      case TANHSHRINK -> new Tanhshrink();
      case SIGMOID -> new Sigmoid();
      case HARDSIGMOID -> new Hardsigmoid();
      case GELU -> new GELU();
      case SILU -> new SiLU();
      case HARDSWISH -> new Hardswish();
      case MISH -> new Mish();
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
