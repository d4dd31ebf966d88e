package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.atled.core.random.Seed;
import org.atled.generative.Blueprint;
import org.atled.images.ImageArrays;
import org.atled.images.ImageFolder;
import org.atled.tables.Column;
import org.atled.tables.CsvFormat;
import org.atled.tables.Problem;
import org.atled.tables.Table;
import org.atled.train.SavedRun;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.RecurrentNetwork;
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
              + " of it), with which goes --target or --model autoencoder, or a text, FILE.txt;"
              + " run.yaml, which says all this and more; or none with --images or --jdbc.")
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
      completionCandidates = ActivationName.Names.class,
      description = "${COMPLETION-CANDIDATES}.")
  Optional<ActivationName> activation = Optional.empty();

  @Option(
      names = "--dropout",
      paramLabel = "P",
      converter = Numbers.Share.class,
      description = "Probability of dropping an activation in training (default: 0, or as below).")
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

  @Mixin SeedOption seeds;
  @Mixin ThreadsOption threads;

  @Mixin ArrayOptions arrays;
  @Mixin ImageOptions images;

  @Mixin PixelOptions pixels;

  @Mixin TableOptions table;
  @Mixin TextOptions text;
  @Mixin SeriesClassOptions series;
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
  Optional<SavedRun> saved = Optional.empty();

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
    boolean isSeries = !query.isMeant() && named.filter(this::isSeries).isPresent();
    if (!isSeries) {
      series.refuse(named.orElse("the data"), spec.commandLine());
    }
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
    arrays.refuse(dataset, table.target.isPresent(), table.isOrdinal(), spec.commandLine());
    boolean isFolder = ImageOptions.isMeant(dataset);
    boolean isFile = !isFolder && TableFile.isMeant(dataset);
    if (isSeries) {
      return series(dataset, progress, standard);
    }
    boolean isLabelled =
        isFile
            && !table.series.isGiven()
            && !TextOptions.isNamedSo(dataset)
            && text.areLabelled(model, table.target.isPresent());
    if (isFile
        && !isLabelled
        && text.isMeant(dataset, model, table.target.isPresent() || table.series.isGiven())) {
      return text(dataset, progress, standard);
    }
    if (!isLabelled) {
      text.refuse(dataset, spec.commandLine());
    }
    if (!isFolder && !isFile) {
      var known = DataOption.named(dataset, spec.commandLine());
      images.refuse(dataset, spec.commandLine());
      table.refuse(dataset, spec.commandLine());
      if (model.orElse(null) instanceof Maker maker) {
        return new MakerRun(new LessonRun(this, progress, standard)).make(maker, known);
      }
      return new LessonRun(this, progress, standard)
          .train(new NamedLesson(known, data, pixels, seed()));
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
      return new LessonRun(this, progress, standard)
          .train(ImageLesson.of(folder, images.reading(), pixels, seed()));
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

  private boolean isSeries(String dataset) {
    return !ImageOptions.isMeant(dataset)
        && TableFile.isMeant(dataset)
        && !text.isGiven()
        && !table.series.isGiven()
        && SeriesClassOptions.isMeant(dataset, model, table.target.isPresent());
  }

  private int series(String dataset, Progress progress, PrintWriter standard) {
    Nearby.check(dataset);
    images.refuse(dataset, spec.commandLine());
    table.refuseForSeriesClasses(spec.commandLine());
    if (learning.tiles.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--tiles' goes with convolutions over images, but a series has one axis; leave it"
              + " out.");
    }
    pixels.refuse(spec.commandLine());
    refuseData("file.");
    out.ifPresent(path -> new OutFolder(path).check());
    return new LessonRun(this, progress, standard)
        .train(series.lesson(Path.of(dataset), table, seed(), spec.commandLine()));
  }

  private int text(String dataset, Progress progress, PrintWriter standard) {
    images.refuse(dataset, spec.commandLine());
    table.refuse(dataset, spec.commandLine());
    pixels.refuse(spec.commandLine());
    refuseData("text.");
    refuseVaried();
    out.ifPresent(path -> new OutFolder(path).check());
    return new LessonRun(this, progress, standard)
        .train(text.lesson(Path.of(dataset), model, seed(), spec.commandLine()));
  }

  private void refuseVaried() {
    Given numeric = Given.of(spec.commandLine(), "--input-noise", "--mixup");
    if (!numeric.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s numbers, but a text is of tokens; leave %s out."
              .formatted(numeric.subject("changes", "change"), numeric.it()));
    }
  }

  /** Lines of text in a column of a table, whose classes are learned. */
  private int lines(Problem problem, Column column, Progress progress, PrintWriter standard) {
    table.refuseForLines(problem, spec.commandLine());
    refuseVaried();
    Optional<Architecture.OfLines> reader =
        model.flatMap(named ->
            named instanceof Architecture.OfLines lines ? Optional.of(lines) : Optional.empty());
    return new LessonRun(this, progress, standard)
        .train(LineLesson.of(problem, column, text, reader, seed()));
  }

  /** Takes what was said when a run began, but for what is said again. */
  private void sayAgain(Path folder) {
    SavedRun run = SavedRun.read(folder);
    Optional<Integer> epochsNow = epochs;
    Optional<Integer> threadsNow = threads.count;
    boolean isJson = common.json;
    boolean isPlain = noProgress;
    boolean isDrawn = plot;
    SavedCommand.sayAgain(run, spec.commandLine());
    saved = Optional.of(run);
    out = Optional.of(folder);
    epochs = epochsNow.or(() -> Optional.of(run.epochs()));
    SavedCommand.requireMore(run, folder, epochs);
    threads.count = threadsNow;
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
    return new LessonRun(this, progress, standard).train(ArrayLesson.of(source, pixels, seed()));
  }

  private int table(Supplier<Table> rows, Progress progress, PrintWriter standard) {
    pixels.refuse(spec.commandLine());
    table.refuseBesideFolds(spec.commandLine());
    out.ifPresent(path -> new OutFolder(path).check());
    Given ofTexts = Given.of(spec.commandLine(), TextOptions.class);
    Given ofSeries = Given.of(spec.commandLine(), SeriesOptions.class);
    if (!ofSeries.isEmpty() && !ofTexts.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s texts, but %s with a time series; leave one of both out."
              .formatted(ofTexts.goWith(), String.join(", ", ofSeries.names())));
    }
    if (!ofSeries.isEmpty()
        && model.orElse(null) instanceof Architecture.OfLines reader
        && !(reader instanceof RecurrentNetwork)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s a time series, but --model %s reads lines of text; take mlp:32 or lstm:1x32, or leave %s out."
              .formatted(ofSeries.subject("forecasts", "forecast"), reader, ofSeries.it()));
    }
    if (model.orElse(null) instanceof Maker(Blueprint.Auto auto) && table.target.isPresent()) {
      table.refuseForSeriesAnomalies(auto, spec.commandLine());
      SeriesAnomalyLesson lesson = table.series.windows(rows.get(), table.target.get(), table.time);
      model = Optional.of(lesson.network(auto, ModelName.saysMore(spec.commandLine())));
      return new LessonRun(this, progress, standard).train(lesson);
    }
    if (table.series.isMeant(spec.commandLine())) {
      table.refuseForSeries(spec.commandLine());
      return new LessonRun(this, progress, standard)
          .train(
              table.series.lesson(rows.get(), table.target, table.time, model, spec.commandLine()));
    }
    if (model.orElse(null) instanceof Maker(Blueprint.Auto auto)) {
      table.refuseForAnomalies(auto, spec.commandLine());
      AnomalyLesson lesson = AnomalyLesson.of(table.alone(rows.get()), seed());
      model = Optional.of(lesson.network(auto, ModelName.saysMore(spec.commandLine())));
      return new LessonRun(this, progress, standard).train(lesson);
    }
    Problem problem = table.problem(rows.get(), arrays.order(), spec.commandLine());
    Optional<Column> lines =
        text.areLabelled(model, true)
            ? Optional.of(table.lines(problem))
            : model.isEmpty() ? table.linesSeen(problem) : Optional.empty();
    if (lines.isPresent()) {
      return lines(problem, lines.get(), progress, standard);
    }
    LessonRun run = new LessonRun(this, progress, standard);
    return table.folds.isPresent()
        ? run.validate(problem, table.folds.get())
        : run.train(TableLesson.of(problem, problem.split(seed()), seed(), isBalanced()));
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

  /** What decides all draws. */
  Seed seed() {
    return seeds.seed();
  }

  /** Whether classes weigh alike. */
  boolean isBalanced() {
    return table.classWeights.isPresent();
  }
}
