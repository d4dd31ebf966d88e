package org.atled.plot.axis;

import java.util.ArrayList;
import java.util.List;

/** Where an axis is marked: on steps of 1, 2 or 5 times a power of ten. */
public final class Ticks {
  private static final double SLACK = 1e-9;
  private static final int MOST_DECADES = 8;
  private static final double FEW_DECADES = 1.5;
  private static final int FEW_LABELS = 2;

  /** Of a step: 10^308 is the largest power that a double holds, and steps divide by it. */
  private static final int LEAST_POWER = -308;

  /** Powers of ten whose ticks are plain numbers, if all of an axis lie between. */
  private static final int LEAST_PLAIN = -3;

  private static final int MOST_PLAIN = 5;

  /** Half way between two steps, as factors go. */
  private static final double ONE_TO_TWO = Math.sqrt(2);

  private static final double TWO_TO_FIVE = Math.sqrt(10);
  private static final double FIVE_TO_TEN = Math.sqrt(50);

  private Ticks() {}

  /**
   * Ticks of an even or logarithmic axis.
   *
   * @param room about how many labels there is room for
   */
  public static List<Tick> of(Range range, boolean log, int room) {
    return log ? decades(range, Math.max(1, room)) : even(range, step(range, Math.max(1, room)));
  }

  /** Ticks of an even axis on whole numbers alone, as of epochs. */
  public static List<Tick> whole(Range range, int room) {
    Step step = step(range, Math.max(1, room));
    return even(range, step.power() < 0 ? new Step(1, 0) : step);
  }

  /** Every so many of a list of things, the first among them, on steps of 1, 2 or 5. */
  public static int stride(int count, int room) {
    return count <= room ? 1 : (int) step(new Range(0, count), room).size();
  }

  /** times · 10^power. */
  private record Step(int times, int power) {
    double size() {
      return multiple(1);
    }

    /** Exactly rounded: never 0.30000000000000004. */
    double multiple(long i) {
      return power < 0 ? i * times / ten(-power) : i * times * ten(power);
    }
  }

  private static Step step(Range range, int room) {
    double wanted = range.length() / room;
    int power = Math.max(LEAST_POWER, (int) Math.floor(StrictMath.log10(wanted)));
    double unit = wanted / ten(power);
    if (unit < ONE_TO_TWO) {
      return new Step(1, power);
    }
    return unit < TWO_TO_FIVE
        ? new Step(2, power)
        : unit < FIVE_TO_TEN ? new Step(5, power) : new Step(1, power + 1);
  }

  private static List<Tick> even(Range range, Step step) {
    List<Tick> ticks = new ArrayList<>();
    long first = (long) Math.ceil(range.from() / step.size() - SLACK);
    long last = (long) Math.floor(range.to() / step.size() + SLACK);
    double largest = Math.max(Math.abs(range.from()), Math.abs(range.to()));
    for (long i = first; i <= last; i++) {
      double value = step.multiple(i);
      ticks.add(new Tick(value, Numerals.even(value, step.power(), largest)));
    }
    return ticks;
  }

  /**
   * Labels at powers of ten; where there are few of them, at 2 and 5 times too, and where even of
   * these there is one at most, on even steps.
   */
  private static List<Tick> decades(Range range, int room) {
    double decades = StrictMath.log10(range.to()) - StrictMath.log10(range.from());
    int stride = (int) Math.ceil(decades / room);
    int first = (int) Math.floor(StrictMath.log10(range.from()));
    int last = (int) Math.ceil(StrictMath.log10(range.to()));
    List<Tick> ticks = new ArrayList<>();
    int labels = 0;
    boolean plain =
        StrictMath.floor(StrictMath.log10(range.from())) >= LEAST_PLAIN
            && StrictMath.log10(range.to()) < MOST_PLAIN + 1;
    for (int power = first; power <= last; power++) {
      for (int times = 1; times < 10; times++) {
        double value = new Step(times, power).size();
        boolean inside =
            Double.isFinite(value)
                && value >= range.from() * (1 - SLACK)
                && value <= range.to() * (1 + SLACK);
        boolean labelled =
            decades <= FEW_DECADES
                ? times == 1 || times == 2 || times == 5
                : times == 1 && power % stride == 0;
        if (inside && (labelled || times == 1 || decades <= MOST_DECADES)) {
          ticks.add(new Tick(value, labelled ? Numerals.log(times, power, plain) : ""));
          labels += labelled ? 1 : 0;
        }
      }
    }
    boolean bare = labels < FEW_LABELS && decades < FEW_LABELS;
    return bare ? even(range, step(range, room)) : ticks;
  }

  /** Exactly what the literal 1eN is. */
  private static double ten(int power) {
    return Double.parseDouble("1e" + power);
  }
}
