package org.atled.tables.series;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.tables.DateOrder;

/**
 * How time stamps are written.
 *
 * @param format of dates; empty for numbers
 * @param decimals of numbers
 */
record StampForm(Optional<DateTimeFormatter> format, int decimals) {
  private static final List<String> DATES =
      List.of(
          "yyyy-MM",
          "yyyy/MM",
          "yyyy-MM-dd",
          "yyyy/MM/dd",
          "yyyyMMdd",
          "dd.MM.yyyy",
          "d.M.yyyy",
          "dd/MM/yyyy",
          "d/M/yyyy",
          "MM/dd/yyyy",
          "M/d/yyyy",
          "dd-MM-yyyy",
          "MM-dd-yyyy");
  private static final List<String> TIMES =
      List.of("", " HH:mm", "'T'HH:mm", " HH:mm:ss", "'T'HH:mm:ss", "'T'HH:mm:ss'Z'", " H:mm");
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** The form in which all stamps of a clock are written; if it is none of the usual, ISO 8601. */
  static StampForm of(Clock clock) {
    if (!clock.isOfDates()) {
      int decimals =
          clock.stamps().stream()
              .mapToInt(text -> text.indexOf('.') < 0 ? 0 : text.length() - text.indexOf('.') - 1)
              .max()
              .orElse(0);
      return new StampForm(Optional.empty(), decimals);
    }
    String other = clock.order().orElseThrow() == DateOrder.MONTH_FIRST ? "d" : "M";
    Stream<DateTimeFormatter> forms =
        DATES.stream()
            .filter(date -> !date.startsWith(other))
            .flatMap(date -> TIMES.stream().map(time -> date + time))
            .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    return new StampForm(
        Optional.of(forms.filter(form -> writes(form, clock)).findFirst().orElse(ISO)), 0);
  }

  private static boolean writes(DateTimeFormatter form, Clock clock) {
    for (int i = 0; i < clock.at().length; i++) {
      if (!form.format(clock.date(i)).equals(clock.stamps().get(i))) {
        return false;
      }
    }
    return true;
  }

  String text(double at) {
    if (format.isEmpty()) {
      return BigDecimal.valueOf(at).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
    LocalDateTime when = Clock.date(at);
    return format.get().format(when);
  }
}
