package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;

/**
 * Reads schedules as people write them: {@code cosine}, {@code step:10:0.5}, {@code
 * warmup:2,cosine}. Their times are epochs.
 */
public final class Schedules {
  /**
   * Schedules that are written alike.
   *
   * @param form how: {@code step:EPOCHS:GAMMA}
   * @param summary what it does, in a few words
   * @param least how many numbers there must be after the name
   * @param most how many there may be
   */
  public record Family(
      String form, String summary, int least, int most, Function<double[], Schedule> maker) {
    /** Its first word: {@code step}. */
    public String name() {
      return form.split(":", 2)[0];
    }
  }

  /** A schedule that prints as it was written. */
  private record Written(String text, Schedule schedule) implements Schedule {
    @Override
    public double factor(Moment at) {
      return schedule.factor(at);
    }

    @Override
    public OptionalDouble momentum(Moment at) {
      return schedule.momentum(at);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A schedule after so many epochs that lead up to it. */
  private record Warming(double epochs, double from, Schedule next) implements Schedule {
    Warming {
      next.warmedUp(epochs, from); // which refuses what is no time
    }

    private Schedule in(Moment at) {
      return next.warmedUp(epochs * at.stepsPerEpoch(), from);
    }

    @Override
    public double factor(Moment at) {
      return in(at).factor(at);
    }

    @Override
    public OptionalDouble momentum(Moment at) {
      return in(at).momentum(at);
    }
  }

  private static final String WARM_UP = "warmup";
  private static final int MANY = 99;

  private static final List<Family> ALL =
      List.of(
          new Family("constant", "the same throughout", 0, 0, n -> Schedule.constant()),
          new Family(
              "linear:TO",
              "in equal steps to a share of it (0)",
              0,
              1,
              n -> n.length == 0 ? Schedule.linear() : Schedule.linear(n[0])),
          new Family(
              "cosine:TO",
              "along half a cosine to a share of it (0)",
              0,
              1,
              n -> n.length == 0 ? Schedule.cosine() : Schedule.cosine(n[0])),
          new Family(
              "polynomial:POWER",
              "to 0 along a power of the share that is left (1)",
              0,
              1,
              n -> Schedule.polynomial(or(n, 0, 1))),
          new Family(
              "step:EPOCHS:GAMMA",
              "times gamma (0.1) after each so many epochs",
              1,
              2,
              n -> Schedule.step(n[0], or(n, 1, 0.1)).inEpochs()),
          new Family(
              "multistep:GAMMA:EPOCH:…",
              "times gamma at each of some epochs",
              2,
              MANY,
              n -> Schedule.multiStep(n[0], Arrays.copyOfRange(n, 1, n.length)).inEpochs()),
          new Family(
              "exponential:GAMMA",
              "times gamma in each epoch",
              1,
              1,
              n -> Schedule.exponential(n[0]).perEpoch()),
          new Family(
              "restarts:EPOCHS:GROWTH:TO",
              "a cosine of so many epochs again and again, each longer (1), to a share (0)",
              1,
              3,
              n -> Schedule.warmRestarts(n[0], or(n, 1, 1), or(n, 2, 0)).inEpochs()),
          new Family(
              "one-cycle:RISING",
              "up for a share of the run (0.3), then down to nothing; momentum the other way",
              0,
              1,
              n ->
                  new OneCycle(
                      or(n, 0, 0.3),
                      OneCycle.usual().startDivisor(),
                      OneCycle.usual().endDivisor(),
                      OneCycle.usual().leastMomentum(),
                      OneCycle.usual().greatestMomentum())),
          new Family(
              "cyclic:EPOCHS:FROM",
              "up for so many epochs and down, from a share of it (0.1), again and again",
              1,
              2,
              n -> Cyclic.triangular(or(n, 1, 0.1), n[0]).inEpochs()),
          new Family(
              "cyclic-halving:EPOCHS:FROM",
              "the same with cycles of half the height each",
              1,
              2,
              n -> Cyclic.triangular(or(n, 1, 0.1), n[0]).mode(new Cyclic.Halving()).inEpochs()),
          new Family(
              "cyclic-falling:EPOCHS:GAMMA:FROM",
              "the same with a height that falls by gamma (0.9) in each epoch",
              1,
              3,
              n ->
                  Cyclic.triangular(or(n, 2, 0.1), n[0])
                      .mode(new Cyclic.Falling(or(n, 1, 0.9)))
                      .inEpochs()),
          new Family(
              "inverse-sqrt:STEPS",
              "up for so many steps, then as the root of time falls",
              1,
              1,
              n -> Schedule.inverseSquareRoot(n[0])),
          new Family(
              "plateau:PATIENCE:GAMMA",
              "times gamma (0.1) after so many epochs without a better loss (10)",
              0,
              2,
              n ->
                  ReduceOnPlateau.usual()
                      .patience(whole("plateau: the patience", or(n, 0, 10)))
                      .gamma(or(n, 1, 0.1))),
          new Family(
              WARM_UP + ":EPOCHS:FROM",
              "before any other: so many epochs from a share (0.1) up to it",
              1,
              2,
              n -> Schedule.constant()));

  private Schedules() {}

  /** All kinds, the simplest first. */
  public static List<Family> all() {
    return ALL;
  }

  /**
   * The schedule of a text, which it prints as.
   *
   * @throws ArgumentException naming the part that is none, or has other numbers than it takes
   */
  public static Schedule parse(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split(",", -1)));
    if (parts.size() == 1 && family(text).name().equals(WARM_UP)) {
      parts.add("constant");
    }
    boolean warms = family(parts.getFirst()).name().equals(WARM_UP);
    if (parts.size() > 2 || (parts.size() == 2 && !warms)) {
      throw new ArgumentException(
          "\"%s\" is not a schedule; write one, or one after a warm-up: warmup:2,cosine."
              .formatted(text));
    }
    Schedule schedule = family(parts.getLast()).maker().apply(numbers(parts.getLast()));
    if (parts.size() == 2) {
      double[] warming = numbers(parts.getFirst());
      schedule = new Warming(warming[0], or(warming, 1, 0.1), schedule);
    }
    return new Written(text, schedule);
  }

  private static Family family(String part) {
    String name = part.split(":", -1)[0];
    List<String> names = ALL.stream().map(Family::name).toList();
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ArgumentException(
                "there is no schedule \"%s\".%s There are: %s."
                    .formatted(name, Spelling.guess(name, names), String.join(", ", names))));
  }

  private static double[] numbers(String part) {
    Family family = family(part);
    String[] words = part.split(":", -1);
    double[] numbers = new double[words.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(part, words[i + 1]);
    }
    if (numbers.length < family.least() || numbers.length > family.most()) {
      throw new ArgumentException(
          "\"%s\" has %d %s, but %s takes %s; write it as %s."
              .formatted(
                  part,
                  numbers.length,
                  numbers.length == 1 ? "number" : "numbers",
                  family.name(),
                  range(family),
                  family.form()));
    }
    return numbers;
  }

  private static String range(Family family) {
    if (family.most() == MANY) {
      return "at least " + family.least();
    }
    return family.least() == family.most()
        ? (family.most() == 0 ? "none" : Integer.toString(family.most()))
        : "from " + family.least() + " to " + family.most();
  }

  private static double number(String part, String word) {
    double number = Double.NaN;
    try {
      number = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      // said below
    }
    if (!Double.isFinite(number)) {
      throw new ArgumentException(
          "\"%s\" in \"%s\" is not a number, such as 0.5.".formatted(word, part));
    }
    return number;
  }

  private static int whole(String what, double number) {
    if (number != Math.rint(number) || Math.abs(number) > 1e6) {
      throw new ArgumentException(what + " is " + number + " but must be a whole number.");
    }
    return (int) number;
  }

  private static double or(double[] numbers, int at, double usual) {
    return at < numbers.length ? numbers[at] : usual;
  }
}
