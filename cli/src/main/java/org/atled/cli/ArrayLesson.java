package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atled.core.random.Seed;
import org.atled.data.ArrayFile;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.formats.json.JsonObject;
import org.atled.images.ArrayOrigin;
import org.atled.images.ImageArrays;
import org.atled.images.ImagePreparation;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * Images in arrays.
 *
 * @param notes what is worth telling of how they were read
 * @param augmented what is said of augmentation
 * @param preparation what is saved of how examples were made
 */
record ArrayLesson(
    ImageArrays arrays,
    Split split,
    List<String> notes,
    Optional<String> augmented,
    ImagePreparation preparation)
    implements Lesson {
  private static final Pattern ENDINGS = Pattern.compile("(?i)(\\.(idx\\d?|npy|npz|ubyte|gz))+$");

  static ArrayLesson of(ImageArrays arrays, PixelOptions pixels, Seed seed) {
    ImageArrays.Result read = arrays.read(name(arrays), seed);
    ImagePreparation preparation =
        ImagePreparation.of(
            pixels.normalization(read.split().train()), ArrayOrigin.of(arrays, seed));
    Split split = pixels.prepared(read.split(), preparation, seed);
    return new ArrayLesson(arrays, split, read.notes(), pixels.line(), preparation);
  }

  private static String name(ImageArrays arrays) {
    return name(arrays.train().images());
  }

  /** What a data set of these images is called. */
  static String name(ArrayFile images) {
    String name = TableFile.name(images.file());
    String stem = ENDINGS.matcher(name).replaceFirst("");
    return stem.isEmpty() ? "images" : stem;
  }

  @Override
  public String name() {
    return name(arrays);
  }

  @Override
  public Recipe usual() {
    return Recipe.ofImages(split.train().size(), split.info().input());
  }

  @Override
  public Split load(Progress progress) {
    lines().forEach(progress::say);
    return split;
  }

  private List<String> lines() {
    DatasetInfo info = split.info();
    int classes = info.task() instanceof Task.Classification known ? known.classes().size() : 0;
    List<String> lines = new ArrayList<>();
    lines.add(
        "data: "
            + arrays.train().images()
            + ", images "
            + info.input()
            + (arrays.transposed() ? ", turned as they are read," : "")
            + " in "
            + classes
            + " classes");
    notes.forEach(note -> lines.add("note: " + note));
    lines.add(
        "images: "
            + Text.grouped(split.train().size())
            + " to learn from, "
            + Text.grouped(split.test().size())
            + " to measure on");
    augmented.ifPresent(lines::add);
    return lines;
  }

  @Override
  public void save(OutFolder out, Run run) {
    out.save(path -> SavedModel.save(path, run, preparation.json()));
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("train_examples", split.train().size()).put("test_examples", split.test().size());
  }
}
