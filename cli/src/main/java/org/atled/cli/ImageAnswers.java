package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.formats.json.JsonArray;
import org.atled.images.ImageFile;
import org.atled.images.ImageFolder;
import org.atled.images.ImageModel;
import org.atled.images.ImageReading;
import org.atled.images.Pixels;
import org.atled.tables.CsvFile;
import org.atled.train.Prediction;
import org.atled.train.doubt.DropoutPasses;

/**
 * What a model of images says of files.
 *
 * @param files that were read
 * @param all in the order of the files
 * @param faults of files of a folder that were left out
 * @param brightness the mean of the pixels of all files, from 0 to 1
 */
record ImageAnswers(List<Path> files, Answers all, List<String> faults, double brightness) {
  /** Files that are in memory together. */
  private static final int BATCH = 64;

  /**
   * Asks the model.
   *
   * @param input a file, or a folder of some
   * @param doubt whose passes, if it has some, are asked in place of one answer
   * @throws ArgumentException if the folder has no image that can be read
   */
  static ImageAnswers of(ImageModel model, Path input, BadImages bad, DoubtOptions doubt) {
    boolean isFolder = Files.isDirectory(input);
    boolean skips = isFolder && bad.reading(model.format()).skips();
    List<Path> files = isFolder ? files(input) : List.of(input);
    List<Path> read = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    List<Prediction> said = new ArrayList<>();
    List<DropoutPasses> passes = new ArrayList<>();
    double brightness = 0;
    for (int from = 0; from < files.size(); from += BATCH) {
      List<Pixels> images = new ArrayList<>();
      int before = read.size();
      for (Path file : files.subList(from, Math.min(files.size(), from + BATCH))) {
        try {
          Pixels image = model.format().of(ImageFile.read(file));
          images.add(image);
          read.add(file);
          brightness += model.brightness(image.toTensor());
        } catch (AtledException e) {
          if (!skips) {
            throw isFolder ? ImageReading.stopping(e) : e;
          }
          faults.add(e.getMessage());
        }
      }
      if (!images.isEmpty() && doubt.passes.isPresent()) {
        passes.add(model.dropoutPasses(images, before, doubt.passes.get(), doubt.seed()));
      } else if (!images.isEmpty()) {
        said.addAll(model.predict(images));
      }
    }
    if (read.isEmpty()) {
      throw ImageReading.noneLeft(faults);
    }
    Optional<List<String>> classes = model.saved().objective().named();
    Answers all =
        doubt.passes.isPresent()
            ? DoubtOptions.answers(DropoutPasses.joined(passes), classes, List.of())
            : Answers.of(said, classes);
    return new ImageAnswers(read, all, faults, brightness / read.size());
  }

  private static List<Path> files(Path folder) {
    List<Path> files = ImageFolder.images(folder);
    if (files.isEmpty()) {
      throw new ArgumentException(
          folder + " has no image; no file in it ends with " + ImageFile.endings() + ".");
    }
    return files;
  }

  /** The same with something beside what is said. */
  ImageAnswers with(UnaryOperator<Answers> more) {
    return new ImageAnswers(files, more.apply(all), faults, brightness);
  }

  /** A line for each file: the class and its probability. */
  String csv() {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("file", "class", "probability"));
    head.addAll(all.headBeside());
    lines.add(head);
    List<String> names = all.classes().orElseThrow();
    for (int i = 0; i < files.size(); i++) {
      double[] numbers = all.rows().get(i);
      int best = Answers.greatest(numbers);
      List<String> line =
          new ArrayList<>(
              List.of(files.get(i).toString(), names.get(best), Double.toString(numbers[best])));
      line.addAll(all.cellsBeside(i));
      lines.add(line);
    }
    return CsvFile.text(lines);
  }

  /** Writes what is printed of examples, and the file of each. */
  void write(JsonLine json) throws IOException {
    all.write(json);
    json.put("files", JsonArray.ofStrings(files.stream().map(Path::toString).toList()));
  }
}
