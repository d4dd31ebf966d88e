package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.error.ArgumentException;
import org.atled.data.DatasetInfo;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.formats.json.JsonObject;
import org.atled.train.EpochReport;
import org.atled.train.Evaluation;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled eval}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "eval",
    sortOptions = false,
    description = "Measure a saved model on the test part of a data set.")
final class EvalCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Parameters(
      index = "1",
      paramLabel = "DATASET",
      arity = "0..1",
      description = "A data set of the same shape and classes (default: the one it learned from).")
  Optional<String> dataset = Optional.empty();

  @Mixin DataOption data;
  @Mixin Common common;

  @Override
  public Integer call() {
    Optional<Datasets.Known> named =
        dataset.map(name -> DataOption.named(name, spec.commandLine()));
    SavedModel saved = SavedModel.load(folder);
    Datasets.Known known = named.orElseGet(() -> Datasets.named(saved.info().name()));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : out;
    Split split = data.load(known, Progress.on(people, TerminalLine.isThere()));
    checkFits(saved.info(), split.info());
    Objective objective = Objective.of(saved.info().task());
    Optional<Confusion> confusion =
        saved.info().task() instanceof Task.Classification task
            ? Optional.of(new Confusion(task.classes()))
            : Optional.empty();
    EpochReport.Measured measured =
        Evaluation.of(
            saved.model(),
            objective.loss(),
            objective.metrics(),
            split.test(),
            BATCH,
            (output, batch) -> confusion.ifPresent(c -> c.add(output, batch)));
    if (common.json) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("dataset", known.name())
              .put("model", folder.toString())
              .put("examples", split.test().size())
              .put("test_loss", Numbers.json(measured.loss()));
      measured.metrics().forEach((name, value) -> json.put("test_" + name, Numbers.json(value)));
      confusion.ifPresent(c -> json.put("confusion", c.json()));
      out.println(json.build().compact());
    } else {
      out.println(known.name() + ": " + Text.grouped(split.test().size()) + " test examples");
      out.println(String.format(Locale.ROOT, "loss %.4f", measured.loss()));
      measured.metrics().forEach((name, value) -> out.println(name + " " + Text.percent(value)));
      confusion.ifPresent(c -> out.println(System.lineSeparator() + c));
    }
    return 0;
  }

  private void checkFits(DatasetInfo model, DatasetInfo other) {
    if (!model.input().equals(other.input()) || !model.task().equals(other.task())) {
      throw new ArgumentException(
          "The model in "
              + folder
              + " learned from "
              + describe(model)
              + ", but the data set is "
              + describe(other)
              + "; name one of the same shape and classes.");
    }
  }

  private static String describe(DatasetInfo info) {
    String task =
        switch (info.task()) {
          case Task.Classification classes ->
              " in the classes " + String.join(", ", classes.classes());
          case Task.Regression regression -> " with " + regression.outputs() + " numbers to find";
        };
    return info.name() + " (" + info.input() + task + ")";
  }
}
