package org.atled.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.atled.core.error.AtledException;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Inspection;
import org.atled.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were damaged in many ways: each is read, or refused with Atled's own error that names
 * it, in little memory. {@code -Dfuzz=100000} tries so many instead of the usual 2,000.
 */
class ExcelFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz", 500);
  private static final int SEED = Integer.getInteger("fuzz.seed", 0);
  private static final List<String> MARKS =
      List.of(
          "<",
          ">",
          "</row>",
          "</c>",
          "<v>",
          "\"",
          "=",
          "9999999",
          "-1",
          "1E99",
          "1E999999999",
          "ZZZ",
          "XFD1048576",
          "<row r=\"1048577\">",
          "<c r=\"XFD9\"><v>1</v></c>",
          " s=\"99\"",
          " t=\"s\"",
          " t=\"d\"",
          "&amp;",
          "&x;",
          "\0",
          "<!DOCTYPE x>",
          "<f t=\"shared\" si=\"0\"/>",
          "<f t=\"array\" ref=\"A1:XFD1048576\">1</f>");
  private static final long MEMORY = 64L << 20;

  @TempDir Path folder;

  @Test
  @Timeout(3_600) // none may hang
  void noDamageGivesAnythingButAtledsOwnErrors() throws IOException, JMException {
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Random random = new Random(SEED + (long) i);
      byte[] damaged = i % 4 == 0 ? mutant(book(), random) : packed(random);
      Path file = Files.write(folder.resolve("t.xlsx"), damaged);
      long before = allocated();
      refused += isRefused(file, SEED + (long) i);
      assertThat(allocated() - before)
          .as("memory for %s", SEED + (long) i)
          .isLessThan(MEMORY + 4L * damaged.length);
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS - MUTANTS / 10);
  }

  private static int isRefused(Path file, long number) {
    try {
      Table table = CsvFile.read(file, CsvFormat.usual());
      assertThat(table.columns()).isNotEmpty().allMatch(column -> column.size() == table.rows());
      Inspection.of(table);
      return 0;
    } catch (AtledException e) {
      assertThat(e).as("seed %s", number).hasMessageStartingWith(file + ": ");
      return 1;
    } catch (RuntimeException | Error e) {
      return fail("seed %s gave %s".formatted(number, e), e);
    }
  }

  private static Workbook workbook() {
    return new Workbook()
        .sheet(
            "S",
            "1=A:s:a|B:s:day|C:s:c|D:s:d",
            "2=A:n:1.5|B:n1:45350|C:s:x|D:b:1",
            "3=A:f:2.5|B:n2:45351.5|C:t:y|D:b:0",
            "4=A:e:#N/A|B:n3:0.5|C:s:x|D:b:1",
            "5=A:n:4|B:n5:45352|C:s:z");
  }

  private static byte[] book() {
    return workbook().bytes();
  }

  /** The same with damage in what is packed, so that it unpacks all the same. */
  private static byte[] packed(Random random) {
    Map<String, String> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(book()))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        parts.put(e.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> names = List.copyOf(parts.keySet());
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String name = names.get(random.nextInt(names.size()));
      String text = parts.getOrDefault(name, "");
      int at = random.nextInt(text.length());
      String mark =
          random.nextBoolean()
              ? MARKS.get(random.nextInt(MARKS.size()))
              : Integer.toString(random.nextInt(20));
      int gone = random.nextBoolean() ? 0 : random.nextInt(8);
      parts.put(
          name, text.substring(0, at) + mark + text.substring(Math.min(text.length(), at + gone)));
    }
    return Workbook.zip(parts);
  }

  private static byte[] mutant(byte[] file, Random random) {
    byte[] damaged = file.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = 30 + random.nextInt(damaged.length - 30);
      if (random.nextBoolean()) {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        damaged[at] = (byte) random.nextInt();
      }
    }
    return random.nextInt(8) == 0
        ? Arrays.copyOf(damaged, 60 + random.nextInt(file.length - 60))
        : damaged;
  }

  /** Bytes that all threads have allocated so far. */
  private static long allocated() throws JMException {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
  }
}
