package org.atled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.loss.Loss;
import org.atled.tables.Preparation;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.architecture.Architecture;

/** What a model is trained on, and what there is to say of it. */
sealed interface Lesson
    permits AnomalyLesson,
        ArrayLesson,
        ImageLesson,
        LineLesson,
        NamedLesson,
        SeriesAnomalyLesson,
        SeriesClassLesson,
        SeriesLesson,
        TableLesson,
        TextLesson {
  /** Without folders and endings: the usual name of the folder where the model goes. */
  String name();

  /** How it is trained on when the user says no more. */
  Recipe usual();

  /** Gives the examples, and tells people what they are. */
  Split load(Progress progress);

  /** What the outputs of a network mean that learns these examples. */
  default Objective objective(DatasetInfo info) {
    return Objective.of(info.task());
  }

  /** The network of an architecture that learns these examples. */
  default Layer network(Architecture architecture, DatasetInfo info) {
    return architecture.build(info.input(), objective(info));
  }

  /** The norm to which gradients are clipped if the user says nothing of it. */
  default OptionalDouble clip() {
    return OptionalDouble.empty();
  }

  /** What is measured beside the loss. */
  default List<Metric> metrics(Objective objective) {
    return objective.metrics();
  }

  /** The loss that is learned by: the usual one of an objective, by which is measured too. */
  default Loss loss(Objective objective) {
    return objective.loss();
  }

  /** Saves a run with what belongs to it. */
  void save(OutFolder folder, Run run);

  /** How examples are made of rows, where they are rows of a table. */
  default Optional<Preparation> table() {
    return Optional.empty();
  }

  /** What people may want to know of a measurement beside its numbers. */
  default List<String> remarks(EpochReport.Measured measured) {
    return List.of();
  }

  /** The command that people may want next. */
  default String next() {
    return "eval";
  }

  /**
   * What a run that came to its end found beside its measurements.
   *
   * @param folder where its model is
   */
  default List<String> results(Run run, Path folder) {
    return List.of();
  }

  /** Adds the same for programs. */
  default void describe(JsonObject.Builder json, Run run) {}

  /**
   * Adds what programs may want to know.
   *
   * @param measured on the test part, if it was
   */
  void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured);
}
