package org.atled.tables.series;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** How far it is from each step of a series to the next. Times are those of {@link Clock#at}. */
public sealed interface Pace {
  /** Two times that differ by less, in days or of one, are the same: a tenth of a second. */
  double SAME = 1e-6;

  /** In a day. */
  double MILLIS = 86_400_000;

  /**
   * So many months, to a day of the month, or to its last where it has fewer.
   *
   * @param day 31 for the last of each
   */
  record Months(int count, int day) implements Pace {
    @Override
    public double after(double at, double steps) {
      LocalDateTime from = Clock.date(at);
      LocalDateTime to = from.plusMonths(Math.round(count * steps));
      to = to.withDayOfMonth(Math.min(day, YearMonth.from(to).lengthOfMonth()));
      return to.toEpochSecond(ZoneOffset.UTC) / 86_400.0;
    }

    @Override
    public OptionalInt steps(double from, double to) {
      LocalDateTime first = Clock.date(from);
      LocalDateTime last = Clock.date(to);
      long months = ChronoUnit.MONTHS.between(YearMonth.from(first), YearMonth.from(last));
      boolean fits =
          months % count == 0 && Math.abs(after(from, months / (double) count) - to) < SAME;
      return fits ? OptionalInt.of((int) (months / count)) : OptionalInt.empty();
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder().put("months", count).put("day", day).build();
    }

    @Override
    public String toString() {
      return count == 1 ? "a month" : count + " months";
    }
  }

  /**
   * Always as long.
   *
   * @param dates whether it is days
   */
  record Even(double length, boolean dates) implements Pace {
    @Override
    public double after(double at, double steps) {
      return at + steps * length;
    }

    @Override
    public OptionalInt steps(double from, double to) {
      double steps = (to - from) / length;
      boolean fits = Math.abs(steps - Math.rint(steps)) < 1e-3;
      return fits && Math.abs(steps) < Integer.MAX_VALUE
          ? OptionalInt.of((int) Math.rint(steps))
          : OptionalInt.empty();
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder().put("length", length).put("dates", dates).build();
    }

    @Override
    public String toString() {
      if (!dates) {
        return Double.toString(length).replaceFirst("\\.0$", "");
      }
      long seconds = Math.round(length * 86_400);
      return seconds % 86_400 == 0
          ? seconds == 86_400 ? "a day" : seconds / 86_400 + " days"
          : seconds == 3600 ? "an hour" : seconds + " seconds";
    }
  }

  /** The time so many steps after one. */
  double after(double at, double steps);

  /** How many steps it is from one time to another; empty if it is no whole number. */
  OptionalInt steps(double from, double to);

  JsonObject json();

  static Pace read(JsonPlace json) {
    if (json.find("months").isEmpty()) {
      return new Even(json.doubleValue("length"), json.bool("dates"));
    }
    int day = json.intValue("day");
    if (day < 1 || day > 31) {
      throw json.get("day").error("must be a day of a month, from 1 to 31.");
    }
    return new Months(json.intValue("months"), day);
  }

  /** That of two times or more, if they have one. */
  static Optional<Pace> of(double[] at, boolean dates) {
    if (at.length < 2) {
      return Optional.empty();
    }
    Pace even = new Even(length(at, dates), dates);
    if (even.isOf(at)) {
      return Optional.of(even);
    }
    if (!dates) {
      return Optional.empty();
    }
    LocalDateTime first = Clock.date(at[0]);
    int months =
        (int) ChronoUnit.MONTHS.between(YearMonth.from(first), YearMonth.from(Clock.date(at[1])));
    if (months < 1) {
      return Optional.empty();
    }
    int greatest =
        Arrays.stream(at).mapToInt(time -> Clock.date(time).getDayOfMonth()).max().orElseThrow();
    // February's last may be any; of stamps that are all last days the next is, too.
    return Stream.of(31, greatest)
        .<Pace>map(day -> new Months(months, day))
        .filter(pace -> pace.isOf(at) && Math.abs(pace.after(at[0], 0) - at[0]) < SAME)
        .findFirst();
  }

  /** Of days so many milliseconds, since differences are rounded, and many steps would show it. */
  private static double length(double[] at, boolean dates) {
    double length = (at[at.length - 1] - at[0]) / (at.length - 1);
    long millis = Math.round(length * MILLIS);
    return dates && millis > 0 ? millis / MILLIS : length;
  }

  /** Whether all times follow each other at this pace. */
  default boolean isOf(double[] at) {
    for (int i = 1; i < at.length; i++) {
      OptionalInt steps = steps(at[i - 1], at[i]);
      if (steps.isEmpty() || steps.getAsInt() != 1) {
        return false;
      }
    }
    return true;
  }
}
