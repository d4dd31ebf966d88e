package org.atled.cli;

import java.util.Locale;
import java.util.Optional;
import org.atled.images.ImageFormat;
import org.atled.images.ImageReading;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What an image of a folder that cannot be read does to a run. */
final class BadImages {
  @Option(
      names = "--bad-images",
      paramLabel = "NAME",
      converter = Converter.class,
      description =
          "What an image of a folder that cannot be read does: stop, or skip it (default: stop; for"
              + " the folder that a model learned from, as it was trained).")
  Optional<Effect> effect = Optional.empty();

  /** What it does. */
  enum Effect {
    STOP,
    SKIP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isGiven() {
    return effect.isPresent();
  }

  /** How files are read that are brought to a form. */
  ImageReading reading(ImageFormat format) {
    return reading(format, Effect.STOP);
  }

  /**
   * The same.
   *
   * @param usual what is done if the user says nothing
   */
  ImageReading reading(ImageFormat format, Effect usual) {
    ImageReading reading = ImageReading.of(format);
    return effect.orElse(usual) == Effect.SKIP ? reading.skipping() : reading;
  }

  /**
   * Refuses the option where no images are read.
   *
   * @throws ParameterException if it is given
   */
  void refuse(CommandLine line, String wayOut) {
    if (isGiven()) {
      throw new ParameterException(
          line, "Option '--bad-images' goes with a folder of images; " + wayOut + ".");
    }
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<Effect> {
    @Override
    public Effect convert(String text) {
      return Choice.of("way", text, Effect.values());
    }
  }
}
