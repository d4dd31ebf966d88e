package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are made straight of bytes are those that FastCSV reads. */
@SuppressWarnings("NullAway.Init")
class PlainRowsTest {
  private static final int TEXTS = 700;
  private static final int LONG = 8;

  /** As much as is read at once. */
  private static final int PART = 1 << 17;

  /** Comments that no text has: where some are looked for, no row is plain. */
  private static final Optional<String> NEVER = Optional.of("~");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-0",
          "-0.0",
          "+1",
          "7",
          "007",
          "-12.50",
          " 3",
          "4 ",
          "1e3",
          "1.5E-300",
          "1e999",
          ".5",
          "5.",
          "-.5",
          "1..2",
          "1-2",
          "--",
          "NA",
          "x",
          "a b",
          "#1",
          "\\",
          "\u007F",
          "12345678901234567",
          "-99999999999999999",
          "123456789012345678",
          "0.1234567890123456",
          "0.12345678901234567",
          "00.5",
          "9007199254740993",
          "0.000000000000000000000001",
          "\"q\"",
          "\" q \"",
          "\"a,b\"",
          "\"1.5\"",
          "\"\"",
          "\" \"",
          "\"a\"\"b\"",
          " \"s\"",
          "\"s\" ",
          "\"two\nlines\"",
          "\"cr\rhere\"",
          "a\"b",
          "\t5",
          "\u000B6",
          "\u00E9",
          "\u20AC",
          "some longer text of more than 24 characters");

  private static final List<Separator> PLAIN =
      List.of(Separator.COMMA, Separator.TAB, Separator.SEMICOLON, Separator.PIPE);

  private static final List<String> ENDS =
      List.of("\n", "\n", "\r\n", "\r", "\n\n", " \n", "\n,,\n");

  @TempDir Path folder;

  private static String value(Random random, int plain) {
    return random.nextInt(100) < plain
        ? random.nextBoolean()
            ? number(random)
            : Long.toString(random.nextLong() >> random.nextInt(64))
        : VALUES.get(random.nextInt(VALUES.size()));
  }

  /** Of any number of digits, at either side of a point or of what is taken for one. */
  private static String number(Random random) {
    StringBuilder number = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
    random.ints(random.nextInt(20), 0, 10).forEach(number::append);
    if (random.nextInt(4) > 0) {
      number.append(".,/:eE ".charAt(random.nextInt(3) > 0 ? 0 : random.nextInt(7)));
      random.ints(random.nextInt(26), 0, 10).forEach(number::append);
    }
    return number.toString();
  }

  private static String rows(Random random, int count, int plain, String separator) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int width = random.nextInt(200) == 0 ? 1 + random.nextInt(5) : 3;
      text.append(
          IntStream.range(0, width)
              .mapToObj(_ -> value(random, plain))
              .collect(Collectors.joining(separator)));
      text.append(random.nextInt(40) == 0 ? separator : "");
      text.append(ENDS.get(random.nextInt(plain > 50 ? 3 : ENDS.size())));
    }
    return text.toString();
  }

  private String read(String text, Separator separator, Optional<String> comment) {
    CsvFormat format =
        new CsvFormat(
            Header.SURE,
            Optional.empty(),
            Optional.of(separator),
            comment,
            Optional.empty(),
            MissingWords.USUAL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try {
      Table table = Tables.of(folder, text, format);
      StringBuilder all = new StringBuilder();
      for (int row = 0; row < table.rows(); row++) {
        all.append(table.line(row));
        for (Column column : table.columns()) {
          all.append('|').append(column.text(row)).append('=').append(column.number(row));
          all.append(column.isMissing(row));
        }
        all.append('\n');
      }
      return all.append(table.columns()).append(table.remarks()).toString();
    } catch (AtledException e) {
      return String.format(Locale.ROOT, "error: %s", e.getMessage());
    }
  }

  private boolean check(String text, Separator separator, int number) {
    String plain = read(text, separator, Optional.of(""));
    assertThat(plain).as("text %s", number).isEqualTo(read(text, separator, NEVER));
    return !plain.startsWith("error: ");
  }

  @Test
  void shortTexts() {
    int read = 0;
    for (int i = 0; i < TEXTS; i++) {
      Random random = new Random(i);
      Separator separator = PLAIN.get(i % PLAIN.size());
      String mark = separator.mark;
      String head = (i % 5 == 0 ? "\uFEFF" : "") + String.join(mark, "a", "b", "c\n");
      String text = head + rows(random, 1 + i % 6, i % 90, mark);
      String cut = i % 3 == 0 ? text.stripTrailing() : text;
      String last = i % 7 == 0 ? cut.substring(0, cut.length() - 1) : cut;
      read += check(last, separator, i) ? 1 : 0;
    }
    assertThat(read).isBetween(TEXTS / 4, TEXTS - TEXTS / 100);
  }

  /** Numbers that are made by words of bytes, since enough follows, and rows that wait together. */
  @Test
  void longTexts() {
    int read = 0;
    for (int i = 0; i < TEXTS / 5; i++) {
      Random random = new Random(i);
      Separator separator = PLAIN.get(i % PLAIN.size());
      String mark = separator.mark;
      String head = String.join(mark, "a", "b", "c") + (i % 3 == 0 ? "\r\n" : "\n");
      String more = String.join(mark, "1.5", "-2", "3\n").repeat(20);
      String text = head + rows(random, i % 40, 100 - i % 7, mark) + more;
      read += check(i % 11 == 0 ? text + mark + "\n" : text, separator, i) ? 1 : 0;
    }
    assertThat(read).isBetween(TEXTS / 20, TEXTS / 5 - 2);
  }

  /** Rows wait in blocks, which a text in one of them ends. */
  @Test
  void manyRows() {
    StringBuilder text = new StringBuilder("a;b;c\n");
    Random random = new Random(5);
    for (int i = 0; i < 9000; i++) {
      String middle = i % 900 == 7 ? "" : Integer.toString(i);
      text.append(i).append(';').append(i % 1700 == 1699 ? "a text in a row" : middle);
      text.append(';').append(random.nextInt(1000)).append(i % 4000 < 2000 ? ",5\n" : "\n\n");
    }
    assertThat(check(text.toString(), Separator.SEMICOLON, 0)).isTrue();
  }

  /** What stands where one part ends and the next begins. */
  @Test
  void overTheEndsOfParts() {
    int read = 0;
    for (int i = 0; i < LONG; i++) {
      Random random = new Random(i);
      StringBuilder text = new StringBuilder("a,b,c\n");
      while (text.length() < PART - 100) {
        text.append("1.5,-2,\"x\"\r\n");
      }
      text.append("7,8,9").append("0".repeat(random.nextInt(12))).append("\r\n");
      String odd = rows(random, 12, 60, ",") + "1,2,3\n".repeat(random.nextInt(3)) + "4,5,6";
      read += check(text + odd, Separator.COMMA, i) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(LONG / 3);
  }
}
