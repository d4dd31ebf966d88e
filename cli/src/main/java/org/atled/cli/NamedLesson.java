package org.atled.cli;

import java.util.List;
import java.util.Optional;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Preparation;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/** A data set that is known by name. */
record NamedLesson(Datasets.Known known, DataOption data) implements Lesson {
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
    return data.load(known, progress);
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path -> SavedModel.save(path, run));
  }

  @Override
  public Optional<Preparation> table() {
    return Optional.empty();
  }

  @Override
  public List<String> remarks(EpochReport.Measured measured) {
    return List.of();
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {}
}
