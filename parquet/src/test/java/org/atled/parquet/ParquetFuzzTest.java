package org.atled.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
class ParquetFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz", 500);
  private static final int SEED = Integer.getInteger("fuzz.seed", 0);
  private static final long MEMORY = 64L << 20;

  @TempDir Path folder;

  @Test
  @Timeout(3_600) // none may hang
  void noDamageGivesAnythingButAtledsOwnErrors() throws IOException, JMException {
    List<byte[]> files =
        List.of(
            ParquetFormReaderTest.bytes("index"),
            ParquetFormReaderTest.bytes("int96"),
            ParquetFormReaderTest.bytes("second"),
            ParquetFormReaderTest.bytes("zstd"));
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Random random = new Random(SEED + (long) i);
      byte[] damaged = mutant(files.get(i % files.size()), random);
      Path file = Files.write(folder.resolve("t.parquet"), damaged);
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

  private static byte[] mutant(byte[] file, Random random) {
    byte[] damaged = file.clone();
    // Most of what a file says of itself stands at its end; its first bytes say what it is.
    boolean end = random.nextBoolean();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int from = end ? damaged.length * 3 / 4 : 5;
      int at = from + random.nextInt(damaged.length - from);
      switch (random.nextInt(5)) {
        case 0, 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> damaged[at] = (byte) random.nextInt();
        case 3 -> Arrays.fill(damaged, at, Math.min(damaged.length, at + 4), (byte) 0xFF);
        default ->
            System.arraycopy(
                damaged,
                5 + random.nextInt(damaged.length - 40),
                damaged,
                at,
                Math.min(random.nextInt(30), damaged.length - at));
      }
    }
    return random.nextInt(8) == 0
        ? Arrays.copyOf(damaged, random.nextInt(file.length - 5) + 5)
        : damaged;
  }

  /** Bytes that all threads have allocated so far. */
  private static long allocated() throws JMException {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
  }
}
