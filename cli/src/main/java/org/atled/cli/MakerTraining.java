package org.atled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.generative.AdversarialNetworks;
import org.atled.generative.Generative;
import org.atled.generative.GenerativeFigures;
import org.atled.generative.MakingWarnings;
import org.atled.generative.Variety;
import org.atled.nn.Module;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.optim.Rule;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.SavedRun;
import org.atled.train.Trainer;

/** Trains a model that makes examples like those of a data set. */
record MakerTraining(
    Maker maker, Recipe recipe, Rule rule, OutFolder folder, Seed seed, Progress progress) {
  /** What came of it. */
  record Report(
      Run run,
      OutFolder folder,
      Optional<Variety> variety,
      Optional<FigureFiles> figures,
      int exitCode) {
    boolean isStopped() {
      return run.ending() != Run.Ending.COMPLETED;
    }

    JsonObject json() {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("dataset", run.info().name())
              .put("model", run.module().toString())
              .put("parameters", learned(run.module()))
              .put("epochs", run.history().size())
              .put("steps", run.position().step())
              .put("interrupted", isStopped())
              .put("seed", run.position().seed());
      BackendFields.put(json);
      if (!run.history().isEmpty()) {
        put(json, "train_", run.last().train());
        run.last().test().ifPresent(test -> put(json, "test_", test));
      }
      variety.ifPresent(found -> json.put("variety", JsonNumber.orNull(found.share())));
      figures.ifPresent(drawn -> drawn.describe(json));
      return json.put("seconds", run.seconds())
          .put("examples_per_second", run.examplesPerSecond())
          .put("out", folder.path().toString())
          .build();
    }

    private static void put(JsonObject.Builder json, String part, EpochReport.Measured measured) {
      measured
          .losses()
          .forEach((name, loss) ->
              json.put(
                  part + (name.equals("loss") ? name : name + "_loss"), JsonNumber.orNull(loss)));
    }
  }

  /** A trainer of the model, which is made. */
  Trainer trainer(Split split) {
    Module model = maker.blueprint().build(split.info());
    return maker
        .blueprint()
        .trainer(model, rule)
        .schedule(recipe.schedule())
        .epochs(recipe.epochs())
        .batchSize(recipe.batchSize())
        .seed(seed.value())
        .listener(progress);
  }

  /**
   * Trains, saves and reports.
   *
   * @param trainer as {@link #trainer} gave it, who may have been told more
   * @param saved a run that goes on
   */
  Report run(Trainer trainer, Optional<SavedRun> saved, Split split, boolean plot) {
    Module model = trainer.module();
    progress.say("%s, %s parameters".formatted(model, Text.grouped(learned(model))));
    progress.say("training: " + recipe + ", seed " + seed.value());
    try (Interrupts interrupts = new Interrupts(() -> progress.say(TrainReport.STOPPING))) {
      Trainer stoppable = trainer.stopWhen(interrupts::requested);
      Run run =
          saved.isPresent()
              ? stoppable.resume(saved.get(), split.train(), split.test())
              : stoppable.fit(split.train(), split.test());
      progress.end();
      folder.save(path -> SavedModel.save(path, run));
      Report report =
          new Report(
              run,
              folder,
              model instanceof AdversarialNetworks networks
                  ? Optional.of(MakingWarnings.variety(networks, split.train()))
                  : Optional.empty(),
              Optional.empty(),
              run.ending() == Run.Ending.COMPLETED ? 0 : interrupts.exitCode());
      say(report);
      if (plot) {
        report = drawn(report, split.test());
      }
      progress.say("next: " + next(model));
      return report;
    }
  }

  /** Without a mean of others. */
  private static long learned(Module model) {
    return model.state().parameters().stream()
        .filter(parameter -> !parameter.isFrozen())
        .mapToLong(parameter -> parameter.type().shape().elements())
        .sum();
  }

  private String next(Module model) {
    return model instanceof Generative
        ? "./atled generate " + folder.path() + " --out grid.png, ./atled plot " + folder.path()
        : "./atled plot " + folder.path();
  }

  private void say(Report report) {
    Run run = report.run();
    if (report.isStopped()) {
      progress.say("stopped after %d steps".formatted(run.position().step()));
    } else {
      progress.say(
          "done in "
              + Text.time(run.seconds())
              + run.last().test().map(MakerTraining::losses).orElse(""));
    }
    report
        .variety()
        .ifPresent(found ->
            progress.say(
                String.format(
                    Locale.ROOT,
                    "what it makes differs by %.0f %% of what real examples do",
                    100 * found.share())));
    progress.say("saved to " + folder.path());
  }

  private static String losses(EpochReport.Measured test) {
    return test.losses().entrySet().stream()
        .map(loss ->
            String.format(
                Locale.ROOT,
                "%s %.4f",
                test.losses().size() == 1 ? "loss" : loss.getKey(),
                loss.getValue()))
        .collect(Collectors.joining(", ", ": test ", ""));
  }

  /** A failing figure takes nothing from the model, which is saved and said. */
  private Report drawn(Report report, Dataset test) {
    try {
      FigureFiles figures = figures(folder.path().resolve(ModelFolder.FIGURES), report.run(), test);
      figures.lines().forEach(progress::say);
      return new Report(
          report.run(), folder, report.variety(), Optional.of(figures), report.exitCode());
    } catch (AtledException e) {
      progress.say("saved, but not drawn: " + e.getMessage());
      return report;
    }
  }

  private FigureFiles figures(Path into, Run run, Dataset test) {
    SavedModel saved = Models.load(folder.path());
    List<EpochReport> history = run.history();
    return FigureFiles.write(into, GenerativeFigures.of(saved, history, Optional.of(test)));
  }
}
