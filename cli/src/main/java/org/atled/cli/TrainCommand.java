package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.cpu.Cpu;
import org.atled.data.DatasetInfo;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.formats.file.LockFile;
import org.atled.images.ImageArrays;
import org.atled.images.ImageFolder;
import org.atled.nn.Layer;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.inspect.Summary;
import org.atled.nn.optim.Optimizers;
import org.atled.nn.optim.Rule;
import org.atled.tables.CsvFormat;
import org.atled.tables.Problem;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled train}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Train a model on a data set, on a folder of images by class, on arrays, on a table in a"
          + " file, or on a text, and save it.",
      "",
      "Ctrl-C ends after the current step, saves what was learned so far and exits with 130"
          + " (SIGTERM: 143); a second Ctrl-C ends at once and saves nothing. --resume goes on.",
      ""
    })
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DATASET",
      arity = "0..1",
      description =
          "A data set by name, as below, a folder of images, FOLDER/class/*.png, an npz with"
              + " --arrays, a table (CSV, JSON lines, ARFF, libsvm, .xlsx, npy, Parquet or a folder"
              + " of it), with which goes --target, or a text, FILE.txt; run.yaml, which says all"
              + " this and more; or none with --images or --jdbc.")
  Optional<String> named = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      converter = ModelName.Converter.class,
      completionCandidates = ModelName.Examples.class,
      description =
          "The network, as below, such as ${COMPLETION-CANDIDATES}. The sizes of its input and"
              + " output follow from the data set, or must fit it.")
  Optional<Architecture> model = Optional.empty();

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      converter = ActivationName.Converter.class,
      description =
          "relu, leaky-relu, relu6, elu, selu, tanh, hardtanh, softsign, tanhshrink, sigmoid,"
              + " hardsigmoid, gelu, silu, hardswish, mish or softplus.")
  Optional<ActivationName> activation = Optional.empty();

  @Option(
      names = "--dropout",
      paramLabel = "P",
      converter = Numbers.Share.class,
      description = "Probability of dropping an activation in training (default: 0).")
  Optional<Double> dropout = Optional.empty();

  @Mixin LearningOptions learning;
  @Mixin EndingOptions ending;

  @Option(
      names = "--find-lr",
      description =
          "Train no model, but try learning rates from 1e-6 to 10 with a step each, draw loss"
              + " against rate and propose one.")
  boolean findLr;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "How often to go through the data.")
  Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Examples in a step.")
  Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Numbers.SeedNumber.class,
      description =
          "Decides the first weights, the order of the examples and what dropout drops; the same"
              + " seed gives the same bits (default: 0).")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Threads.class,
      description = "Threads to compute with (default: all cores); changes no result.")
  Optional<Integer> threads = Optional.empty();

  @Mixin ArrayOptions arrays;
  @Mixin ImageOptions images;

  @Mixin PixelOptions pixels;

  @Mixin TableOptions table;
  @Mixin TextOptions text;
  @Mixin QueryOptions query;
  @Mixin DataOption data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to save the model (default: atled-out/DATASET).")
  Optional<Path> out = Optional.empty();

  @Mixin CheckpointOptions checkpoints;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run that was stopped or killed in this folder, with the bits of one that"
              + " was not. All else was said when it began; only --epochs and --threads may be said"
              + " again.")
  Optional<Path> resume = Optional.empty();

  /** What goes on, once it was read. */
  private Optional<SavedRun> saved = Optional.empty();

  @Option(names = "--plot", description = "Draw the model too, as atled plot does.")
  boolean plot;

  @Option(
      names = "--no-progress",
      description = "Print plain lines even on a terminal, without a bar.")
  boolean noProgress;

  @Mixin WatchOptions watching;
  @Mixin RunFileOptions runs;
  @Mixin Common common;

  @Override
  public Integer call() {
    return runs.ran(named, spec.commandLine()).orElseGet(this::run);
  }

  private int run() {
    resume.ifPresent(this::sayAgain);
    PrintWriter standard = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : standard;
    Progress progress = Progress.on(people, !noProgress && Streams.of(spec).watched());
    if (query.isMeant()) {
      images.refuse("--jdbc", spec.commandLine());
      text.refuse("--jdbc", spec.commandLine());
      refuseData("file.");
      return table(
          () -> query.table(named, table.csv, CsvFormat.usual(), spec.commandLine()).orElseThrow(),
          progress,
          standard);
    }
    if (arrays.isMeant(named, table.target.isPresent())) {
      return arrays(progress, standard);
    }
    String dataset =
        named.orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "Missing required parameter: 'DATASET'. See atled train --help."));
    arrays.refuse(dataset, table.target.isPresent(), spec.commandLine());
    boolean isFolder = ImageOptions.isMeant(dataset);
    boolean isFile = !isFolder && TableFile.isMeant(dataset);
    if (isFile && text.isMeant(dataset, model, table.target.isPresent())) {
      return text(dataset, progress, standard);
    }
    text.refuse(dataset, spec.commandLine());
    if (!isFolder && !isFile) {
      var known = DataOption.named(dataset, spec.commandLine());
      images.refuse(dataset, spec.commandLine());
      table.refuse(dataset, spec.commandLine());
      if (model.orElse(null) instanceof Maker maker) {
        return make(maker, known, progress, standard);
      }
      return train(new NamedLesson(known, data, pixels, seed()), progress, standard);
    }
    if (!isFolder) {
      Nearby.check(dataset);
      images.refuse(dataset, spec.commandLine());
    }
    refuseData(isFolder ? "folder." : "CSV file.");
    if (isFolder) {
      table.refuse(dataset, spec.commandLine());
      out.ifPresent(path -> new OutFolder(path).check());
      ImageFolder folder = ImageFolder.of(Path.of(dataset), seed());
      return train(ImageLesson.of(folder, images.reading(), pixels, seed()), progress, standard);
    }
    Path file = Path.of(dataset);
    return table(
        () ->
            arrays
                .single(file)
                .map(one -> table.table(List.of(one)))
                .orElseGet(() -> table.table(file)),
        progress,
        standard);
  }

  private int text(String dataset, Progress progress, PrintWriter standard) {
    images.refuse(dataset, spec.commandLine());
    table.refuse(dataset, spec.commandLine());
    pixels.refuse(spec.commandLine());
    refuseData("text.");
    out.ifPresent(path -> new OutFolder(path).check());
    return train(
        text.lesson(Path.of(dataset), model, seed(), spec.commandLine()), progress, standard);
  }

  /** A model that makes examples. */
  private int make(Maker maker, Datasets.Known known, Progress progress, PrintWriter standard) {
    refuseToMake("--find-lr", findLr);
    refuseToMake("--accumulate", learning.accumulate.isPresent());
    refuseToMake("--label-smoothing", learning.labelSmoothing.isPresent());
    refuseToMake("--normalize", pixels.normalize);
    refuseToMake("--augment", !pixels.augment.isEmpty());
    refuseToMake("--input-noise", learning.inputNoise.isPresent());
    refuseToMake("--mixup", learning.mixup.isPresent());
    refuseToMake("--patience", ending.patience.isPresent());
    refuseToMake("--least-change", ending.leastChange.isPresent());
    refuseToMake("--average", ending.average.isPresent());
    refuseToMake("--checkpoint-steps", checkpoints.steps.isPresent());
    refuseToMake("--checkpoint-minutes", checkpoints.minutes.isPresent());
    refuseToMake("--keep-checkpoints", checkpoints.keep.isPresent());
    refuseToMake("--log", watching.log.isPresent());
    refuseToMake("--tensorboard", watching.tensorboard.isPresent());
    OutFolder folder = new OutFolder(out.orElse(Path.of("atled-out", known.name())));
    folder.check();
    folder.earlier().ifPresent(progress::say);
    threads.ifPresent(Cpu::setThreads);
    try {
      progress.say("data: " + known.name() + ", " + known.summary());
      Split split = data.load(known, progress);
      Recipe recipe = recipe(Recipe.making(maker, split.info()));
      Rule rule = learning.rule(recipe, OptionalDouble.empty(), spec.commandLine());
      MakerTraining.Report report =
          new MakerTraining(maker, recipe, rule, folder, seed(), progress).run(split, plot);
      if (common.json) {
        standard.println(report.json().compact());
      }
      return report.exitCode();
    } finally {
      progress.end();
    }
  }

  private void refuseToMake(String option, boolean given) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '%s' does not go with the model %s, which makes examples; leave it out."
              .formatted(option, model.orElseThrow()));
    }
  }

  /** Takes what was said when a run began, but for what is said again. */
  private void sayAgain(Path folder) {
    SavedRun run = SavedRun.read(folder);
    Optional<Integer> epochsNow = epochs;
    Optional<Integer> threadsNow = threads;
    boolean isJson = common.json;
    boolean isPlain = noProgress;
    boolean isDrawn = plot;
    SavedCommand.sayAgain(run, spec.commandLine());
    saved = Optional.of(run);
    out = Optional.of(folder);
    epochs = epochsNow.or(() -> Optional.of(run.epochs()));
    threads = threadsNow;
    common.json = isJson;
    noProgress = isPlain;
    plot = isDrawn;
  }

  /** Arrays of images, or of the columns of a table. */
  private int arrays(Progress progress, PrintWriter standard) {
    String name = named.orElse("--images");
    images.refuse(name, spec.commandLine());
    text.refuse(name, spec.commandLine());
    refuseData("file.");
    ImageArrays source = arrays.source(named, spec.commandLine());
    if (source.train().images().rank() <= 2) {
      arrays.refuseImages(spec.commandLine());
      return table(
          () -> table.table(List.of(source.train().images(), source.train().labels())),
          progress,
          standard);
    }
    table.refuse(name, spec.commandLine());
    out.ifPresent(path -> new OutFolder(path).check());
    return train(ArrayLesson.of(source, pixels, seed()), progress, standard);
  }

  private int table(
      Supplier<org.atled.tables.Table> rows, Progress progress, PrintWriter standard) {
    pixels.refuse(spec.commandLine());
    if (table.folds.isPresent() && out.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--folds' measures and saves no model; leave out --out, or --folds.");
    }
    if (table.folds.isPresent() && findLr) {
      throw new ParameterException(
          spec.commandLine(),
          "Options '--folds' and '--find-lr' are two things to do; leave one out.");
    }
    if (table.folds.isPresent() && plot) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--folds' measures and saves no model to draw; leave out --plot, or --folds.");
    }
    if (table.folds.isPresent() && (checkpoints.isGiven() || ending.isGiven())) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--folds' measures and saves no model; leave out --patience, --average and those"
              + " of checkpoints, or --folds.");
    }
    if (table.folds.isPresent()
        && (learning.inputNoise.isPresent() || learning.mixup.isPresent())) {
      throw new ParameterException(
          spec.commandLine(),
          "Options '--input-noise' and '--mixup' do not go with --folds; leave one of both out.");
    }
    out.ifPresent(path -> new OutFolder(path).check());
    if (table.series.isMeant(spec.commandLine())) {
      if (table.folds.isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            "Option '--folds' mixes rows of all times, but a forecast is of what comes last; leave"
                + " out --folds, or --horizon.");
      }
      return train(
          table.series.lesson(rows.get(), table.target, table.time, spec.commandLine()),
          progress,
          standard);
    }
    Problem problem = table.problem(rows.get(), spec.commandLine());
    return table.folds.isPresent()
        ? validate(problem, table.folds.get(), progress, standard)
        : train(
            TableLesson.of(problem, problem.split(seed()), seed(), isBalanced()),
            progress,
            standard);
  }

  private void refuseData(String path) {
    if (data.folder.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--data' goes with a data set that is known by name; leave it out, or give the"
              + " whole path of the "
              + path);
    }
  }

  private int train(Lesson lesson, Progress progress, PrintWriter standard) {
    Recipe recipe = recipe(lesson.usual());
    if (recipe.model() instanceof Architecture.OfTokens && !(lesson instanceof TextLesson)) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--model %s' reads texts, and \"%s\" is none; name a file, FILE.txt, or take a model such as mlp:512."
              .formatted(recipe.model(), lesson.name()));
    }
    Rule rule = learning.rule(recipe, lesson.clip(), spec.commandLine());
    OutFolder folder = new OutFolder(out.orElse(Path.of("atled-out", lesson.name())));
    if (runs.dryRun) {
      standard.print(runs.resolved(recipe, seed(), folder.path(), spec.commandLine()).yaml());
      return 0;
    }
    folder.check();
    threads.ifPresent(Cpu::setThreads);
    if (findLr) {
      requireSearch(recipe);
      return find(lesson, recipe, rule, folder, progress, standard);
    }
    try (LockFile _ = folder.lock()) {
      saved.ifPresentOrElse(
          run -> resumed(run).forEach(progress::say),
          () -> folder.earlier().ifPresent(progress::say));
      return train(lesson, recipe, rule, folder, progress, standard);
    } finally {
      progress.end();
    }
  }

  /** What is said of a run that goes on. */
  private static List<String> resumed(SavedRun run) {
    List<String> lines = new ArrayList<>();
    run.damaged().forEach(text -> lines.add("warning: " + text));
    lines.add(
        "resumed: %s, after %s %s and %d whole %s"
            .formatted(
                run.source(),
                Text.grouped(run.position().step()),
                run.position().step() == 1 ? "step" : "steps",
                run.history().size(),
                run.history().size() == 1 ? "epoch" : "epochs"));
    return lines;
  }

  private int train(
      Lesson lesson,
      Recipe recipe,
      Rule rule,
      OutFolder folder,
      Progress progress,
      PrintWriter standard) {
    Split split = learning.varied(lesson.load(progress), seed());
    Trainer plain = trainer(recipe, lesson, split, rule);
    Ending end = ending.of(plain.module(), recipe.epochs(), spec.commandLine());
    progress.say(Summary.of(plain.model(), split.info().x()).toString());
    progress.say("training: " + recipe + ", seed " + seed().value());
    Trainer prepared =
        checkpointed(end.on(plain), folder)
            .notes(SavedCommand.of(spec.commandLine().getParseResult(), recipe.epochs()))
            .listener(progress);
    try (Interrupts interrupts = new Interrupts(() -> progress.say(TrainReport.STOPPING));
        WatchOptions.Watch watch = watching.watch(prepared, lesson, split, progress)) {
      Trainer trainer = watch.trainer().stopWhen(() -> interrupts.requested() || end.isOver());
      Run run =
          saved.isPresent()
              ? trainer.resume(saved.get(), split.train(), split.test())
              : trainer.fit(split.train(), split.test());
      progress.end();
      boolean isStopped = run.ending() != Run.Ending.COMPLETED && !end.isOver();
      Optional<Ending.Weights> weights = end.give(run, trainer, split);
      lesson.save(folder, run);
      runs.keep(recipe, folder.path(), run, isStopped, spec.commandLine());
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
      if (plot) {
        report = drawn(report, split, progress);
      }
      progress.say(report.next());
      if (common.json) {
        standard.println(report.json().compact());
      }
      return isStopped ? interrupts.exitCode() : 0;
    }
  }

  /**
   * With checkpoints, if they are asked for, or if what is saved is not what a run goes on with.
   */
  private Trainer checkpointed(Trainer trainer, OutFolder folder) {
    return checkpoints.isGiven() || ending.isGiven()
        ? trainer.checkpoints(checkpoints.in(folder.path()))
        : trainer;
  }

  private int find(
      Lesson lesson,
      Recipe recipe,
      Rule rule,
      OutFolder folder,
      Progress progress,
      PrintWriter standard) {
    try {
      Split split = lesson.load(progress);
      Trainer trainer = trainer(recipe, lesson, split, rule).listener(progress);
      progress.say(Summary.of(trainer.model(), split.info().x()).toString());
      FoundRate found =
          FoundRate.of(split.info().name(), RateSearch.of(trainer, split.train()), folder.path());
      progress.say(found.forPeople());
      if (common.json) {
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
        "--find-lr", true, Optimizers.Option.SCHEDULE, recipe.optimizer(), spec.commandLine());
    if (plot) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--find-lr' saves no model to draw; leave out --plot, or --find-lr.");
    }
  }

  /** What is worth more than each epoch's metrics is measured once, in the end. */
  private static Optional<Scores> scores(Run run, Split split) {
    return split.test().size() > 0 && !(run.objective() instanceof Objective.Own)
        ? Optional.of(Scores.of(run.model(), run.objective(), List.of(), split.test()))
        : Optional.empty();
  }

  /** A failing figure takes nothing from the result, which is saved and said. */
  private static TrainReport drawn(TrainReport report, Split split, Progress progress) {
    Run run = report.run();
    try {
      FigureFiles figures =
          FigureFiles.write(
              report.folder().resolve(ModelFolder.FIGURES),
              FigureFiles.usual(
                  SavedModel.load(report.folder()),
                  run.history(),
                  Optional.of(split.test()).filter(test -> !(test instanceof TokenData)),
                  report.lesson().table()));
      figures.lines().forEach(progress::say);
      return report.drawn(figures);
    } catch (AtledException e) {
      progress.say("saved, but not drawn: " + e.getMessage());
      return report;
    }
  }

  private int validate(Problem problem, int folds, Progress progress, PrintWriter standard) {
    List<int[]> parts = problem.folds(folds, seed());
    Recipe recipe = recipe(Recipe.ofTable(problem.rows().length));
    Rule rule = learning.rule(recipe, OptionalDouble.empty(), spec.commandLine());
    if (runs.dryRun) {
      standard.print(
          runs.resolved(recipe, seed(), Path.of(""), spec.commandLine())
              .without(SettingTable.OUT)
              .yaml());
      return 0;
    }
    threads.ifPresent(Cpu::setThreads);
    progress.say(TableLesson.summary(problem));
    progress.say("training: " + recipe + ", seed " + seed().value());
    try (Interrupts interrupts = new Interrupts(() -> progress.say(CrossValidation.STOPPING))) {
      CrossValidation validation =
          new CrossValidation(
              problem,
              parts,
              seed(),
              isBalanced(),
              lesson ->
                  trainer(recipe, lesson, lesson.split(), rule).stopWhen(interrupts::requested));
      CrossValidation.Result result = validation.run(progress);
      progress.say(result.forPeople());
      if (common.json) {
        standard.println(validation.json(result).compact());
      }
      return result.interrupted() ? interrupts.exitCode() : 0;
    }
  }

  private Seed seed() {
    return Seed.of(seed.orElse(0L));
  }

  /** The usual recipe with what the user wants otherwise. */
  private Recipe recipe(Recipe usual) {
    Optimizers.Chosen chosen = learning.chosen(usual, spec.commandLine());
    Architecture architecture = model.orElse(usual.model());
    if (!(architecture instanceof Architecture.Layered)) {
      boolean drops = architecture instanceof Architecture.OfTokens;
      refuse("--activation", activation.isPresent(), architecture);
      refuse("--dropout", dropout.isPresent() && !drops, architecture);
    }
    return new Recipe(
        architecture,
        activation.orElse(usual.activation()),
        chosen,
        learning.rate(usual, chosen),
        learning.schedule(usual, chosen),
        epochs.orElse(usual.epochs()),
        batchSize.orElse(usual.batchSize()));
  }

  /** Refuses an option that a model has no use for. */
  private void refuse(String option, boolean given, Architecture architecture) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '%s' goes with the hidden layers of a model such as mlp:512, but the model is %s;"
                  .formatted(option, architecture)
              + " leave %s out, or add --model mlp:512.".formatted(option));
    }
  }

  private boolean isBalanced() {
    return table.classWeights.isPresent();
  }

  private Trainer trainer(Recipe recipe, Lesson lesson, Split split, Rule rule) {
    DatasetInfo info = split.info();
    Objective objective = lesson.objective(info);
    Layer network = recipe.network(dropout.orElse(0.0)).build(info.input(), lesson.outputs(info));
    Step step =
        lesson instanceof TextLesson
            ? nextToken(network)
            : supervised(network, lesson, objective, split, recipe);
    return Trainer.of(network, rule, step)
        .schedule(recipe.schedule())
        .epochs(recipe.epochs())
        .batchSize(recipe.batchSize())
        .metrics(lesson.metrics(objective).toArray(Metric[]::new))
        .seed(seed().value());
  }

  private Step nextToken(Layer network) {
    if (learning.accumulate.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--accumulate' does not go with texts; leave it out, and take a smaller"
              + " --batch-size.");
    }
    return new NextToken(network, learning.labelSmoothing.orElse(0.0));
  }

  private Step supervised(
      Layer network, Lesson lesson, Objective objective, Split split, Recipe recipe) {
    int parts = learning.accumulate.orElse(1);
    boolean scaled = lesson instanceof ImageLesson;
    LastBatch.check(network, split.train(), recipe.batchSize(), parts, scaled);
    return new Supervised(
            network, learning.loss(lesson.loss(objective), spec.commandLine()), objective.loss())
        .inParts(parts);
  }
}
