package org.atled.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Supplier;
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
  RELU(ReLU::new),
  LEAKY_RELU(LeakyReLU::new),
  RELU6(ReLU6::new),
  ELU(ELU::new),
  SELU(SELU::new),
  TANH(Tanh::new),
  HARDTANH(Hardtanh::new),
  SOFTSIGN(Softsign::new),
  TANHSHRINK(Tanhshrink::new),
  SIGMOID(Sigmoid::new),
  HARDSIGMOID(Hardsigmoid::new),
  GELU(GELU::new),
  SILU(SiLU::new),
  HARDSWISH(Hardswish::new),
  MISH(Mish::new),
  SOFTPLUS(Softplus::new);

  private final Supplier<Layer> maker;

  ActivationName(Supplier<Layer> maker) {
    this.maker = maker;
  }

  Layer layer() {
    return maker.get();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(ActivationName::toString).iterator();
    }
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<ActivationName> {
    @Override
    public ActivationName convert(String text) {
      return Choice.of("activation", text, values());
    }
  }
}
