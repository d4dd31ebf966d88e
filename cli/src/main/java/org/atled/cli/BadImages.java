package org.atled.cli;

import java.util.Locale;
import java.util.Optional;
import org.atled.images.ImageFormat;
import org.atled.images.ImageReading;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What an image of a folder that cannot be read does to a run. */
final class BadImages {
  @Option(
      names = "--bad-images",
      paramLabel = "NAME",
      converter = Converter.class,
      description =
          "What an image of a folder that cannot be read does: stop, or skip it (default: stop).")
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
    ImageReading reading = ImageReading.of(format);
    return effect.equals(Optional.of(Effect.SKIP)) ? reading.skipping() : reading;
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<Effect> {
    @Override
    public Effect convert(String text) {
      return Choice.of("way", text, Effect.values());
    }
  }
}
