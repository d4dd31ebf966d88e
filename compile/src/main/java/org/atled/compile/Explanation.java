package org.atled.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.spi.Kernel;

/**
 * A plan as people read it.
 *
 * @param loops in the order in which they run
 * @param arenaBytes what the intermediates take together
 * @param intermediateBytes what they would take if each had a place of its own
 */
public record Explanation(List<Loop> loops, long arenaBytes, long intermediateBytes) {
  /**
   * One walk over tensors.
   *
   * @param title what it computes, with its sizes
   * @param origins the operations in it, each with the line that it comes from
   * @param flops multiplications, additions and other arithmetic of floats; an fma counts twice
   * @param bytes of the operands, each read or written once
   * @param seconds what it took on average, where the runs were timed
   */
  public record Loop(
      String title, List<String> origins, long flops, long bytes, OptionalDouble seconds) {
    public Loop {
      origins = List.copyOf(origins);
    }
  }

  public Explanation {
    loops = List.copyOf(loops);
  }

  /**
   * Explains a plan.
   *
   * @param seconds for each loop what it took; empty if nobody timed it
   */
  static Explanation of(Plan plan, double[] seconds) {
    List<Loop> loops = new ArrayList<>();
    for (int i = 0; i < plan.loops().size(); i++) {
      Plan.Loop loop = plan.loops().get(i);
      loops.add(
          new Loop(
              title(loop),
              loop.origins().stream().map(Explanation::text).distinct().toList(),
              loop.kernels().stream().mapToLong(Kernel::flops).sum(),
              loop.kernels().stream().mapToLong(Kernel::bytes).sum(),
              seconds.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds[i])));
    }
    return new Explanation(loops, plan.layout().bytes(), plan.layout().bytesOfAll());
  }

  /** {@code relu ReLU.of(ReLU.java:9)}: without module, package and the names of lambdas. */
  private static String text(Origin origin) {
    String line =
        origin
            .line()
            .replaceFirst("^.*/", "")
            .replaceFirst("lambda\\$(\\w+)\\$\\d+", "$1")
            .replaceFirst("^(?:[a-z_0-9]+\\.)+", "");
    return String.format(Locale.ROOT, "%-14s %s", origin.operation(), line);
  }

  private static String title(Plan.Loop loop) {
    return loop.kernels().size() == 1
        ? loop.kernels().getFirst().title()
        : "row by row, "
            + loop.rows()
            + " rows: "
            + loop.kernels().stream().map(Kernel::title).collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < loops.size(); i++) {
      Loop loop = loops.get(i);
      text.append(String.format(Locale.ROOT, "%3d  %s%n", i + 1, loop.title()));
      loop.origins().forEach(origin -> text.append(String.format("       %s%n", origin)));
      text.append(
          String.format(Locale.ROOT, "       %,d flops, %,d bytes%n", loop.flops(), loop.bytes()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d %s; the intermediates, %,d bytes, share an arena of %,d bytes%n",
            loops.size(),
            loops.size() == 1 ? "loop" : "loops",
            intermediateBytes,
            arenaBytes));
    return text.toString();
  }
}
