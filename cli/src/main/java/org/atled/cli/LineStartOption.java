package org.atled.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Says what lines of series begin with. */
final class LineStartOption {
  /** What may stand there. */
  enum First {
    CLASS,
    VALUE;

    @Override
    public String toString() {
      return this == CLASS ? "class" : "value";
    }
  }

  /** By its name. */
  static final class Name implements ITypeConverter<First> {
    @Override
    public First convert(String text) {
      return Choice.of("such beginning", text, First.values());
    }
  }

  @Option(
      names = "--first",
      paramLabel = "WHAT",
      converter = Name.class,
      description =
          "Of series that were trained with --pad: whether each has its class beside its values, in"
              + " front of a line or as a column, class or value (default: as far as the file"
              + " tells).")
  Optional<First> first = Optional.empty();

  /** True for a class. */
  Optional<Boolean> labelled() {
    return first.map(First.CLASS::equals);
  }

  /**
   * Refuses it where no series are asked about.
   *
   * @throws ParameterException if it is given
   */
  void refuse(CommandLine line, Object folder) {
    if (first.isPresent()) {
      throw new ParameterException(
          line,
          "Option '--first' is for models of classes of series, and the model in %s is none; leave it out."
              .formatted(folder));
    }
  }
}
