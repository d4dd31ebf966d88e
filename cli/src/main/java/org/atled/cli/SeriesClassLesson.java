package org.atled.cli;

import java.util.List;
import java.util.Optional;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.formats.json.JsonObject;
import org.atled.tables.series.SeriesFile;
import org.atled.tables.series.SeriesForm;
import org.atled.tables.series.SeriesPreparation;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * Series that have a class each.
 *
 * @param test the file that is measured on, if it is another
 */
record SeriesClassLesson(
    SeriesFile train,
    Optional<SeriesFile> test,
    SeriesPreparation preparation,
    String name,
    Split split)
    implements Lesson {
  static SeriesClassLesson of(
      SeriesFile train, Optional<SeriesFile> test, SeriesPreparation preparation, String name) {
    return new SeriesClassLesson(
        train, test, preparation, name, preparation.split(name, train, test));
  }

  @Override
  public Recipe usual() {
    return Recipe.ofSeriesClasses(split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    SeriesForm form = preparation.form();
    String channels = form.channels() == 1 ? "" : " of %d channels".formatted(form.channels());
    List<String> classes =
        split.info().task() instanceof Task.Classification(List<String> names) ? names : List.of();
    progress.say(
        "data: %s, series of %s steps%s in the classes %s"
            .formatted(
                train.file(), Text.grouped(form.steps()), channels, String.join(", ", classes)));
    progress.say("inputs: each series less its mean, divided by its deviation" + wayOut());
    progress.say(
        "series: %s to learn from, %s to measure on, %s"
            .formatted(
                Text.grouped(split.train().size()),
                Text.grouped(split.test().size()),
                test.map(file -> "from " + file.file()).orElse("a fifth of each class")));
    return split;
  }

  /** Rows of other columns may be numbers all the same. */
  private String wayOut() {
    if (preparation.columns().isPresent()) {
      return "; for columns that are no series take a model such as mlp:512";
    }
    return SeriesPreparation.isTs(train.file()) || test.isPresent()
        ? ""
        : "; for columns that are no series name --target, and take a model such as mlp:512";
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path -> SavedModel.save(path, run, preparation.json()));
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("length", preparation.form().steps())
        .put("channels", preparation.form().channels())
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size());
  }
}
