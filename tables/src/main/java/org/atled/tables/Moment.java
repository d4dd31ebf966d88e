package org.atled.tables;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, a time, or both, as they are written: zones change nothing.
 *
 * @param date none of a time alone
 * @param hour with its minutes and seconds as a fraction, 0 to 24; 0 of a date alone
 */
record Moment(Optional<LocalDate> date, double hour) {
  private static final String ZONE = "(?: ?(?:Z|UTC|GMT|[-+]\\d{2}(?::?\\d{2})?))?(?:\\[.*])?";
  private static final Pattern TIME =
      Pattern.compile(
          "(?<h>\\d{1,2}):(?<min>\\d{2})(?::(?<s>\\d{2})(?:[.,]\\d+)?)?(?:"
              + " ?(?<half>[AaPp])\\.?[Mm]\\.?)?"
              + ZONE);
  private static final Pattern DOTTED_TIME =
      Pattern.compile("(?<h>\\d{1,2})\\.(?<min>\\d{2})\\.(?<s>\\d{2})(?<half>)");
  private static final Pattern DATED =
      Pattern.compile("(?<date>.*?\\d)(?:(?:[T ]|, ?)(?<time>\\d{1,2}:.*))?");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{1,4})");
  private static final Pattern MONTH = Pattern.compile("(\\d{4})[-/](\\d{1,2})");
  private static final Pattern COMPACT = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
  private static final Pattern DAY_NAMED =
      Pattern.compile("(\\d{1,2})[-. ]+(\\p{Alpha}{3,9})[-., ]+(\\d{4}|\\d{2})");
  private static final Pattern NAMED_DAY =
      Pattern.compile("(\\p{Alpha}{3,9})[. ]+(\\d{1,2}),? +(\\d{4})");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** As POSIX has it: of two digits 69 to 99 are of the last century. */
  private static final int PIVOT = 69;

  /** Reads a text; nothing if it is no date in this order, and no time. */
  static Optional<Moment> of(String text, DateOrder order) {
    if (text.length() > 60 || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    if (order == DateOrder.CLOCK) {
      return hour(DOTTED_TIME.matcher(text)).map(hour -> new Moment(Optional.empty(), hour));
    }
    Optional<Double> alone = hour(TIME.matcher(text));
    if (alone.isPresent()) {
      return Optional.of(new Moment(Optional.empty(), alone.get()));
    }
    Matcher parts = DATED.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String time = or(parts.group("time"));
    Optional<Double> hour = time.isEmpty() ? Optional.of(0.0) : hour(TIME.matcher(time));
    return hour.flatMap(
        h -> date(parts.group("date"), order).map(date -> new Moment(Optional.of(date), h)));
  }

  /** Whether the numbers of a date are parted by points, whatever stands in its time. */
  static boolean isDotted(String text) {
    Matcher parts = DATED.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    Matcher numbers = NUMBERS.matcher(parts.group("date"));
    return numbers.matches() && numbers.group(2).equals(".");
  }

  /** Whether it is a date of eight digits from 1900 to 2099: 20240131. */
  static boolean isCompact(String text) {
    return COMPACT.matcher(text).matches() && date(text, DateOrder.YEAR_FIRST).isPresent();
  }

  private static Optional<Double> hour(Matcher time) {
    if (!time.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(time.group("h"));
    int minute = Integer.parseInt(time.group("min"));
    String seconds = or(time.group("s"));
    int second = seconds.isEmpty() ? 0 : Integer.parseInt(seconds);
    String half = or(time.group("half"));
    if (!half.isEmpty() && (hour < 1 || hour > 12)) {
      return Optional.empty();
    }
    int full = half.isEmpty() ? hour : hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    boolean valid =
        minute < 60 && second <= 60 && (full < 24 || (full == 24 && minute + second == 0));
    return valid ? Optional.of(full + minute / 60.0 + second / 3600.0) : Optional.empty();
  }

  private static String or(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static Optional<LocalDate> date(String text, DateOrder order) {
    Matcher numbers = NUMBERS.matcher(text);
    if (numbers.matches()) {
      String first = numbers.group(1);
      String last = numbers.group(4);
      if (first.length() == 4) {
        return date(first, numbers.group(3), last);
      }
      return switch (order) {
        case DAY_FIRST -> date(last, numbers.group(3), first);
        case MONTH_FIRST -> date(last, first, numbers.group(3));
        case YEAR_FIRST, CLOCK -> Optional.empty();
      };
    }
    Matcher month = MONTH.matcher(text);
    if (month.matches()) {
      return date(month.group(1), month.group(2), "1");
    }
    Matcher compact = COMPACT.matcher(text);
    if (compact.matches()) {
      return date(compact.group(1), compact.group(2), compact.group(3));
    }
    Matcher dayFirst = DAY_NAMED.matcher(text);
    if (dayFirst.matches()) {
      return named(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
    }
    Matcher monthFirst = NAMED_DAY.matcher(text);
    return monthFirst.matches()
        ? named(monthFirst.group(3), monthFirst.group(1), monthFirst.group(2))
        : Optional.empty();
  }

  private static Optional<LocalDate> named(String year, String name, String day) {
    String word = name.toLowerCase(Locale.ROOT);
    return MONTHS.stream()
        .filter(month -> month.startsWith(word) || (word.equals("sept") && month.startsWith("sep")))
        .findFirst()
        .flatMap(month -> date(year, Integer.toString(MONTHS.indexOf(month) + 1), day));
  }

  private static Optional<LocalDate> date(String year, String month, String day) {
    int number = Integer.parseInt(year);
    if ((year.length() != 2 && year.length() != 4) || day.length() > 2) {
      return Optional.empty();
    }
    int full = year.length() == 4 ? number : number + (number < PIVOT ? 2000 : 1900);
    try {
      return Optional.of(LocalDate.of(full, Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
