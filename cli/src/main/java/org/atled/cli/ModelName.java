package org.atled.cli;

import java.util.Iterator;
import java.util.List;
import org.atled.core.error.AtledException;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.Architectures;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --model} knows: the families of {@link Architectures}. */
final class ModelName {
  private ModelName() {}

  /** One of each family, for the help. */
  static final class Examples implements Iterable<String> {
    private final List<String> examples =
        Architectures.all().stream().map(Architecture.Family::example).toList();

    @Override
    public Iterator<String> iterator() {
      return examples.iterator();
    }
  }

  /** Reads one. */
  static final class Converter implements ITypeConverter<Architecture> {
    @Override
    public Architecture convert(String text) {
      try {
        return Architectures.parse(text);
      } catch (AtledException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
