package org.atled.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.data.ArrayFile;
import org.atled.images.ImageArrays;
import org.atled.tables.CsvFormat;
import org.atled.tables.Table;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which arrays of an npz are meant. */
final class ArrayNames {
  @Option(
      names = "--arrays",
      paramLabel = "X",
      split = ",",
      description =
          "Of an npz of several arrays those that are meant; of a table their columns stand side by"
              + " side, of images eval takes these and their labels, X,Y.")
  List<String> names = List.of();

  /**
   * The table of these arrays, or, if none is named, of the file.
   *
   * @param usual what holds where the user says nothing
   */
  Table table(Path file, CsvOptions csv, CsvFormat usual, InputStream standard) {
    return names.isEmpty()
        ? csv.read(file, usual, standard)
        : csv.arrays(names.stream().map(name -> ArrayFile.of(file, name.strip())).toList(), usual);
  }

  /**
   * Refuses them where a database is asked.
   *
   * @throws ParameterException if one is named
   */
  void refuseQuery(CommandLine line) {
    if (!names.isEmpty()) {
      throw new ParameterException(
          line,
          "Option '--arrays' names those of an npz, but --jdbc asks a database; leave it out.");
    }
  }

  /**
   * Refuses them where series are asked about.
   *
   * @throws ParameterException if one is named
   */
  void refuseSeries(CommandLine line) {
    if (!names.isEmpty()) {
      throw new ParameterException(
          line,
          "Option '--arrays' names those of an npz, but the model learned from series in a text;"
              + " leave it out.");
    }
  }

  /**
   * Images and their labels; none where no array is named.
   *
   * @throws ParameterException if one or more than two are named
   */
  Optional<ImageArrays.Part> images(Path file, CommandLine line) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (names.size() != 2) {
      throw new ParameterException(
          line,
          "Option '--arrays' names "
              + names.size()
              + "; name the images and their labels: --arrays x,y.");
    }
    return Optional.of(
        new ImageArrays.Part(
            ArrayFile.of(file, names.getFirst().strip()),
            ArrayFile.of(file, names.getLast().strip())));
  }

  /**
   * The one array of examples.
   *
   * @throws ParameterException if several are named
   */
  ArrayFile examples(Path file, CommandLine line) {
    if (names.size() > 1) {
      throw new ParameterException(
          line, "Option '--arrays' names " + names.size() + "; name the one with the examples.");
    }
    return new ArrayFile(
        file, Optional.of(names).filter(all -> !all.isEmpty()).map(List::getFirst));
  }
}
