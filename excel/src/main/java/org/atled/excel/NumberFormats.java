package org.atled.excel;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are shown, of which some are dates. ECMA-376, part 1, section 18.8.30 has the codes
 * and the numbers of those that files do not write out.
 */
final class NumberFormats {
  /** What is shown as it stands: texts, characters behind a sign, colours and conditions. */
  private static final Pattern LITERAL =
      Pattern.compile("\"[^\"]*\"?|[\\\\_*].|\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]");

  /** Hours, minutes or seconds that are no clock's. */
  private static final Pattern LASTING = Pattern.compile("\\[(h+|m+|s+)\\]");

  private static final Pattern PART = Pattern.compile("(?i)[dmyhs]");

  private NumberFormats() {}

  /**
   * Whether a number that is shown so is a date or a time.
   *
   * @param id of a format that the standard knows
   * @param code the format, where the file has it
   */
  static boolean isDate(@Nullable Integer id, @Nullable String code) {
    if (code == null) {
      return id != null && isKnown(id);
    }
    String first = LITERAL.matcher(code).replaceAll("").split(";", 2)[0];
    return !LASTING.matcher(first.toLowerCase(Locale.ROOT)).find()
        && !first.equalsIgnoreCase("general")
        && PART.matcher(first).find();
  }

  private static boolean isKnown(int id) {
    return (id >= 14 && id <= 22)
        || (id >= 27 && id <= 36)
        || id == 45
        || id == 47
        || (id >= 50 && id <= 58);
  }
}
