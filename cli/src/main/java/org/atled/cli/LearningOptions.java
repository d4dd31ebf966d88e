package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.VariedDataset;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Clip;
import org.atled.nn.optim.Method;
import org.atled.nn.optim.Optimizers;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Schedules;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How weights move in training. */
final class LearningOptions {
  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      converter = OptimizerName.Converter.class,
      description = "How the weights move, as below, such as adamw or sgd:nesterov.")
  Optional<Optimizers.Chosen> optimizer = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      converter = Numbers.Rate.class,
      description = "Learning rate (default: the data set's, or the optimizer's, as below).")
  Optional<Double> lr = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE",
      converter = ScheduleName.Converter.class,
      description =
          "How the learning rate goes on, as below, such as cosine, step:10:0.5 or"
              + " warmup:2,cosine; for all but rprop and lbfgs.")
  Optional<Schedule> schedule = Optional.empty();

  @Option(
      names = "--momentum",
      paramLabel = "M",
      converter = Numbers.Share.class,
      description =
          "Momentum, for sgd, rmsprop and muon (default: 0; 0.9 for sgd:nesterov, 0.95 for muon).")
  Optional<Double> momentum = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "D",
      converter = Numbers.Decay.class,
      description =
          "Weight decay, for all but rprop and lbfgs (default: 0; 0.01 for adamw, 0.1 for muon).")
  Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--decay-matrices-only",
      description = "No weight decay, where there is one, for biases and the weights of norms.")
  boolean decayMatricesOnly;

  @Option(
      names = "--l1",
      paramLabel = "[PATTERN:]A",
      converter = PenaltyConverter.class,
      description =
          "Add A times the sum of all |weights| to the loss, or of those whose path fits a pattern,"
              + " such as 0.*:1e-5; several may be given, of which the first that fits counts.")
  List<Penalty> l1 = new ArrayList<>();

  @Option(
      names = "--l2",
      paramLabel = "[PATTERN:]A",
      converter = PenaltyConverter.class,
      description =
          "The same with half the sum of the squares of the weights (default: 0, or as below).")
  List<Penalty> l2 = new ArrayList<>();

  @Option(
      names = "--max-norm",
      paramLabel = "C",
      converter = Numbers.Rate.class,
      description = "After each step bring each row of a matrix of weights to a norm of at most C.")
  Optional<Double> maxNorm = Optional.empty();

  @Option(
      names = "--clip-norm",
      paramLabel = "C",
      converter = Numbers.Rate.class,
      description =
          "Before each step make the gradients smaller if their norm, of all together, is above C"
              + " (default: 1 for texts, else none).")
  Optional<Double> clipNorm = Optional.empty();

  @Option(
      names = "--clip-value",
      paramLabel = "C",
      converter = Numbers.Rate.class,
      description = "Before each step bring every number of a gradient to [-C, C].")
  Optional<Double> clipValue = Optional.empty();

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Gather the gradients of each batch over N parts of it: the same step, but for rounding"
              + " and batch norm, with less memory (default: 1).")
  Optional<Integer> accumulate = Optional.empty();

  @Option(
      names = "--tiles",
      paramLabel = "N",
      converter = TilesConverter.class,
      description =
          "Compute convolutions of 3x3, in training, in tiles of NxN windows: 2, or 4, which"
              + " multiplies less and rounds more (default: 2).")
  Optional<Integer> tiles = Optional.empty();

  @Option(
      names = "--label-smoothing",
      paramLabel = "P",
      converter = Numbers.Share.class,
      description =
          "The part of each target that is spread over all classes, of which there are more than"
              + " two (default: 0).")
  Optional<Double> labelSmoothing = Optional.empty();

  @Option(
      names = "--input-noise",
      paramLabel = "S",
      converter = Numbers.Rate.class,
      description =
          "In training add normal noise of standard deviation S to the inputs, which those of a"
              + " table are in deviations; other noise in each epoch.")
  Optional<Double> inputNoise = Optional.empty();

  @Option(
      names = "--mixup",
      paramLabel = "A",
      converter = Numbers.Rate.class,
      description =
          "In training mix each example and its target with another, by shares of Beta(A, A); other"
              + " ones in each epoch.")
  Optional<Double> mixup = Optional.empty();

  /** What is learned from, varied if that is wanted. */
  Split varied(Split split, Seed seed) {
    return inputNoise.isPresent() || mixup.isPresent()
        ? new Split(
            VariedDataset.of(split.train(), seed, inputNoise.orElse(0.0), mixup.orElse(0.0)),
            split.test())
        : split;
  }

  /** The optimizer, which must take what else is said. */
  Optimizers.Chosen chosen(Recipe usual, CommandLine command) {
    Optimizers.Chosen chosen = optimizer.orElse(usual.optimizer());
    require("--schedule", schedule.isPresent(), Optimizers.Option.SCHEDULE, chosen, command);
    require("--momentum", momentum.isPresent(), Optimizers.Option.MOMENTUM, chosen, command);
    require(
        "--weight-decay", weightDecay.isPresent(), Optimizers.Option.WEIGHT_DECAY, chosen, command);
    require(
        "--decay-matrices-only",
        decayMatricesOnly,
        Optimizers.Option.WEIGHT_DECAY,
        chosen,
        command);
    for (String option : ofAStep()) {
      require(option, true, Optimizers.Option.STEP, chosen, command);
    }
    if (clipNorm.isPresent() && clipValue.isPresent()) {
      throw new ParameterException(
          command, "Options '--clip-norm' and '--clip-value' are two ways; give one.");
    }
    return chosen;
  }

  /** The options that were given of what changes the gradient or the weights of a single step. */
  private List<String> ofAStep() {
    List<String> given = new ArrayList<>();
    if (!l1.isEmpty()) {
      given.add("--l1");
    }
    if (!l2.isEmpty()) {
      given.add("--l2");
    }
    maxNorm.ifPresent(c -> given.add("--max-norm"));
    clipNorm.ifPresent(c -> given.add("--clip-norm"));
    clipValue.ifPresent(c -> given.add("--clip-value"));
    return given;
  }

  /** Refuses an option that an optimizer has no use for. */
  static void require(
      String option,
      boolean given,
      Optimizers.Option what,
      Optimizers.Chosen chosen,
      CommandLine command) {
    if (given && !chosen.family().takes().contains(what)) {
      List<String> takers = Optimizers.takers(what);
      throw new ParameterException(
          command,
          "Option '%s' goes with %s, but the optimizer is %s; leave %s out, or add --optimizer %s."
              .formatted(option, String.join(", ", takers), chosen, option, takers.getFirst()));
    }
  }

  /** The learning rate: that of the recipe goes with its optimizer alone. */
  double rate(Recipe usual, Optimizers.Chosen chosen) {
    return lr.orElse(
        chosen.family().equals(usual.optimizer().family())
            ? usual.lr()
            : chosen.family().usualRate());
  }

  /**
   * The penalty on all weights: that of the recipe goes with its optimizer, where nothing is said
   * of what weights cost.
   */
  double penalty(Recipe usual, Optimizers.Chosen chosen) {
    boolean said = !l1.isEmpty() || !l2.isEmpty() || weightDecay.isPresent();
    return said || !chosen.family().equals(usual.optimizer().family()) ? 0 : usual.l2();
  }

  /** The schedule: that of the recipe goes with a rate that can follow one. */
  Schedule schedule(Recipe usual, Optimizers.Chosen chosen) {
    return chosen.family().takes().contains(Optimizers.Option.SCHEDULE)
        ? schedule.orElse(usual.schedule())
        : Schedules.parse("constant");
  }

  /**
   * How the weights move.
   *
   * @param usualClip the norm to clip gradients to where nothing is said of it
   */
  Method rule(Recipe recipe, OptionalDouble usualClip, CommandLine command) {
    Method method = recipe.optimizer().rule(recipe.lr(), number(weightDecay), number(momentum));
    if (!(method instanceof Rule rule)) {
      return method;
    }
    if (decayMatricesOnly && rule.hyperparameters().getOrDefault("weightDecay", 0.0) == 0) {
      throw new ParameterException(
          command,
          "Option '--decay-matrices-only' goes with a weight decay, of which %s has none here; add --weight-decay 0.01."
              .formatted(recipe.optimizer()));
    }
    requireMomentum(rule, recipe, command);
    Rule usual = penalised(rule, 0, recipe.l2());
    Rule regular = penalised(maxNorm.isPresent() ? usual.withMaxNorm(maxNorm.get()) : usual);
    Rule decaying = decayMatricesOnly ? regular.decayingMatricesOnly() : regular;
    return clipNorm
        .map(Clip::byNorm)
        .or(() -> clipValue.map(Clip::byValue))
        .or(() -> usualClip.stream().mapToObj(Clip::byNorm).findFirst())
        .map(decaying::clipping)
        .orElse(decaying);
  }

  /** By the paths that were named, and for all others. */
  private Rule penalised(Rule rule) {
    Rule all = penalised(rule, of(l1, ""), of(l2, ""));
    for (String pattern :
        Stream.concat(l1.stream(), l2.stream()).map(Penalty::pattern).distinct().toList()) {
      if (!pattern.isEmpty()) {
        double one = of(l1, pattern);
        double two = of(l2, pattern);
        all = all.group(pattern, rule.penalised(one, two));
      }
    }
    return all;
  }

  private static Rule penalised(Rule rule, double one, double two) {
    return one > 0 || two > 0 ? rule.penalised(one, two) : rule;
  }

  /** The first that was said of a pattern, or of all. */
  private static double of(List<Penalty> penalties, String pattern) {
    return penalties.stream()
        .filter(each -> each.pattern().equals(pattern))
        .mapToDouble(Penalty::factor)
        .findFirst()
        .orElse(0);
  }

  /**
   * A penalty on weights.
   *
   * @param pattern of their paths; empty: all
   */
  record Penalty(String pattern, double factor) {}

  /** Reads one. */
  static final class PenaltyConverter implements ITypeConverter<Penalty> {
    @Override
    public Penalty convert(String text) {
      int colon = text.lastIndexOf(':');
      return new Penalty(
          text.substring(0, Math.max(0, colon)),
          new Numbers.Decay().convert(text.substring(colon + 1)));
    }
  }

  /** Reads how many windows a tile has along an axis. */
  static final class TilesConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.equals("2") && !text.equals("4")) {
        throw new TypeConversionException(
            "\"%s\" is no size of tiles, which are of 2 or 4 windows.".formatted(text));
      }
      return Integer.valueOf(text);
    }
  }

  /** Refuses a schedule that changes a momentum which the rule has not. */
  private static void requireMomentum(Rule rule, Recipe recipe, CommandLine command) {
    // At the end of a long run, when any warming up is over.
    Schedule.Moment late = new Schedule.Moment(1e9, 1e9 + 1, 1, List.of());
    boolean has =
        rule.hyperparameters().containsKey("momentum")
            || rule.hyperparameters().containsKey("beta1");
    if (recipe.schedule().momentum(late).isPresent() && !has) {
      boolean takes = recipe.optimizer().family().takes().contains(Optimizers.Option.MOMENTUM);
      throw new ParameterException(
          command,
          "Option '--schedule %s' changes the momentum too, of which %s has none here; %s."
              .formatted(
                  recipe.schedule(),
                  recipe.optimizer(),
                  takes ? "add --momentum 0.9" : "take another schedule"));
    }
  }

  private static OptionalDouble number(Optional<Double> option) {
    return option.stream().mapToDouble(Double::doubleValue).findFirst();
  }

  /** A loss with smooth labels, if they are wanted. */
  Loss loss(Loss usual, CommandLine command) {
    if (labelSmoothing.isEmpty()) {
      return usual;
    }
    if (usual instanceof CrossEntropyLoss classes) {
      return classes.labelSmoothing(labelSmoothing.get());
    }
    throw new ParameterException(
        command, "Option '--label-smoothing' goes with more than two classes; leave it out.");
  }
}
