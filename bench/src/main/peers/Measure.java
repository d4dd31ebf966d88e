import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Times rows as {@code atled bench} does, but for its wait for compilers, and prints each as a JSON
 * object on a line.
 */
final class Measure {
  static final long[][] VECTORS = {{1_000_000}, {10_000}};
  static final long[][] MATRICES = {{1_000, 1_000}, {100, 100}};
  static final long[][] BATCHES = {{64, 128, 128}, {512, 32, 32}};
  static final long[][] TABLE = {{100_000, 64}};
  static final long[][] LONG = {{1_000_000}};

  private static final boolean LEAST_EFFORT = "least".equals(System.getenv("PEER_EFFORT"));
  private static final double LEAST_WARM_UP = LEAST_EFFORT ? 0 : 3;
  private static final double MOST_WARM_UP = LEAST_EFFORT ? 0 : 30;
  private static final double WINDOW = LEAST_EFFORT ? 0 : 0.25;
  private static final double LEAST = LEAST_EFFORT ? 0 : 0.3;
  private static final int REPETITIONS = LEAST_EFFORT ? 1 : 7;
  private static final int RECENT = 8;

  private final String peer;
  private final int threads;
  private final List<String> words;

  /**
   * @param arguments the number of threads, and then words of which a row must have one, or its
   *     name
   */
  Measure(String peer, String... arguments) {
    this.peer = peer;
    this.threads = Integer.parseInt(arguments[0]);
    this.words = List.of(arguments).subList(1, arguments.length);
  }

  int threads() {
    return threads;
  }

  /** Measures one operation of several shapes; of the ways to compute it the fastest counts. */
  void row(String title, long[][] shapes, Function<long[], List<Runnable>> ways) {
    row("ops", title, shapes, ways);
  }

  /** The same of another benchmark. */
  void row(String name, String title, long[][] shapes, Function<long[], List<Runnable>> ways) {
    for (long[] sizes : shapes) {
      String text = Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining("x"));
      row(name, title + " " + text, () -> ways.apply(sizes));
    }
  }

  /** The same of a shape that is written out. */
  void row(String name, String shape, Supplier<List<Runnable>> ways) {
    if (words.isEmpty()
        || words.contains(name)
        || Arrays.stream(shape.split(" ")).anyMatch(words::contains)) {
      print(name, shape, ways.get());
    }
  }

  private void print(String name, String shape, List<Runnable> ways) {
    double[] best = {Double.POSITIVE_INFINITY, 0, 0};
    for (Runnable way : ways) {
      double[] found = times(way);
      best = found[0] < best[0] ? found : best;
    }
    String row =
        "{\"peer\": \"%s\", \"name\": \"%s\", \"shape\": \"%s\", \"threads\": %d,"
            + " \"median_ms\": %.6g, \"min_ms\": %.6g, \"max_ms\": %.6g}";
    System.out.println(
        String.format(
            Locale.ROOT,
            row,
            peer,
            name,
            shape,
            threads,
            1e3 * best[0],
            1e3 * best[1],
            1e3 * best[2]));
  }

  /** Seconds of one call: median, least and greatest. */
  private static double[] times(Runnable way) {
    List<Double> windows = new ArrayList<>();
    double spent = 0;
    do {
      double window = 0;
      int count = 0;
      do {
        window += seconds(1, way);
        count++;
      } while (window < WINDOW);
      spent += window;
      windows.add(window / count);
    } while (spent < LEAST_WARM_UP || (spent < MOST_WARM_UP && !isSettled(windows)));
    int count = (int) (LEAST / windows.getLast()) + 1;
    double[] found = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      found[i] = seconds(count, way) / count;
    }
    Arrays.sort(found);
    return new double[] {found[REPETITIONS / 2], found[0], found[REPETITIONS - 1]};
  }

  private static boolean isSettled(List<Double> windows) {
    int before = windows.size() - RECENT;
    if (before <= 0) {
      return false;
    }
    double change =
        least(windows.subList(before, windows.size())) / least(windows.subList(0, before));
    return change >= 0.97 && change <= 1.2;
  }

  private static double least(List<Double> windows) {
    return windows.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double seconds(int count, Runnable way) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      way.run();
    }
    return 1e-9 * (System.nanoTime() - start);
  }
}
