package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tables in every dialect that were damaged in many ways: each is read, or refused with Atled's own
 * error, in little memory. {@code -Dfuzz=1000000} tries so many instead of the usual 10,000; {@code
 * -Dfuzz.seed} begins elsewhere.
 */
class TableFuzzTest {
  /** Blanks that do not break lines, or have no width. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{Z}\\u200B\\u2060\\uFEFF]+|[\\p{Z}\\u200B\\u2060\\uFEFF]+$");

  private static final int MUTANTS = Integer.getInteger("fuzz", 10_000);
  private static final int SEED = Integer.getInteger("fuzz.seed", 0);
  private static final long MEMORY = 64L << 20;

  /** What an error names behind the file: a line, row, column or byte, or what the whole is. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?s).*\\b(lines?|rows?|columns?|byte)\\b.*|.*(the file is empty|packed bytes are damaged"
              + "|, which is not read;).*");

  /** What decides how a table is read. */
  private static final List<String> MARKS =
      List.of(
          ",",
          ";",
          "\t",
          "|",
          " ",
          "  ",
          "\"",
          "'",
          "\"\"",
          "\\",
          "\\\"",
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "#",
          "\n#",
          "%",
          "{",
          "}",
          "[",
          "]",
          ":",
          "\":",
          "0:1",
          "-1:2",
          "\u0000",
          "\u00E9",
          "\uFEFF",
          "sep=;\n",
          "NA",
          "?",
          "-",
          "1e999",
          "-0.0",
          "inf",
          "1,5",
          "1.234,5",
          "007",
          "5 %",
          "$5",
          "2024-02-30",
          "99/99/99",
          "null",
          "true",
          "@data\n",
          "@attribute a real\n",
          "1 99999999:1",
          "{\"a\":{\"b\":[1]}}\n",
          ",,,,",
          ";;;;;;;;");

  @Test
  @Timeout(36_000) // none may hang
  void noDamageGivesAnythingButAtledsOwnErrors() throws JMException {
    Map<String, byte[]> valid = valid();
    valid.forEach((name, file) -> assertThat(read(name, file).rows()).isBetween(9, 20));
    List<String> names = List.copyOf(valid.keySet());
    List<byte[]> files = List.copyOf(valid.values());
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Random random = new Random(SEED + (long) i);
      String name = names.get(i % names.size());
      byte[] other = files.get(random.nextInt(files.size()));
      byte[] damaged = mutant(files.get(i % files.size()), other, random);
      long before = allocated();
      refused += isRefused(damaged, name, SEED + (long) i);
      // All that was ever taken is more than what is held at once.
      assertThat(allocated() - before)
          .as("memory for %s %s", name, SEED + (long) i)
          .isLessThan(MEMORY + 4L * damaged.length);
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS - MUTANTS / 10);
  }

  private static Table read(String name, byte[] file) {
    CsvFormat usual =
        name.equals("pipes") || name.equals("colons")
            ? CsvFormat.usual().withoutHeader()
            : CsvFormat.usual();
    return CsvFile.read(
        new ByteArrayInputStream(file),
        Path.of(name),
        name.startsWith("widths") ? usual.widths(List.of(6, 8, 5)) : usual);
  }

  private static int isRefused(byte[] damaged, String name, long number) {
    try {
      Table table = read(name, damaged);
      assertThat(table.rows()).isPositive();
      assertThat(table.columns()).isNotEmpty().allMatch(column -> column.size() == table.rows());
      Inspection.of(table);
      return 0;
    } catch (AtledException e) {
      assertThat(e).as("%s %s", name, number).hasMessageStartingWith(name + ": ");
      assertThat(e.getMessage().substring(name.length())).as("seed %s", number).matches(PLACE);
      return 1;
    } catch (RuntimeException | Error e) {
      return fail(
          "%s %s, %s, gave %s".formatted(name, number, HexFormat.of().formatHex(damaged), e), e);
    }
  }

  private static byte[] mutant(byte[] file, byte[] other, Random random) {
    byte[] damaged = file.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && damaged.length > 4; i++) {
      int at = random.nextInt(damaged.length);
      byte[] mark = MARKS.get(random.nextInt(MARKS.size())).getBytes(StandardCharsets.UTF_8);
      switch (random.nextInt(9)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt();
        case 2, 3 -> damaged = replaced(damaged, at, 0, mark);
        case 4 -> damaged = replaced(damaged, at, mark.length, mark);
        case 5 -> damaged = Arrays.copyOf(damaged, at);
        case 6 -> damaged = replaced(damaged, at, random.nextInt(20), new byte[0]);
        case 7 -> {
          int from = random.nextInt(other.length);
          int to = Math.min(other.length, from + random.nextInt(40));
          damaged = replaced(damaged, at, 0, Arrays.copyOfRange(other, from, to));
        }
        default -> {
          byte[] many = new byte[mark.length * random.nextInt(200)];
          for (int j = 0; j < many.length; j++) {
            many[j] = mark[j % mark.length];
          }
          damaged = replaced(damaged, at, 0, many);
        }
      }
    }
    return damaged;
  }

  /** With a part put in where another was. */
  private static byte[] replaced(byte[] file, int at, int length, byte[] part) {
    int rest = Math.min(file.length, at + length);
    return ByteBuffer.allocate(at + part.length + file.length - rest)
        .put(file, 0, at)
        .put(part)
        .put(file, rest, file.length - rest)
        .array();
  }

  private static Map<String, byte[]> valid() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String commas = "id,name,price,day\n" + rows(",", "\"a, \"\"%d\"\"\",%d.5,2024-01-%02d");
    put(files, "commas", commas);
    put(files, "semicolons", "sep=;\nid;size;cost;;\n" + rows(";", "%d,25;1.%d00,5;;") + ";;;;\n");
    put(files, "tabs", "\tx\ty\n" + rows("\t", "%d\tNA"));
    put(files, "pipes", rows("|", "0%d12|T%d|yes").replaceAll("(?m)^", "1"));
    put(files, "colons", rows("::", "%d::0%d460").replaceAll("(?m)^", "1"));
    put(files, "blanks", "a b c\n" + rows("   ", "%d.  'k'"));
    put(files, "title", "All of it made up\n\n# by hand\na,b,c\n" + rows(",", "%d,x%d"));
    put(files, "escaped", "a,b\n" + rows(",", "\"say \\\"%d\\\"\""));
    put(files, "marked", "\uFEFFa,a\r\n" + rows(",", "\"$%d,000.5\"").replace("\n", "\r\n"));
    put(files, "widths", "id    name    cost \n" + widths());
    put(
        files,
        "lines.jsonl",
        rows("", "").replaceAll("(\\d+)\n", "{\"a\":$1,\"b\":{\"c\":\"x\"}}\n"));
    put(
        files,
        "array.json",
        "[" + rows("", "").replaceAll("(\\d+)\n", "{\"a\":$1,\n\"b\":[1,null]},") + "{}]");
    put(
        files,
        "weka.arff",
        "@relation r\n@attribute a real\n@attribute 'b c' {x, 'y z'}\n@attribute d string\n@data\n"
            + rows(",", "'y z',\"q%d\"")
            + "{0 1.5, 1 x}\n");
    put(files, "sparse.libsvm", rows(" ", "3:%d.5 7:-1 # k"));
    files.put("packed.gz", packed(commas, true));
    files.put("packed.zip", packed(commas, false));
    return files;
  }

  private static void put(Map<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nine rows that begin with their number. */
  private static String rows(String separator, String rest) {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i < 10; i++) {
      rows.append(i).append(separator).append(rest.formatted(i * 3 % 7, i % 5, i)).append('\n');
    }
    return rows.toString();
  }

  private static String widths() {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i < 10; i++) {
      rows.append("%-6d%-8s%-5s%n".formatted(i, "n " + i, i + ".5"));
    }
    return rows.toString();
  }

  private static byte[] packed(String text, boolean gzip) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : zip(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ZipOutputStream zip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry("t.csv"));
    return zip;
  }

  /** Bytes that this thread has allocated so far. */
  private static long allocated() throws JMException {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(
                new ObjectName("java.lang:type=Threading"), "CurrentThreadAllocatedBytes");
  }

  /** What {@link CsvFile#text} writes is read as what it was, whatever stands in it. */
  @Test
  void whatIsWrittenIsReadAgain() {
    for (int i = 0; i < MUTANTS / 10; i++) {
      Random random = new Random(SEED + (long) i);
      int width = 2 + random.nextInt(4);
      List<List<String>> lines = new ArrayList<>();
      for (int row = 0; row < 3 + random.nextInt(9); row++) {
        List<String> line = new ArrayList<>();
        for (int column = 0; column < width; column++) {
          line.add(row == 0 ? "c" + column : value(random, column == 0));
        }
        lines.add(line);
      }
      byte[] text = CsvFile.text(lines).getBytes(StandardCharsets.UTF_8);
      Table table =
          CsvFile.read(
              new ByteArrayInputStream(text),
              Path.of("t.csv"),
              CsvFormat.usual().withHeader().separatedBy(Separator.COMMA));
      List<List<String>> again = new ArrayList<>();
      for (int row = 0; row < table.rows(); row++) {
        int at = row;
        again.add(table.columns().stream().map(column -> column.text(at)).toList());
      }
      assertThat(again).as("seed %s", SEED + i).isEqualTo(lines.subList(1, lines.size()));
    }
  }

  /** White space around a value is no part of it, a row without a value none, and 0 no text. */
  private static String value(Random random, boolean there) {
    StringBuilder value = new StringBuilder(there ? "v" : "");
    for (int i = random.nextInt(4); i > 0; i--) {
      value.append(MARKS.get(random.nextInt(MARKS.size())));
    }
    String text = value.toString().replace("\u0000", "");
    String longer;
    do {
      longer = text;
      text = AROUND.matcher(longer.strip()).replaceAll("");
    } while (text.length() < longer.length());
    return text;
  }
}
