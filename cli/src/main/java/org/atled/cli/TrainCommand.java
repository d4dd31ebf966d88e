package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.cpu.Cpu;
import org.atled.data.DatasetInfo;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.nn.Module;
import org.atled.nn.optim.Rule;
import org.atled.train.Metric;
import org.atled.train.Mlp;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.Trainer;
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
      "Train a model on a data set and save it.",
      "",
      "Ctrl-C ends after the current step, saves what was learned so far and exits with 130"
          + " (SIGTERM: 143); a second Ctrl-C ends at once and saves nothing.",
      ""
    })
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DATASET",
      description = "digits, mnist, fashion-mnist, moons, circles, spirals, xor or blobs.")
  String dataset;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      converter = Widths.Converter.class,
      description =
          "linear, or mlp and the widths of its hidden layers: mlp:512 or mlp:512,512. The layers"
              + " for input and output follow from the data set.")
  Optional<Widths> model = Optional.empty();

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      converter = ActivationName.Converter.class,
      description = "relu, leaky-relu, tanh, sigmoid, gelu, silu or softplus.")
  Optional<ActivationName> activation = Optional.empty();

  @Option(
      names = "--dropout",
      paramLabel = "P",
      converter = Numbers.Share.class,
      description = "Probability of dropping an activation in training (default: 0).")
  Optional<Double> dropout = Optional.empty();

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      converter = OptimizerName.Converter.class,
      description = "sgd, adam or adamw.")
  Optional<OptimizerName> optimizer = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      converter = Numbers.Rate.class,
      description = "Learning rate.")
  Optional<Double> lr = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = ScheduleName.Converter.class,
      description = "How the learning rate goes on: constant, or to 0 by cosine or linear.")
  Optional<ScheduleName> schedule = Optional.empty();

  @Option(
      names = "--momentum",
      paramLabel = "M",
      converter = Numbers.Share.class,
      description = "Momentum, for sgd alone (default: 0).")
  Optional<Double> momentum = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "D",
      converter = Numbers.Decay.class,
      description = "Weight decay (default: 0; 0.01 for adamw).")
  Optional<Double> weightDecay = Optional.empty();

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

  @Mixin DataOption data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to save the model (default: atled-out/DATASET).")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--no-progress",
      description = "Print plain lines even on a terminal, without a bar.")
  boolean noProgress;

  @Mixin Common common;

  /** The end of the help: what {@link Recipe} says. */
  static String defaults() {
    StringBuilder text = new StringBuilder(String.format("%nDefaults, by data set:%n"));
    for (Datasets.Known known : Datasets.all()) {
      text.append(String.format("  %-13s  %s%n", known.name(), Recipe.of(known.name())));
    }
    return text.toString();
  }

  @Override
  public Integer call() {
    Datasets.Known known = DataOption.named(dataset, spec.commandLine());
    Recipe recipe = recipe(Recipe.of(known.name()));
    Rule rule = recipe.optimizer().rule(recipe.lr(), weightDecay, momentum);
    OutFolder folder = new OutFolder(out.orElse(Path.of("atled-out", known.name())));
    folder.check();
    threads.ifPresent(Cpu::setThreads);
    PrintWriter standard = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : standard;
    Progress progress = Progress.on(people, !noProgress && TerminalLine.isThere());
    try {
      progress.say("data: " + known.name() + ", " + known.summary());
      Split split = data.load(known, progress);
      Objective objective = Objective.of(split.info().task());
      Trainer trainer = trainer(recipe, split.info(), objective, rule).listener(progress);
      progress.say(trainer.model().summary(split.info().input()));
      progress.say("training: " + recipe + ", seed " + seed.orElse(0L));
      try (Interrupts interrupts = new Interrupts(() -> progress.say(TrainReport.STOPPING))) {
        Run run = trainer.stopWhen(interrupts::requested).fit(split.train(), split.test());
        progress.end();
        folder.save(run);
        TrainReport report = new TrainReport(run, folder.path());
        progress.say(report.forPeople(trainer.epochs()));
        if (common.json) {
          standard.println(report.json().compact());
        }
        return run.interrupted() ? interrupts.exitCode() : 0;
      }
    } finally {
      progress.end();
    }
  }

  /** The usual recipe with what the user wants otherwise. */
  private Recipe recipe(Recipe usual) {
    OptimizerName chosen = optimizer.orElse(usual.optimizer());
    if (momentum.isPresent() && chosen != OptimizerName.SGD) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--momentum' goes with sgd alone, but the optimizer is "
              + chosen
              + "; leave --momentum out, or add --optimizer sgd.");
    }
    return new Recipe(
        model.orElse(usual.model()),
        activation.orElse(usual.activation()),
        chosen,
        lr.orElse(chosen == usual.optimizer() ? usual.lr() : chosen.usualLr),
        schedule.orElse(usual.schedule()),
        epochs.orElse(usual.epochs()),
        batchSize.orElse(usual.batchSize()));
  }

  private Trainer trainer(Recipe recipe, DatasetInfo info, Objective objective, Rule rule) {
    Module network =
        Mlp.of(
            info.input(),
            recipe.model().hidden(),
            recipe.activation()::layer,
            dropout.orElse(0.0),
            objective.outputs());
    return Trainer.of(network, objective.loss(), rule)
        .schedule(recipe.schedule().schedule)
        .epochs(recipe.epochs())
        .batchSize(recipe.batchSize())
        .metrics(objective.metrics().toArray(Metric[]::new))
        .seed(seed.orElse(0L));
  }
}
