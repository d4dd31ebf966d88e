package org.atled.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.data.DataFolders;
import org.atled.data.Datasets;
import org.atled.data.DownloadListener;
import org.atled.data.Split;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Finds and loads data sets. */
final class DataOption {
  /**
   * Generated data sets are the same for everybody, as downloaded ones are: {@code --seed} does not
   * change them, so that eval sees what train saw.
   */
  private static final Seed DATA = Seed.of(0);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Look for data files here first, then in the folder that ATLED_DATA names, then in the"
              + " cache.")
  Optional<Path> folder = Optional.empty();

  /**
   * The data set of this name.
   *
   * @throws ParameterException if there is none
   */
  static Datasets.Known named(String name, CommandLine line) {
    try {
      return Datasets.named(name);
    } catch (ArgumentException e) {
      String near = Nearby.guess(name);
      throw new ParameterException(
          line,
          "%s Nor is there a folder or file \"%s\".%s"
              .formatted(e.getMessage(), name, near.isEmpty() ? "" : near + " Check the path."),
          e);
    }
  }

  Split load(Datasets.Known known, DownloadListener listener) {
    DataFolders usual = DataFolders.usual();
    DataFolders folders = folder.map(usual::first).orElse(usual);
    return known.load(new Datasets.Options(DATA, folders, listener));
  }
}
