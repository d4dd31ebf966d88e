package org.atled.plot.axis;

import java.util.ArrayList;
import java.util.List;

/** Where an axis is marked: on steps of 1, 2 or 5 times a power of ten. */
public final class Ticks {
  private static final int MANY_DECADES = 8;

  private Ticks() {}

  /**
   * @param label empty for a minor tick
   */
  public record Tick(double value, String label) {
    public boolean major() {
      return !label.isEmpty();
    }
  }

  /**
   * Ticks of an axis.
   *
   * @param room about how many labels there is room for
   */
  public static List<Tick> of(Range range, boolean log, int room) {
    return log ? decades(range, room) : even(range, room);
  }

  private static List<Tick> even(Range range, int room) {
    double wanted = (range.to() - range.from()) / Math.max(1, room);
    int power = (int) Math.floor(StrictMath.log10(wanted));
    double unit = ten(power);
    int times = wanted <= unit ? 1 : wanted <= 2 * unit ? 2 : wanted <= 5 * unit ? 5 : 10;
    List<Tick> ticks = new ArrayList<>();
    double slack = 1e-9;
    long first = (long) Math.ceil(range.from() / (times * unit) - slack);
    long last = (long) Math.floor(range.to() / (times * unit) + slack);
    int decimals = Math.max(0, -(times == 10 ? power + 1 : power));
    double largest = Math.max(Math.abs(range.from()), Math.abs(range.to()));
    for (long i = first; i <= last; i++) {
      double value = power < 0 ? (double) (i * times) / ten(-power) : i * times * unit;
      ticks.add(new Tick(value, Numerals.even(value, decimals, largest)));
    }
    return ticks;
  }

  private static List<Tick> decades(Range range, int room) {
    int first = (int) Math.floor(StrictMath.log10(range.from()));
    int last = (int) Math.ceil(StrictMath.log10(range.to()));
    int decades = last - first;
    int stride = Math.max(1, (decades + Math.max(1, room) - 1) / Math.max(1, room));
    boolean few = StrictMath.log10(range.to() / range.from()) <= 2;
    List<Tick> ticks = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      for (int times = 1; times < 10; times++) {
        double value = power < 0 ? times / ten(-power) : times * ten(power);
        if (value < range.from() * (1 - 1e-9) || value > range.to() * (1 + 1e-9)) {
          continue;
        }
        boolean labelled =
            few
                ? times == 1 || times == 2 || times == 5
                : times == 1 && Math.floorMod(power, stride) == 0;
        if (labelled || (times == 1) || (stride == 1 && decades <= MANY_DECADES)) {
          ticks.add(new Tick(value, labelled ? Numerals.log(value, times, power) : ""));
        }
      }
    }
    return ticks;
  }

  /** Exactly what the literal 1eN is. */
  static double ten(int power) {
    return Double.parseDouble("1e" + power);
  }
}
