package org.atled.tables;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How a CSV file is laid out.
 *
 * @param header whether the first line names the columns
 * @param skip lines at the top that are not read, before the header
 * @param separator none: guessed from the first lines
 */
public record CsvFormat(Header header, int skip, Optional<Separator> separator) {
  public CsvFormat {
    if (skip < 0) {
      throw new ArgumentException("The lines to skip are " + skip + " but must be at least 0.");
    }
  }

  /** A header if it looks like one, nothing to skip, and a separator that is guessed. */
  public static CsvFormat usual() {
    return new CsvFormat(Header.LIKELY, 0, Optional.empty());
  }

  /** The first line names the columns, also if it is numbers. */
  public CsvFormat withHeader() {
    return new CsvFormat(Header.SURE, skip, separator);
  }

  public CsvFormat withoutHeader() {
    return new CsvFormat(Header.NONE, skip, separator);
  }

  public CsvFormat skipping(int lines) {
    return new CsvFormat(header, lines, separator);
  }

  public CsvFormat separatedBy(Separator known) {
    return new CsvFormat(header, skip, Optional.of(known));
  }

  JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder().put("header", header.isThere()).put("skip", skip);
    separator.ifPresent(known -> json.put("separator", known.toString()));
    return json.build();
  }

  static CsvFormat read(JsonPlace json) {
    int skip = json.intValue("skip");
    if (skip < 0) {
      throw json.get("skip").error("is negative.");
    }
    return new CsvFormat(
        json.bool("header") ? Header.SURE : Header.NONE,
        skip,
        json.find("separator").map(CsvFormat::separator));
  }

  private static Separator separator(JsonPlace place) {
    return Separator.named(place.asString())
        .orElseThrow(() -> place.error("is no separator that this Atled knows."));
  }
}
