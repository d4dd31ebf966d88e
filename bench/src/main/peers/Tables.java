import com.sun.management.OperatingSystemMXBean;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Notes;
import org.atled.tables.Preparation;
import org.atled.tables.Problem;
import org.atled.tables.Table;
import org.tribuo.data.csv.CSVLoader;
import org.tribuo.regression.RegressionFactory;

/**
 * Reads a CSV file of 20 columns of numbers, and makes examples of it, by Atled, Smile and Tribuo,
 * and only finds its values, by FastCSV: in turns, in one process. Times are those of the
 * processor, of all threads of the process: other work on the machine does not count. What the
 * first round takes is left out.
 */
final class Tables {
  private static final int COLUMNS = 20;
  private static final String TARGET = "c" + (COLUMNS - 1);
  private static final int ROUNDS = "least".equals(System.getenv("PEER_EFFORT")) ? 1 : 4;

  private Tables() {}

  /**
   * Prints a JSON object for each row.
   *
   * @param arguments the number of threads, which only stands in the rows: all read by one; then
   *     how many millions of bytes the file has, 100 unless told otherwise
   */
  public static void main(String... arguments) throws Exception {
    int megabytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    Path file = Files.createTempFile("numbers", ".csv");
    try {
      write(file, megabytes);
      Map<String, List<Double>> times = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        time(times, "atled", () -> atled(file));
        time(times, "smile", () -> smile(file));
        time(times, "tribuo", () -> tribuo(file));
        time(times, "fastcsv", () -> fastCsv(file));
      }
      for (String peer : List.of("", "smile", "tribuo")) {
        print(peer, "table-prepare", megabytes, times);
      }
      for (String peer : List.of("", "fastcsv")) {
        print(peer, "table-pass", megabytes, times);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, int megabytes) throws IOException {
    Random random = new Random(0);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.append(
          String.join(",", IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).toList()) + "\n");
      for (long written = 0; written < megabytes * 1_000_000L; ) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < COLUMNS; i++) {
          row.append(i == 0 ? "" : ",").append((float) random.nextGaussian());
        }
        out.append(row.append('\n'));
        written += row.length();
      }
    }
  }

  private static Object atled(Path file) {
    Table table = CsvFile.read(file, CsvFormat.usual());
    Problem problem = Problem.of(table, TARGET, List.of(), Optional.empty());
    int[] rows = problem.rows();
    return Preparation.fit(problem, rows).examples(table, rows, "numbers", new Notes());
  }

  /** It has no scaler that reads a file: numbers are all it is asked for. */
  private static Object smile(Path file) throws IOException {
    CSVFormat header = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();
    return smile.io.Read.csv(file, header).toArray();
  }

  private static Object tribuo(Path file) throws IOException {
    return new CSVLoader<>(new RegressionFactory()).load(file, TARGET);
  }

  private static Object fastCsv(Path file) throws IOException {
    try (CsvReader<?> records = CsvReader.builder().ofCsvRecord(file)) {
      return records.stream().count();
    }
  }

  private static void time(Map<String, List<Double>> times, String who, Callable<?> work)
      throws Exception {
    System.gc();
    long before = processor();
    Object result = work.call();
    long spent = processor() - before;
    if (result == null) {
      throw new IllegalStateException(who + " read nothing.");
    }
    times.computeIfAbsent(who, _ -> new ArrayList<>()).add(1e-6 * spent);
  }

  private static long processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Atled's own rows name no peer. */
  private static void print(
      String peer, String title, int megabytes, Map<String, List<Double>> times) {
    List<Double> all = times.get(peer.isEmpty() ? "atled" : peer);
    double[] sorted =
        all.stream().skip(all.size() > 1 ? 1 : 0).mapToDouble(t -> t).sorted().toArray();
    System.out.println(
        String.format(
            Locale.ROOT,
            "{%s\"name\": \"tables\", \"shape\": \"%s 20x%dMB\", \"threads\": 1,"
                + " \"median_ms\": %.6g, \"min_ms\": %.6g, \"max_ms\": %.6g}",
            peer.isEmpty() ? "" : "\"peer\": \"" + peer + "\", ",
            title,
            megabytes,
            sorted[sorted.length / 2],
            sorted[0],
            Arrays.stream(sorted).max().orElseThrow()));
  }
}
