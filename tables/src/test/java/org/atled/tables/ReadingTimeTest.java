package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reading takes beside FastCSV's bare pass over the same file, 20 columns of numbers. {@code
 * -Dreading=200} writes so many MB and holds the processor time of all threads, the least of five
 * runs, to twice that of the pass; without, a small file is only read the same.
 */
class ReadingTimeTest {
  private static final int MEGABYTES = Integer.getInteger("reading", 0);
  private static final int COLUMNS = 20;

  @TempDir Path folder;

  @Test
  void aTableTakesAtMostTwiceABarePass() throws Exception {
    Path file = numbers(Math.max(1, MEGABYTES));
    long pass = Long.MAX_VALUE;
    long table = Long.MAX_VALUE;
    for (int i = 0; i < (MEGABYTES > 0 ? 5 : 1); i++) {
      pass = Math.min(pass, nanoseconds(() -> values(file)));
      table = Math.min(table, nanoseconds(() -> CsvFile.read(file, CsvFormat.usual())));
    }
    Table read = CsvFile.read(file, CsvFormat.usual());
    assertThat((long) (read.rows() + 1) * read.columns().size()).isEqualTo(values(file));
    assertThat(read.columns()).hasSize(COLUMNS).allMatch(Column::isNumeric);
    if (MEGABYTES > 0) {
      assertThat((double) table / pass)
          .as("of a bare pass at %.0f MB/s", MEGABYTES * 1e3 / (pass / 1e6))
          .isLessThan(2);
    }
  }

  private Path numbers(int megabytes) throws IOException {
    Random random = new Random(0);
    Path file = folder.resolve("numbers.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < COLUMNS; i++) {
        out.append(i == 0 ? "c" : ",c").append(Integer.toString(i));
      }
      out.append('\n');
      for (long written = 0; written < megabytes * 1_000_000L; ) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < COLUMNS; i++) {
          row.append(i == 0 ? "" : ",").append((float) random.nextGaussian());
        }
        out.append(row.append('\n'));
        written += row.length();
      }
    }
    return file;
  }

  /** How many values FastCSV finds, with their characters in strings. */
  private static long values(Path file) throws IOException {
    try (var records = CsvReader.builder().ofCsvRecord(file)) {
      return records.stream().mapToLong(record -> record.getFields().size()).sum();
    }
  }

  private static long nanoseconds(Callable<?> work) throws Exception {
    long before = processor();
    work.call();
    return processor() - before;
  }

  private static long processor() throws JMException {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
  }
}
