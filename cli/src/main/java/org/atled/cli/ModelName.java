package org.atled.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.generative.Blueprints;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.Architectures;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --model} knows: the families of {@link Architectures} and {@link Blueprints}. */
final class ModelName {
  private ModelName() {}

  /** Whether more than a family was said, {@code autoencoder:32} and not {@code autoencoder}. */
  static boolean saysMore(CommandLine line) {
    return line.getParseResult().matchedOption("--model").originalStringValues().stream()
        .anyMatch(text -> text.contains(":"));
  }

  /** One of each family, for the help. */
  static final class Examples implements Iterable<String> {
    private final List<String> examples =
        Stream.concat(
                Architectures.all().stream().map(Architecture.Family::example),
                Blueprints.all().stream().map(Blueprints.Example::text))
            .toList();

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
        return Blueprints.isMeant(text)
            ? new Maker(Blueprints.parse(text))
            : Architectures.parse(text);
      } catch (AtledException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
