package org.atled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.generative.Blueprint;
import org.atled.tables.AnomalyModel;
import org.atled.tables.Notes;
import org.atled.tables.Origin;
import org.atled.tables.Preparation;
import org.atled.tables.Problem;
import org.atled.tables.RowsAlone;
import org.atled.tables.Unused;
import org.atled.train.EpochReport;
import org.atled.train.Run;

/**
 * Rows of a table that a network learns to give back, so that it can tell rows that are unlike
 * them.
 *
 * @param preparation fitted to the rows to learn from
 * @param notes what was filled, in both parts
 */
record AnomalyLesson(
    RowsAlone problem,
    Seed seed,
    Problem.Rows rows,
    Preparation preparation,
    Notes notes,
    Split split)
    implements Lesson {
  static AnomalyLesson of(RowsAlone problem, Seed seed) {
    Problem.Rows rows = problem.split(seed);
    Preparation preparation = Preparation.fit(problem, rows.train());
    Notes notes = new Notes();
    String name = TableFile.name(problem.table().file());
    return new AnomalyLesson(
        problem,
        seed,
        rows,
        preparation,
        notes,
        new Split(
            preparation.examples(problem.table(), rows.train(), name, notes),
            preparation.examples(problem.table(), rows.test(), name, notes)));
  }

  /**
   * The network of an autoencoder's name; where it says nothing of the code, that is half as many
   * numbers as a row has, but 32 at most.
   *
   * @param saysCode whether it does
   * @throws ArgumentException if it is of another kind, or lets all of a row through
   */
  Bottleneck network(Blueprint.Auto auto, boolean saysCode) {
    int width = preparation.width();
    return network(auto, saysCode, width, Math.ceilDiv(width, 2), "a table", "a row");
  }

  /**
   * The network of an autoencoder's name, for examples of so many numbers.
   *
   * @param saysCode whether the name says how many numbers the code has
   * @param usual how many numbers the code has where nobody says so, if that is not more than 32
   * @param data what is learned, for messages
   * @param example what is given back, for messages
   * @throws ArgumentException if it is of another kind, or lets all of an example through
   */
  static Bottleneck network(
      Blueprint.Auto auto, boolean saysCode, int width, int usual, String data, String example) {
    if (auto.kind() != Blueprint.Kind.DENSE || auto.noise() > 0 || auto.sparsity() > 0) {
      throw new ArgumentException(
          "The model %s is of images; of %s take autoencoder:%d, with --input-noise for noise."
              .formatted(auto, data, auto.code()));
    }
    int code = saysCode ? auto.code() : Math.min(auto.code(), usual);
    if (code >= width) {
      throw new ArgumentException(
          "The model autoencoder:%d lets all of %s through, which has %d %s here, and would give back any; take fewer%s."
              .formatted(
                  code,
                  example,
                  width,
                  width == 1 ? "number" : "numbers",
                  width > 1 ? ", such as autoencoder:" + usual : ""));
    }
    return Bottleneck.of(code);
  }

  @Override
  public String name() {
    return TableFile.stem(problem.table().file());
  }

  @Override
  public Recipe usual() {
    return Recipe.ofRows(split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    problem.table().remarks().forEach(text -> progress.say("note: " + text));
    progress.say(TableLesson.data(problem.table()));
    progress.say(
        "no target: a row's own %d numbers, of %d columns, are to be given back"
            .formatted(preparation.width(), preparation.inputs().size()));
    Unused.lines(preparation.unused()).forEach(progress::say);
    notes.lines().forEach(progress::say);
    progress.say(
        "rows: %s to learn from, %s to measure on"
            .formatted(Text.grouped(split.train().size()), Text.grouped(split.test().size())));
    return split;
  }

  private AnomalyModel model(Run run) {
    return AnomalyModel.of(
        run.model(),
        preparation,
        Origin.of(problem, seed),
        problem.table(),
        rows.train(),
        AnomalyScores.SHARE);
  }

  @Override
  public void save(OutFolder folder, Run run) {
    AnomalyModel model = model(run);
    folder.save(path -> model.save(path, run));
  }

  /** Those of the rows that were kept from it. */
  private AnomalyScores kept(AnomalyModel model) {
    return AnomalyScores.ofRows(model, model.scores(problem.table(), rows.test(), new Notes()));
  }

  @Override
  public String next() {
    return "predict";
  }

  @Override
  public List<String> results(Run run, Path folder) {
    return List.of(kept(model(run)).result());
  }

  @Override
  public void describe(JsonObject.Builder json, Run run) {
    kept(model(run)).describe(json);
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("task", "anomalies")
        .put("rows", problem.table().rows())
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size())
        .put("inputs", preparation.width())
        .put("filled", notes.json());
  }
}
