package org.atled.formats.json;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;

/**
 * A number, kept as its text: no digit is lost, however long it is. {@code 1} and {@code 1.0} are
 * different values here.
 */
public record JsonNumber(String text) implements Json {
  private static final Pattern GRAMMAR =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  /**
   * @throws ArgumentException if the text is not a JSON number
   */
  public JsonNumber {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new ArgumentException("\"" + text + "\" is not a JSON number; write it like -1.5e3.");
    }
  }

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * The shortest text that reads back as the same double.
   *
   * @throws ArgumentException for NaN and infinities, which JSON has no words for
   */
  public static JsonNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new ArgumentException(
          "JSON has no number for " + value + "; write it as a string or as null.");
    }
    return new JsonNumber(Double.toString(value));
  }

  /** The same, or null for NaN and infinities. */
  public static Json orNull(double value) {
    return Double.isFinite(value) ? of(value) : new JsonNull();
  }

  /** The value if it is written as an integer and fits a long. */
  public OptionalLong asLong() {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The nearest double, if there is a finite one. */
  public OptionalDouble asDouble() {
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
