package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImageFile;
import org.atled.images.ImageFolder;
import org.atled.images.ImageOrigin;
import org.atled.images.ImagePreparation;
import org.atled.images.ImageReading;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * A folder of images by class.
 *
 * @param faults of images that were left out
 * @param lost classes of which no image to measure on is left
 * @param isKept whether the images are in memory
 * @param augmented what is said of augmentation
 * @param preparation what is saved of how examples were made
 */
record ImageLesson(
    ImageFolder folder,
    ImageReading reading,
    Split split,
    List<String> faults,
    List<String> lost,
    boolean isKept,
    Optional<String> augmented,
    ImagePreparation preparation)
    implements Lesson {
  /** As many as a person may look through; a report in JSON has them all. */
  private static final int SHOWN = 100;

  static ImageLesson of(ImageFolder folder, ImageReading reading, PixelOptions pixels, Seed seed) {
    String name = name(folder);
    ImageReading.Result train = reading.read(name, folder.classes(), folder.train());
    ImageReading.Result test = reading.readToMeasure(name, folder.classes(), folder.test());
    ImagePreparation preparation =
        ImagePreparation.of(
            reading.format(),
            pixels.normalization(train.examples()),
            ImageOrigin.of(folder, seed, reading.skips()));
    List<String> faults = new ArrayList<>(train.faults());
    faults.addAll(test.faults());
    Split split = pixels.prepared(new Split(train.examples(), test.examples()), preparation, seed);
    return new ImageLesson(
        folder, reading, split, faults, test.lost(), train.isKept(), pixels.line(), preparation);
  }

  private static String name(ImageFolder folder) {
    return TableFile.name(folder.folder().toAbsolutePath().normalize());
  }

  @Override
  public String name() {
    return name(folder);
  }

  @Override
  public Recipe usual() {
    return Recipe.ofImages(split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    lines().forEach(progress::say);
    return split;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "data: "
            + folder.folder()
            + ", images scaled to "
            + reading.format()
            + ", in the classes "
            + String.join(", ", folder.classes()));
    if (folder.passedOver() > 0) {
      lines.add(
          "note: %s of its files are not named as images are (%s)"
              .formatted(Text.grouped(folder.passedOver()), String.join(", ", ImageFile.ENDINGS)));
    }
    lines.addAll(leftOut(faults));
    lines.addAll(lost(lost));
    lines.add(
        "images: "
            + Text.grouped(split.train().size())
            + " to learn from, "
            + Text.grouped(split.test().size())
            + " to measure on");
    if (!isKept) {
      long bytes = (long) split.train().size() * reading.format().shape().elements();
      lines.add(
          "note: the images are decoded for each batch, as all to learn from take %s (the heap may grow to %s)"
              .formatted(Text.bytes(bytes), Text.bytes(Runtime.getRuntime().maxMemory())));
    }
    augmented.ifPresent(lines::add);
    return lines;
  }

  /** What to say of images that cannot be read. */
  static List<String> leftOut(List<String> faults) {
    List<String> lines = new ArrayList<>();
    faults.stream().limit(SHOWN).forEach(fault -> lines.add("left out: " + fault));
    int more = faults.size() - SHOWN;
    if (more > 0) {
      lines.add("left out: " + Text.grouped(more) + (more == 1 ? " more image" : " more images"));
    }
    return lines;
  }

  /** What to say of classes of which no image is left to measure on. */
  static List<String> lost(List<String> classes) {
    return classes.stream()
        .map(name -> "note: of the class \"" + name + "\" no image to measure on can be read")
        .toList();
  }

  @Override
  public void save(OutFolder out, Run run) {
    out.save(path -> SavedModel.save(path, run, preparation.json()));
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("train_examples", split.train().size())
        .put("test_examples", split.test().size())
        .put("left_out", faults.size())
        .put("faults", JsonArray.ofStrings(faults));
  }
}
