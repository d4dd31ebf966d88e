package org.atled.tables;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How a CSV file is laid out, as far as somebody said it. The rest is guessed.
 *
 * @param header whether the first line names the columns
 * @param skip lines at the top that are not read, before the header
 * @param separator what stands between values
 * @param comment what lines begin with that are not read; empty if there are none
 * @param decimal what stands before decimals
 * @param missing words that stand for no value
 * @param widths how many characters each column takes, where nothing separates them
 * @param sheet which sheet of a workbook is read
 * @param encoding of the text; empty: UTF-8, or UTF-16 or UTF-32 where it begins with their mark
 */
public record CsvFormat(
    Header header,
    Optional<Integer> skip,
    Optional<Separator> separator,
    Optional<String> comment,
    Optional<DecimalMark> decimal,
    MissingWords missing,
    Optional<List<Integer>> widths,
    Optional<String> sheet,
    Optional<Charset> encoding) {
  public CsvFormat {
    if (skip.isPresent() && skip.get() < 0) {
      throw new ArgumentException(
          "The lines to skip are " + skip.get() + " but must be at least 0.");
    }
    if (comment.isPresent() && comment.get().length() > 1) {
      throw new ArgumentException(
          "Comments begin with \"" + comment.get() + "\" but must begin with one character.");
    }
    if (widths.isPresent() && widths.get().stream().anyMatch(width -> width < 1)) {
      throw new ArgumentException(
          "The widths are " + widths.get() + " but each must be at least 1.");
    }
    widths = widths.map(List::copyOf);
  }

  /** A header if it looks like one; all else is guessed. */
  public static CsvFormat usual() {
    return new CsvFormat(
        Header.LIKELY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        MissingWords.USUAL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The first line names the columns, also if it is numbers. */
  public CsvFormat withHeader() {
    return headed(Header.SURE);
  }

  public CsvFormat withoutHeader() {
    return headed(Header.NONE);
  }

  /** Of a file that names its columns itself, whose layout is no matter of separators. */
  CsvFormat selfNamed() {
    return new CsvFormat(
        Header.SURE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        decimal,
        missing,
        Optional.empty(),
        Optional.empty(),
        encoding);
  }

  CsvFormat headed(Header known) {
    return new CsvFormat(
        known, skip, separator, comment, decimal, missing, widths, sheet, encoding);
  }

  public CsvFormat skipping(int lines) {
    return new CsvFormat(
        header, Optional.of(lines), separator, comment, decimal, missing, widths, sheet, encoding);
  }

  public CsvFormat separatedBy(Separator known) {
    return new CsvFormat(
        header, skip, Optional.of(known), comment, decimal, missing, widths, sheet, encoding);
  }

  /** What stands before decimals; the other one may part thousands. */
  public CsvFormat decimals(DecimalMark mark) {
    return new CsvFormat(
        header, skip, separator, comment, Optional.of(mark), missing, widths, sheet, encoding);
  }

  public CsvFormat missing(MissingWords words) {
    return new CsvFormat(header, skip, separator, comment, decimal, words, widths, sheet, encoding);
  }

  /** Lines that begin with this character are not read; empty: all are. */
  public CsvFormat commentedBy(String character) {
    return new CsvFormat(
        header, skip, separator, Optional.of(character), decimal, missing, widths, sheet, encoding);
  }

  /** Nothing separates the values: each takes so many characters. */
  public CsvFormat widths(List<Integer> characters) {
    return new CsvFormat(
        header,
        skip,
        separator,
        comment,
        decimal,
        missing,
        Optional.of(characters),
        sheet,
        encoding);
  }

  /** This sheet of a workbook is read. */
  public CsvFormat onSheet(String name) {
    return new CsvFormat(
        header, skip, separator, comment, decimal, missing, widths, Optional.of(name), encoding);
  }

  /** The text is of this encoding. */
  public CsvFormat encoded(Charset known) {
    return new CsvFormat(
        header, skip, separator, comment, decimal, missing, widths, sheet, Optional.of(known));
  }

  /** What was said, and what was seen. */
  public JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("header", header.isThere());
    skip.ifPresent(lines -> json.put("skip", lines));
    separator.ifPresent(known -> json.put("separator", known.toString()));
    comment.ifPresent(known -> json.put("comment", known));
    decimal.ifPresent(mark -> json.put("decimal", mark.toString()));
    if (!missing.equals(MissingWords.USUAL)) {
      json.put("missing", missing.json());
    }
    sheet.ifPresent(name -> json.put("sheet", name));
    encoding.ifPresent(known -> json.put("encoding", known.name()));
    widths.ifPresent(
        all -> json.put("widths", JsonArray.of(all.stream().mapToLong(i -> i).toArray())));
    return json.build();
  }

  /** The one that {@link #json} wrote. */
  public static CsvFormat read(JsonPlace json) {
    try {
      return new CsvFormat(
          json.bool("header") ? Header.SURE : Header.NONE,
          json.find("skip").map(_ -> json.intValue("skip")),
          json.find("separator").map(CsvFormat::separator),
          json.find("comment").map(JsonPlace::asString),
          json.find("decimal").map(CsvFormat::decimal),
          json.find("missing").map(MissingWords::read).orElse(MissingWords.USUAL),
          json.find("widths").map(_ -> ints(json.longs("widths"))),
          json.find("sheet").map(JsonPlace::asString),
          json.find("encoding").map(CsvFormat::encoding));
    } catch (ArgumentException e) {
      throw json.error("cannot be read: " + e.getMessage());
    }
  }

  private static List<Integer> ints(long[] numbers) {
    return Arrays.stream(numbers).mapToObj(n -> Math.clamp(n, 0, Integer.MAX_VALUE)).toList();
  }

  private static Separator separator(JsonPlace place) {
    return Separator.of(place.asString());
  }

  private static Charset encoding(JsonPlace place) {
    try {
      return Charset.forName(place.asString());
    } catch (IllegalArgumentException e) {
      throw place.error("is no encoding that this Java knows.");
    }
  }

  private static DecimalMark decimal(JsonPlace place) {
    return DecimalMark.named(place.asString())
        .orElseThrow(() -> place.error("is neither \"point\" nor \"comma\"."));
  }
}
