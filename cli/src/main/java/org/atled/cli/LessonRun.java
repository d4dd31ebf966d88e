package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atled.core.error.AtledException;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.formats.file.LockFile;
import org.atled.nn.Layer;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.inspect.Summary;
import org.atled.nn.optim.Method;
import org.atled.nn.optim.Optimizers;
import org.atled.tables.Preparation;
import org.atled.tables.Problem;
import org.atled.text.LabelledLines;
import org.atled.text.NextToken;
import org.atled.text.TokenData;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.RateSearch;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.SavedRun;
import org.atled.train.Step;
import org.atled.train.Supervised;
import org.atled.train.Trainer;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.RecurrentNetwork;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Training on what a command named, or on the folds of a table: one run, and what is said of it.
 *
 * @param standard where JSON goes
 */
record LessonRun(TrainCommand said, Progress progress, PrintWriter standard) {
  /** The command itself. */
  CommandLine line() {
    return said.spec.commandLine();
  }

  /** Trains and saves; gives the exit code. */
  int train(Lesson lesson) {
    Recipe recipe = recipe(lesson.usual());
    boolean fits =
        switch (lesson) {
          case TextLesson _ -> true;
          case SeriesLesson _ ->
              recipe.model() instanceof RecurrentNetwork
                  || !(recipe.model() instanceof Architecture.OfTokens);
          case LineLesson _ -> recipe.model() instanceof Architecture.OfLines;
          default -> !(recipe.model() instanceof Architecture.OfTokens);
        };
    if (!fits) {
      throw new ParameterException(
          line(),
          lesson instanceof LineLesson
              ? "Option '--model %s' is no model of lines with a class; take bag:64, lstm:1x64, gru:1x64, rnn:1x64 or transformer:2x64."
                  .formatted(recipe.model())
              : "Option '--model %s' reads texts, and \"%s\" is none; name a file, FILE.txt, or take a model such as mlp:512."
                  .formatted(recipe.model(), lesson.name()));
    }
    if (recipe.model() instanceof Architecture.OfSeries && lesson instanceof SeriesLesson) {
      throw new ParameterException(
          line(),
          "Option '--model %s' tells classes of series, but with --horizon one is forecast; take mlp:32 or lstm:1x32, or leave --horizon out."
              .formatted(recipe.model()));
    }
    Method rule = said.learning.rule(recipe, lesson.clip(), line());
    OutFolder folder = new OutFolder(said.out.orElse(Path.of("atled-out", lesson.name())));
    if (said.runs.dryRun) {
      standard.print(said.runs.resolved(recipe, said.seed(), folder.path(), line()).yaml());
      return 0;
    }
    folder.check();
    said.threads.apply();
    if (said.findLr) {
      requireSearch(recipe);
      return find(lesson, recipe, rule, folder);
    }
    try (LockFile _ = folder.lock()) {
      begin(folder);
      return train(lesson, recipe, rule, folder);
    } finally {
      progress.end();
    }
  }

  /** Says what is in the folder already, or what goes on. */
  void begin(OutFolder folder) {
    said.saved.ifPresentOrElse(
        run -> resumed(run, said.epochs.orElse(run.epochs())).forEach(progress::say),
        () -> folder.earlier().ifPresent(progress::say));
  }

  /**
   * What is said of a run that goes on.
   *
   * @param epochs how many there are to be now
   */
  private static List<String> resumed(SavedRun run, int epochs) {
    List<String> lines = new ArrayList<>();
    run.damaged().forEach(text -> lines.add("warning: " + text));
    boolean isOver = run.position().epoch() >= epochs;
    lines.add(
        "resumed: %s, after %s %s and %d whole %s%s"
            .formatted(
                run.source(),
                Text.grouped(run.position().step()),
                run.position().step() == 1 ? "step" : "steps",
                run.history().size(),
                run.history().size() == 1 ? "epoch" : "epochs",
                isOver
                    ? ", which are all; the model is saved, and more are learned with --epochs"
                    : ""));
    return lines;
  }

  private int train(Lesson lesson, Recipe recipe, Method rule, OutFolder folder) {
    Split split = said.learning.varied(lesson.load(progress), said.seed());
    Trainer plain = trainer(recipe, lesson, split, rule);
    Ending end = said.ending.of(plain.module(), recipe.epochs(), line());
    progress.say(Summary.of(plain.model(), split.info().x()).toString());
    progress.say("training: " + recipe + ", seed " + said.seed().value());
    Trainer prepared = kept(end.on(plain), recipe, folder).listener(progress);
    try (Interrupts interrupts = new Interrupts(() -> progress.say(TrainReport.STOPPING));
        WatchOptions.Watch watch = said.watching.watch(prepared, lesson, split, progress)) {
      Trainer trainer = watch.trainer().stopWhen(() -> interrupts.requested() || end.isOver());
      Run run =
          said.saved.isPresent()
              ? trainer.resume(said.saved.get(), split.train(), split.test())
              : trainer.fit(split.train(), split.test());
      progress.end();
      boolean isStopped = run.ending() != Run.Ending.COMPLETED && !end.isOver();
      Optional<Ending.Weights> weights = end.give(run, trainer, split);
      lesson.save(folder, run);
      said.runs.keep(recipe, folder.path(), run, isStopped, line());
      TrainReport report =
          new TrainReport(
              run,
              lesson,
              folder.path(),
              isStopped,
              weights,
              isStopped ? Optional.empty() : scores(run, split),
              Optional.empty());
      progress.say(report.forPeople(trainer.epochs()));
      if (said.plot) {
        report = drawn(report, split);
      }
      progress.say(report.next());
      if (said.common.json) {
        standard.println(report.json().compact());
      }
      return isStopped ? interrupts.exitCode() : 0;
    }
  }

  /**
   * One that keeps what --resume takes, with checkpoints if they are asked for, or if what is saved
   * is not what a run goes on with.
   */
  Trainer kept(Trainer trainer, Recipe recipe, OutFolder folder) {
    Trainer noted = trainer.notes(SavedCommand.of(line().getParseResult(), recipe.epochs()));
    return said.checkpoints.isGiven() || said.ending.isGiven()
        ? noted.checkpoints(said.checkpoints.in(folder.path()))
        : noted;
  }

  private int find(Lesson lesson, Recipe recipe, Method rule, OutFolder folder) {
    try {
      Split split = said.learning.varied(lesson.load(progress), said.seed());
      Trainer trainer = trainer(recipe, lesson, split, rule).listener(progress);
      progress.say(Summary.of(trainer.model(), split.info().x()).toString());
      FoundRate found =
          FoundRate.of(split.info().name(), RateSearch.of(trainer, split.train()), folder.path());
      progress.say(found.forPeople());
      if (said.common.json) {
        standard.println(found.json().compact());
      }
      return 0;
    } finally {
      progress.end();
    }
  }

  /** What is tried are rates, and nothing is saved. */
  private void requireSearch(Recipe recipe) {
    LearningOptions.require(
        "--find-lr", true, Optimizers.Option.SCHEDULE, recipe.optimizer(), line());
    if (said.plot) {
      throw new ParameterException(
          line(), "Option '--find-lr' saves no model to draw; leave out --plot, or --find-lr.");
    }
    Given ofModels =
        Given.of(line(), CheckpointOptions.class, EndingOptions.class, WatchOptions.class);
    if (!ofModels.isEmpty()) {
      throw new ParameterException(
          line(),
          "%s a model that is trained and saved, and --find-lr does neither; leave %s out, or --find-lr."
              .formatted(ofModels.goWith(), ofModels.it()));
    }
  }

  /** What is worth more than each epoch's metrics is measured once, in the end. */
  private static Optional<Scores> scores(Run run, Split split) {
    return split.test().size() > 0 && !(run.objective() instanceof Objective.Own)
        ? Optional.of(Scores.of(run.model(), run.objective(), List.of(), split.test()))
        : Optional.empty();
  }

  /** A failing figure takes nothing from the result, which is saved and */
  private TrainReport drawn(TrainReport report, Split split) {
    Run run = report.run();
    try {
      FigureFiles figures =
          FigureFiles.write(
              report.folder().resolve(ModelFolder.FIGURES),
              FigureFiles.usual(
                  SavedModel.load(report.folder()),
                  run.history(),
                  Optional.of(split.test())
                      .filter(
                          test -> !(test instanceof TokenData || test instanceof LabelledLines)),
                  report.lesson().table()));
      figures.lines().forEach(progress::say);
      return report.drawn(figures);
    } catch (AtledException e) {
      progress.say("saved, but not drawn: " + e.getMessage());
      return report;
    }
  }

  /** Trains and measures on each fold; gives the exit code. */
  int validate(Problem problem, int folds) {
    List<int[]> parts = problem.folds(folds, said.seed());
    int inputs = Preparation.fit(problem, problem.rows()).width();
    Recipe recipe = recipe(Recipe.ofTable(problem.kind(), problem.rows().length, inputs));
    Method rule = said.learning.rule(recipe, OptionalDouble.empty(), line());
    if (said.runs.dryRun) {
      standard.print(
          said.runs
              .resolved(recipe, said.seed(), Path.of(""), line())
              .without(SettingTable.OUT)
              .yaml());
      return 0;
    }
    said.threads.apply();
    progress.say(TableLesson.summary(problem, folds));
    progress.say("training: " + recipe + ", seed " + said.seed().value());
    try (Interrupts interrupts = new Interrupts(() -> progress.say(CrossValidation.STOPPING))) {
      CrossValidation validation =
          new CrossValidation(
              problem,
              parts,
              said.seed(),
              said.isBalanced(),
              lesson ->
                  trainer(recipe, lesson, lesson.split(), rule).stopWhen(interrupts::requested));
      CrossValidation.Result result = validation.run(progress);
      progress.say(result.forPeople());
      if (said.common.json) {
        standard.println(validation.json(result).compact());
      }
      return result.interrupted() ? interrupts.exitCode() : 0;
    }
  }

  /** The usual recipe with what the user wants otherwise. */
  Recipe recipe(Recipe usual) {
    Optimizers.Chosen chosen = said.learning.chosen(usual, line());
    Architecture architecture = said.model.orElse(usual.model());
    if (!(architecture instanceof Architecture.Layered)) {
      boolean drops =
          architecture instanceof Architecture.OfTokens
              || architecture instanceof Architecture.OfLines;
      refuse("--activation", said.activation.isPresent(), architecture);
      refuse("--dropout", said.dropout.isPresent() && !drops, architecture);
    }
    return new Recipe(
        architecture,
        said.activation.orElse(usual.activation()),
        said.dropout.orElse(said.model.isPresent() ? 0 : usual.dropout()),
        said.model.isPresent() ? 0 : said.learning.penalty(usual, chosen),
        chosen,
        said.learning.rate(usual, chosen),
        said.learning.schedule(usual, chosen),
        said.epochs.orElse(usual.epochs()),
        said.batchSize.orElse(
            chosen.family().name().equals("lbfgs") ? Recipe.LARGE_BATCH : usual.batchSize()));
  }

  /** Refuses an option that a model has no use for. */
  private void refuse(String option, boolean given, Architecture architecture) {
    if (given) {
      throw new ParameterException(
          line(),
          "Option '%s' goes with the hidden layers of a model such as mlp:512, but the model is %s;"
                  .formatted(option, architecture)
              + " leave %s out, or add --model mlp:512.".formatted(option));
    }
  }

  private Trainer trainer(Recipe recipe, Lesson lesson, Split split, Method rule) {
    DatasetInfo info = split.info();
    Objective objective = lesson.objective(info);
    Layer network = lesson.network(recipe.network(), info);
    Step step =
        lesson instanceof TextLesson
            ? nextToken(network)
            : supervised(network, lesson, objective, split, recipe);
    Trainer trainer = Trainer.of(network, rule, step);
    return said.learning
        .tiles
        .map(trainer::inTilesOf)
        .orElse(trainer)
        .schedule(recipe.schedule())
        .epochs(recipe.epochs())
        .batchSize(recipe.batchSize())
        .metrics(lesson.metrics(objective).toArray(Metric[]::new))
        .seed(said.seed().value());
  }

  private Step nextToken(Layer network) {
    if (said.learning.accumulate.isPresent()) {
      throw new ParameterException(
          line(),
          "Option '--accumulate' does not go with texts; leave it out, and take a smaller"
              + " --batch-size.");
    }
    return new NextToken(network, said.learning.labelSmoothing.orElse(0.0));
  }

  private Step supervised(
      Layer network, Lesson lesson, Objective objective, Split split, Recipe recipe) {
    int parts = said.learning.accumulate.orElse(1);
    boolean scaled = lesson instanceof ImageLesson;
    LastBatch.check(network, split.train(), recipe.batchSize(), parts, scaled);
    return new Supervised(
            network, said.learning.loss(lesson.loss(objective), line()), objective.loss())
        .inParts(parts);
  }
}
