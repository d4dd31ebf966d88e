package org.atled.tables;

import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number as people write it for people, with a unit and thousands parted: {@code $1,234.50},
 * {@code 12 %}, {@code (5,00 €)}, {@code 1'000 kg}, {@code $1.2M}.
 *
 * @param negative by a sign at either end, or by parentheses as accountants do
 * @param digits all that is left, with its marks
 * @param unit what stands before or behind, empty if nothing
 * @param currency whether that is one
 * @param suffix a letter right behind the digits that may say thousands, empty if there is none
 */
record WrittenNumber(
    boolean negative, String digits, String unit, boolean currency, String suffix) {
  private static final String SIGN = "[-+\u2212]?";
  private static final String MONEY = "(?:[A-Z]{0,3}\\p{Sc}|[A-Z]{3}|Rs\\.?|kr\\.?)";
  private static final String BLANKS = "[\\s\u00A0\u202F\u2009]*";
  private static final String DIGITS =
      "[.,]?\\d(?:[\\d.,'\u2019 \u00A0\u202F\u2009]*\\d)?[.,]?(?:[eE][-+]?\\d+)?";
  private static final String UNIT =
      MONEY + "|[%\u2030]|[\u00B0\\p{L}\u00B5][\\p{L}\u00B5/\u00B0\u00B2\u00B3.]{0,15}";
  private static final Pattern WRITTEN =
      Pattern.compile(
          ("(?<open>\\()?B(?<sign>S)B(?<before>M)?B(?<inner>S)B(?<digits>D)B(?<behind>U)?B"
                  + "(?<close>\\))?(?<after>[-\u2212]?)")
              .replace("B", BLANKS)
              .replace("S", SIGN)
              .replace("<before>M", "<before>" + MONEY)
              .replace("<digits>D", "<digits>" + DIGITS)
              .replace("<behind>U", "<behind>" + UNIT));
  private static final Pattern THOUSANDS =
      Pattern.compile("[1-9]\\d{0,2}(?:([.,'\u2019 \u00A0\u202F\u2009])\\d{3})(?:\\1\\d{3})*");
  private static final Pattern LAKHS = Pattern.compile("[1-9]\\d?(?:,\\d{2})*,\\d{3}");

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /** Takes a text apart; nothing if it is not of this form. */
  static Optional<WrittenNumber> of(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (text.length() > 60 || !parts.matches()) {
      return Optional.empty();
    }
    boolean open = parts.group("open") != null;
    String before = or(parts.group("before"));
    String behind = or(parts.group("behind"));
    String signs = or(parts.group("sign")) + or(parts.group("inner")) + or(parts.group("after"));
    String digits = or(parts.group("digits"));
    boolean suffixed =
        Suffix.of(behind) != Suffix.NONE
            && parts.start("behind") == parts.end("digits")
            && exponent(digits) < 0;
    boolean wrong =
        open != (parts.group("close") != null)
            || signs.length() > 1
            || (open && !signs.isEmpty())
            || (!before.isEmpty() && !behind.isEmpty() && !suffixed)
            || (!before.isEmpty() && !isMoney(before));
    String unit = before.isEmpty() && !suffixed ? behind : before;
    return wrong
        ? Optional.empty()
        : Optional.of(
            new WrittenNumber(
                open || signs.equals("-") || signs.equals("\u2212"),
                digits,
                unit,
                isMoney(unit),
                suffixed ? behind : ""));
  }

  /** The same with its suffix as the unit; nothing if it has another. */
  Optional<WrittenNumber> bySuffix() {
    return suffix.isEmpty()
        ? Optional.of(this)
        : unit.isEmpty()
            ? Optional.of(new WrittenNumber(negative, digits, suffix, false, ""))
            : Optional.empty();
  }

  private static int exponent(String digits) {
    return Math.max(digits.indexOf('e'), digits.indexOf('E'));
  }

  private static String or(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static boolean isMoney(String unit) {
    return !unit.isEmpty()
        && (CODES.contains(unit)
            || Character.getType(unit.charAt(unit.length() - 1)) == Character.CURRENCY_SYMBOL
            || unit.startsWith("Rs")
            || unit.startsWith("kr"));
  }

  /** The number, with this mark before its decimals; NaN if its marks stand elsewhere. */
  double number(DecimalMark mark) {
    int exponent = exponent(digits);
    String all = exponent < 0 ? digits : digits.substring(0, exponent);
    int point = all.indexOf(mark.character);
    String whole = point < 0 ? all : all.substring(0, point);
    String decimals = point < 0 ? "" : all.substring(point + 1);
    if (!isDigits(decimals) || !(isDigits(whole) || isGrouped(whole, mark))) {
      return Double.NaN;
    }
    String plain =
        whole
                .chars()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            + "."
            + decimals
            + (exponent < 0 ? "e" + Suffix.of(suffix).exponent : digits.substring(exponent));
    double number = Numeral.parse(plain);
    return negative ? -number : number;
  }

  /** Whether thousands are parted where this mark stands before decimals. */
  boolean isGrouped(DecimalMark mark) {
    int point = digits.indexOf(mark.character);
    return isGrouped(point < 0 ? digits : digits.substring(0, point), mark);
  }

  private static boolean isGrouped(String whole, DecimalMark mark) {
    return whole.indexOf(mark.character) < 0
        && (THOUSANDS.matcher(whole).matches()
            || (mark == DecimalMark.POINT && LAKHS.matcher(whole).matches()));
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
