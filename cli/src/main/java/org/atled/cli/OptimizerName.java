package org.atled.cli;

import org.atled.core.error.AtledException;
import org.atled.nn.optim.Optimizers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --optimizer} knows: the families of {@link Optimizers}. */
final class OptimizerName {
  private OptimizerName() {}

  /** Reads one. */
  static final class Converter implements ITypeConverter<Optimizers.Chosen> {
    @Override
    public Optimizers.Chosen convert(String text) {
      try {
        return Optimizers.parse(text);
      } catch (AtledException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
