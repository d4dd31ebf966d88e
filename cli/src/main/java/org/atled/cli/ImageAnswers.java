package org.atled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImageFile;
import org.atled.images.ImageFolder;
import org.atled.images.ImageModel;
import org.atled.images.Pixels;
import org.atled.tables.CsvFile;
import org.atled.train.Prediction;

/**
 * What a model of images says of files.
 *
 * @param all in the order of the files
 */
record ImageAnswers(List<Path> files, Answers all) {
  /** Files that are in memory together. */
  private static final int BATCH = 64;

  /**
   * Asks the model.
   *
   * @param input a file, or a folder of some
   * @throws ArgumentException if the folder has no image
   */
  static ImageAnswers of(ImageModel model, Path input) {
    List<Path> files = Files.isDirectory(input) ? files(input) : List.of(input);
    List<Prediction> said = new ArrayList<>();
    for (int from = 0; from < files.size(); from += BATCH) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + BATCH));
      List<Pixels> images =
          some.stream().map(file -> model.format().of(ImageFile.read(file))).toList();
      said.addAll(model.predict(images));
    }
    return new ImageAnswers(files, Answers.of(said, model.saved().objective().named()));
  }

  private static List<Path> files(Path folder) {
    List<Path> files = ImageFolder.images(folder);
    if (files.isEmpty()) {
      throw new ArgumentException(
          folder + " has no image; no file in it ends with .png, .jpg, .jpeg, .bmp or .gif.");
    }
    return files;
  }

  /** A line for each file: the class and its probability. */
  String csv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("file", "class", "probability"));
    List<String> names = all.classes().orElseThrow();
    for (int i = 0; i < files.size(); i++) {
      double[] numbers = all.rows().get(i);
      int best = Answers.greatest(numbers);
      lines.add(List.of(files.get(i).toString(), names.get(best), Double.toString(numbers[best])));
    }
    return CsvFile.text(lines);
  }

  /** What is printed of examples, and the file of each. */
  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder();
    all.json().members().forEach(json::put);
    return json.put("files", JsonArray.ofStrings(files.stream().map(Path::toString).toList()))
        .build();
  }
}
