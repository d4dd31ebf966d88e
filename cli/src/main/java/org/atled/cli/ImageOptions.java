package org.atled.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.data.Datasets;
import org.atled.images.ImageFile;
import org.atled.images.ImageFormat;
import org.atled.images.ImageReading;
import org.atled.tables.CsvFile;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How a folder of images is read. */
final class ImageOptions {
  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "Scale images of a folder to this height and width, such as 64 or 48x64, height first,"
              + " bilinear with antialiasing (default: 64).")
  Optional<ImageFormat> size = Optional.empty();

  @Option(
      names = "--channels",
      paramLabel = "N",
      converter = ChannelsConverter.class,
      description = "Take images of a folder in 3 channels, colours, or 1, grey (default: 3).")
  Optional<Integer> channels = Optional.empty();

  @Mixin BadImages bad = new BadImages();

  /** Whether an argument means a folder of images: it is one, and no data set is called so. */
  static boolean isMeant(String argument) {
    return Datasets.all().stream().noneMatch(known -> known.name().equals(argument))
        && isFolder(argument);
  }

  /** Whether a file of images, or a folder of some, is meant. */
  static boolean isMeant(Path input) {
    return ImageFile.isNamedSo(input) || (Files.isDirectory(input) && !CsvFile.isInParts(input));
  }

  private static boolean isFolder(String argument) {
    try {
      return Files.isDirectory(Path.of(argument)) && !CsvFile.isInParts(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Refuses options that other data have no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuse(String dataset, CommandLine line) {
    Given given = Given.of(line, ImageOptions.class, BadImages.class);
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a folder of images by class, but \"%s\" is no folder; leave %s out."
              .formatted(given.goWith(), dataset, given.it()));
    }
  }

  /** How files are read. */
  ImageReading reading() {
    ImageFormat format = size.orElse(ImageFormat.usual());
    return bad.reading(channels.map(format::channels).orElse(format));
  }

  /** Reads a size. */
  static final class SizeConverter implements ITypeConverter<ImageFormat> {
    @Override
    public ImageFormat convert(String text) {
      try {
        return ImageFormat.usual().sized(text);
      } catch (ArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a number of channels. */
  static final class ChannelsConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.equals("1") && !text.equals("3")) {
        throw new TypeConversionException("\"" + text + "\" is not 1, grey, or 3, colours.");
      }
      return Integer.valueOf(text);
    }
  }
}
