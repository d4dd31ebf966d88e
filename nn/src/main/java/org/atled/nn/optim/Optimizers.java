package org.atled.nn.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;

/**
 * Reads rules as people write them: {@code adam}, {@code sgd:nesterov}, {@code rmsprop:centred}.
 */
public final class Optimizers {
  /** Makes a rule. */
  @FunctionalInterface
  public interface Maker {
    /**
     * The rule.
     *
     * @param variant whether the family's variant is wanted
     * @param weightDecay none: the rule's own
     * @param momentum none: the rule's own
     */
    Method make(double lr, boolean variant, OptionalDouble weightDecay, OptionalDouble momentum);
  }

  /**
   * Rules that are written alike.
   *
   * @param name {@code rmsprop}
   * @param variant a word that may stand after it and a colon: {@code centred}
   * @param summary what it is, in a few words
   * @param usualRate the learning rate where nobody names one
   * @param takes what can be said of it beside the learning rate
   */
  public record Family(
      String name,
      Optional<String> variant,
      String summary,
      double usualRate,
      List<Option> takes,
      Maker maker) {
    public Family {
      takes = List.copyOf(takes);
    }

    /** How it is written: {@code rmsprop[:centred]}. */
    public String form() {
      return name + variant.map(word -> "[:" + word + "]").orElse("");
    }
  }

  /** What can be said of some rules. */
  public enum Option {
    MOMENTUM,
    WEIGHT_DECAY,
    /** Rates that change in the course of a run. */
    SCHEDULE,
    /**
     * What changes the gradient or the weights of a single step: clips, penalties, greatest norms.
     */
    STEP
  }

  /**
   * A family with or without its variant; it prints as it is read.
   *
   * @param isVariant whether the variant is meant
   */
  public record Chosen(Family family, boolean isVariant) {
    /**
     * The rule.
     *
     * @throws ArgumentException if a number is out of range, or the family has no such option
     */
    public Method rule(double lr, OptionalDouble weightDecay, OptionalDouble momentum) {
      require(Option.WEIGHT_DECAY, "weight decay", weightDecay);
      require(Option.MOMENTUM, "momentum", momentum);
      return family.maker().make(lr, isVariant, weightDecay, momentum);
    }

    private void require(Option option, String what, OptionalDouble given) {
      if (given.isPresent() && !family.takes().contains(option)) {
        throw new ArgumentException(
            "%s has no %s; leave it out, or take one of %s."
                .formatted(family.name(), what, String.join(", ", takers(option))));
      }
    }

    @Override
    public String toString() {
      return family.name() + (isVariant ? ":" + family.variant().orElseThrow() : "");
    }
  }

  private static final List<Option> DECAY =
      List.of(Option.WEIGHT_DECAY, Option.SCHEDULE, Option.STEP);
  private static final List<Option> BOTH =
      List.of(Option.MOMENTUM, Option.WEIGHT_DECAY, Option.SCHEDULE, Option.STEP);

  /** Changes that L-BFGS remembers, each twice the size of the network in float64. */
  private static final int REMEMBERED = 10;

  private static final List<Family> ALL =
      List.of(
          new Family(
              "sgd",
              Optional.of("nesterov"),
              "gradient descent, also with momentum",
              0.1,
              BOTH,
              (lr, nesterov, decay, momentum) ->
                  new Sgd(lr, momentum.orElse(nesterov ? 0.9 : 0), 0, decay.orElse(0), nesterov)),
          new Family(
              "adam",
              Optional.of("amsgrad"),
              "adaptive moments",
              0.001,
              DECAY,
              (lr, amsgrad, decay, momentum) ->
                  new Adam(lr, 0.9, 0.999, 1e-8, decay.orElse(0), amsgrad)),
          new Family(
              "adamw",
              Optional.of("amsgrad"),
              "adaptive moments, decay beside them (0.01)",
              0.001,
              DECAY,
              (lr, amsgrad, decay, momentum) ->
                  new AdamW(lr, 0.9, 0.999, 1e-8, decay.orElse(0.01), amsgrad)),
          new Family(
              "nadam",
              Optional.empty(),
              "Adam with Nesterov's momentum",
              0.002,
              DECAY,
              (lr, variant, decay, momentum) ->
                  NAdam.withLearningRate(lr).weightDecay(decay.orElse(0))),
          new Family(
              "radam",
              Optional.empty(),
              "Adam that warms up by itself",
              0.001,
              DECAY,
              (lr, variant, decay, momentum) ->
                  RAdam.withLearningRate(lr).weightDecay(decay.orElse(0))),
          new Family(
              "adamax",
              Optional.empty(),
              "Adam by the greatest gradient",
              0.002,
              DECAY,
              (lr, variant, decay, momentum) ->
                  Adamax.withLearningRate(lr).weightDecay(decay.orElse(0))),
          new Family(
              "adagrad",
              Optional.empty(),
              "by the sum of squared gradients",
              0.01,
              DECAY,
              (lr, variant, decay, momentum) ->
                  Adagrad.withLearningRate(lr).weightDecay(decay.orElse(0))),
          new Family(
              "adadelta",
              Optional.empty(),
              "by means of squares, in the units of the weights",
              1,
              DECAY,
              (lr, variant, decay, momentum) ->
                  Adadelta.withLearningRate(lr).weightDecay(decay.orElse(0))),
          new Family(
              "rmsprop",
              Optional.of("centred"),
              "by the mean of squared gradients, also with momentum",
              0.01,
              BOTH,
              (lr, centred, decay, momentum) ->
                  new RmsProp(lr, 0.99, 1e-8, decay.orElse(0), momentum.orElse(0), centred)),
          new Family(
              "rprop",
              Optional.empty(),
              "by the gradient's sign, for whole data sets",
              0.01,
              List.of(Option.STEP),
              (lr, variant, decay, momentum) -> Rprop.withLearningRate(lr)),
          new Family(
              "lion",
              Optional.empty(),
              "by the sign of a momentum",
              0.0001,
              DECAY,
              (lr, variant, decay, momentum) ->
                  Lion.withLearningRate(lr).weightDecay(decay.orElse(0))),
          new Family(
              "muon",
              Optional.empty(),
              "by a momentum made orthogonal (decay 0.1); vectors by AdamW at a tenth of the rate",
              0.01,
              BOTH,
              (lr, variant, decay, momentum) -> {
                Muon muon = Muon.withLearningRate(lr).weightDecay(decay.orElse(0.1));
                return muon.momentum(momentum.orElse(muon.momentum()))
                    .with(AdamW.withLearningRate(lr / 10).weightDecay(0));
              }),
          new Family(
              "lbfgs",
              Optional.empty(),
              "quasi-Newton: up to 20 searches along a line in a step, for whole data sets",
              1,
              List.of(),
              (lr, variant, decay, momentum) ->
                  new Lbfgs(lr, 20, 25, 1e-7, 1e-9, REMEMBERED, true)));

  private Optimizers() {}

  /** All families, the simplest first. */
  public static List<Family> all() {
    return ALL;
  }

  /** The names of the families that an option can be said of. */
  public static List<String> takers(Option option) {
    return ALL.stream().filter(each -> each.takes().contains(option)).map(Family::name).toList();
  }

  /**
   * Reads one.
   *
   * @throws ArgumentException if there is none of that name, or it has no such variant
   */
  public static Chosen parse(String text) {
    List<String> words = Arrays.asList(text.split(":", -1));
    List<String> names = ALL.stream().map(Family::name).toList();
    Family family =
        ALL.stream()
            .filter(each -> each.name().equals(words.getFirst()))
            .findFirst()
            .orElseThrow(() ->
                new ArgumentException(
                    "there is no optimizer \"%s\".%s There are: %s."
                        .formatted(
                            words.getFirst(),
                            Spelling.guess(words.getFirst(), names),
                            String.join(", ", names))));
    boolean isVariant = words.size() > 1;
    if (isVariant && (words.size() > 2 || !words.get(1).equals(family.variant().orElse("")))) {
      throw new ArgumentException(
          "\"%s\" is not an optimizer; %s is written as %s."
              .formatted(text, family.name(), family.form()));
    }
    return new Chosen(family, isVariant);
  }
}
