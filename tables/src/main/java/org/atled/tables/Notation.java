package org.atled.tables;

import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How the numbers of a column are written.
 *
 * @param unit what stands before or behind each: {@code $}, {@code %}, {@code kg}; empty if nothing
 * @param grouped whether thousands are parted
 * @param suffixed whether letters count thousands: {@code 1.5K}, {@code 2M}
 */
public record Notation(DecimalMark decimal, String unit, boolean grouped, boolean suffixed) {
  /** As programs write numbers: {@code -1234.5e3}. */
  static final Notation PLAIN = new Notation(DecimalMark.POINT, "", false, false);

  /** What is worth telling: {@code "1,5" is read as 1.5}. */
  String remark(String example, double number) {
    return "\""
        + Column.shortened(example)
        + "\" is read as "
        + Numeral.text(number)
        + (unit.isEmpty() ? "" : ", in " + unit)
        + (decimal == DecimalMark.COMMA
            ? "; --decimal point if its comma parts thousands"
            : grouped ? "; --decimal comma if its comma stands before decimals" : "")
        + (suffixed ? "; --text if its letters count no thousands" : "");
  }

  /**
   * Whether a number without a unit may be a share of one, where per cents were learned: 0.12 for
   * 12 %. So it may if what was learned is mostly greater.
   *
   * @param mean of what was learned
   * @param deviation of what was learned
   */
  boolean mayBeShare(double number, double mean, double deviation) {
    return (unit.equals("%") || unit.equals("\u2030"))
        && Math.abs(number) <= 1
        && number != 0
        && Math.max(Math.abs(mean), deviation) > 1;
  }

  void put(JsonObject.Builder json) {
    if (!equals(PLAIN)) {
      json.put("decimal", decimal.toString()).put("unit", unit).put("grouped", grouped);
      if (suffixed) {
        json.put("suffixed", true);
      }
    }
  }

  static Notation read(JsonPlace json) {
    if (json.find("decimal").isEmpty()) {
      return PLAIN;
    }
    DecimalMark mark =
        DecimalMark.named(json.string("decimal"))
            .orElseThrow(() -> json.get("decimal").error("is neither \"point\" nor \"comma\"."));
    boolean suffixed = json.find("suffixed").isPresent() && json.bool("suffixed");
    return new Notation(mark, json.string("unit"), json.bool("grouped"), suffixed);
  }
}
