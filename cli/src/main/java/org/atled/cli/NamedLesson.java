package org.atled.cli;

import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImagePreparation;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/** A data set that is known by name. */
final class NamedLesson implements Lesson {
  private final Datasets.Known known;
  private final DataOption data;
  private final PixelOptions pixels;
  private final Seed seed;
  private Optional<ImagePreparation> preparation = Optional.empty();

  /**
   * @param pixels what becomes of its pixels, if its examples are images
   */
  NamedLesson(Datasets.Known known, DataOption data, PixelOptions pixels, Seed seed) {
    this.known = known;
    this.data = data;
    this.pixels = pixels;
    this.seed = seed;
  }

  @Override
  public String name() {
    return known.name();
  }

  @Override
  public Recipe usual() {
    return Recipe.of(known.name());
  }

  @Override
  public Split load(Progress progress) {
    progress.say("data: " + known.name() + ", " + known.summary());
    Split split = data.load(known, progress);
    int train = split.train().size();
    int test = split.test().size();
    if (train != known.train() || test != known.test()) {
      progress.say(
          "note: of this data set %s of %s examples to learn from are there, and %s of %s to measure on"
              .formatted(
                  Text.grouped(train),
                  Text.grouped(known.train()),
                  Text.grouped(test),
                  Text.grouped(known.test())));
    }
    pixels.check(split.info());
    pixels.line().ifPresent(progress::say);
    preparation =
        pixels
            .normalization(split.train())
            .map(normalization -> ImagePreparation.normalized(Optional.of(normalization)));
    return pixels.prepared(split, preparation.orElseGet(ImagePreparation::none), seed);
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path ->
        preparation.ifPresentOrElse(
            prepared -> SavedModel.save(path, run, prepared.json()),
            () -> SavedModel.save(path, run)));
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {}
}
