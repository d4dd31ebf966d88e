package org.atled.cli;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.DoubleFunction;
import java.util.function.DoubleToLongFunction;
import org.atled.plot.Chart;
import org.atled.tables.series.Clock;
import org.atled.tables.series.Pace;

/** Marks an axis of steps with the times at which hours, days, months or years begin. */
final class TimeTicks {
  /**
   * A way to mark times.
   *
   * @param count in which of its units a time is
   * @param label of the first time in one
   */
  private record Unit(DoubleToLongFunction count, DoubleFunction<String> label) {}

  private TimeTicks() {}

  /**
   * The chart with such marks; with the numbers of rows where no column tells times.
   *
   * @param from the first step that is shown
   * @param to the first behind the last, which may be steps to come
   */
  static Chart on(Chart chart, Clock clock, int from, int to) {
    if (clock.column().isEmpty()) {
      return chart.wholeX();
    }
    double[] at = times(clock, to);
    List<SequencedMap<Double, String>> choices = new ArrayList<>();
    for (Unit unit : clock.isOfDates() ? calendar() : decimals(at, from)) {
      SequencedMap<Double, String> ticks = new LinkedHashMap<>();
      for (int step = Math.max(1, from); step < at.length; step++) {
        if (unit.count().applyAsLong(at[step]) != unit.count().applyAsLong(at[step - 1])) {
          ticks.put((double) step, unit.label().apply(at[step]));
        }
      }
      if (!ticks.isEmpty()) {
        choices.add(ticks);
      }
    }
    return choices.isEmpty() ? chart.wholeX() : chart.xTicks(choices);
  }

  /** With those to come, if they are known. */
  private static double[] times(Clock clock, int to) {
    double[] known = clock.at();
    Optional<Pace> pace = clock.pace();
    double[] at = pace.isPresent() ? Arrays.copyOf(known, to) : known;
    for (int step = known.length; step < at.length; step++) {
      at[step] = pace.orElseThrow().after(known[known.length - 1], step - known.length + 1.0);
    }
    return at;
  }

  private static List<Unit> calendar() {
    List<Unit> units = new ArrayList<>();
    for (int hours : new int[] {1, 3, 6, 12}) {
      units.add(new Unit(at -> (long) Math.floor(at * 24 / hours + 1e-6), written("MM-dd HH:mm")));
    }
    for (int days : new int[] {1, 2, 7}) {
      units.add(new Unit(at -> Math.floorDiv((long) Math.floor(at), days), written("yyyy-MM-dd")));
    }
    for (int months : new int[] {1, 3, 6}) {
      units.add(new Unit(at -> months(at) / months, written("yyyy-MM")));
    }
    for (int years : new int[] {1, 2, 5, 10, 20, 50, 100}) {
      units.add(new Unit(at -> months(at) / 12 / years, written("yyyy")));
    }
    return units;
  }

  private static long months(double at) {
    LocalDateTime date = Clock.date(at);
    return 12L * date.getYear() + date.getMonthValue() - 1;
  }

  private static DoubleFunction<String> written(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    return at -> format.format(Clock.date(at));
  }

  /** Numbers, such as years: at steps of 1, 2 or 5 times a power of ten. */
  private static List<Unit> decimals(double[] at, int from) {
    List<Unit> units = new ArrayList<>();
    double range = at[at.length - 1] - at[from];
    for (double ten = StrictMath.pow(10, Math.floor(StrictMath.log10(range)) - 2);
        ten <= range;
        ten *= 10) {
      for (int times : new int[] {1, 2, 5}) {
        double size = times * ten;
        units.add(
            new Unit(
                value -> (long) Math.floor(value / size + 1e-6),
                value -> String.format(Locale.ROOT, "%.6g", value).replaceFirst("\\.?0+$", "")));
      }
    }
    return units;
  }
}
