package org.atled.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.expr.Expression;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Strided;

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
              loop.kernels().stream().mapToLong(Explanation::flops).sum(),
              loop.kernels().stream().mapToLong(Explanation::bytes).sum(),
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
        ? title(loop.kernels().getFirst())
        : "row by row, "
            + loop.rows()
            + " rows: "
            + loop.kernels().stream().map(Explanation::title).collect(Collectors.joining("; "));
  }

  private static String title(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Fill k -> "fill " + k.out().shape();
      case Kernel.Copy k -> "copy " + k.out().shape();
      case Kernel.Map k -> "map " + k.outputs().getFirst().shape();
      case Kernel.Reduce k ->
          k.combiner().name().toLowerCase(Locale.ROOT)
              + " of "
              + k.inputs().getFirst().elements() / Math.max(1, k.out().elements())
              + " to "
              + k.out().shape()
              + then(k.after());
      case Kernel.ArgReduce k -> "index of the extremum, to " + k.out().shape();
      case Kernel.Gemm k ->
          "gemm "
              + Arrays.stream(mkn(k)).mapToObj(Integer::toString).collect(Collectors.joining("×"))
              + (k.out().rank() > 2 ? " in " + k.out().shape() : "")
              + then(k.after());
      case Kernel.Gather k -> "gather to " + k.out().shape();
      case Kernel.ScatterAdd k -> "scatter-add to " + k.out().shape();
      case Kernel.Random k -> "random " + k.out().shape();
    };
  }

  private static String then(Optional<Kernel.After> after) {
    return after.map(a -> ", then map of its results").orElse("");
  }

  private static int[] mkn(Kernel.Gemm k) {
    int rank = k.out().rank();
    return new int[] {
      k.out().sizes()[rank - 2], k.a().sizes()[rank - 1], k.out().sizes()[rank - 1]
    };
  }

  private static long flops(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Map k -> k.outputs().getFirst().elements() * flops(k.expression());
      case Kernel.Reduce k ->
          k.inputs().getFirst().elements() * (1 + flops(k.before())) + flops(k.out(), k.after());
      case Kernel.Gemm k -> 2L * k.out().elements() * mkn(k)[1] + flops(k.out(), k.after());
      case Kernel.ScatterAdd k -> k.in().elements();
      case Kernel.Fill _, Kernel.Copy _, Kernel.ArgReduce _, Kernel.Gather _, Kernel.Random _ -> 0;
    };
  }

  private static long flops(Strided out, Optional<Kernel.After> after) {
    return after.map(a -> out.elements() * flops(a.expression())).orElse(0L);
  }

  private static long flops(Expression expression) {
    return expression.code().stream()
        .filter(it -> it.type().isFloating())
        .mapToLong(it ->
            switch (it.primitive()) {
              case ADD, SUB, MUL, DIV, NEG, ABS, MIN, MAX, SQRT, FLOOR, RINT -> 1;
              case FMA -> 2;
              case INPUT, CONSTANT, EQ, LT, LE, SELECT, AND, OR, XOR -> 0;
              case SHL, SHR, USHR, BITS, CONVERT -> 0;
            })
        .sum();
  }

  private static long bytes(Kernel kernel) {
    Optional<Strided> workplace =
        switch (kernel) {
          case Kernel.Gemm k -> k.after().map(a -> k.out());
          case Kernel.Reduce k -> k.after().map(a -> k.out());
          case Kernel.Fill _, Kernel.Copy _, Kernel.Map _, Kernel.ArgReduce _ -> Optional.empty();
          case Kernel.Gather _, Kernel.ScatterAdd _, Kernel.Random _ -> Optional.empty();
        };
    // Of a kernel and a map, the map's outputs are what is written.
    long sum = -workplace.map(Explanation::bytes).orElse(0L);
    for (Strided window : Operands.read(kernel)) {
      sum += bytes(window);
    }
    for (Strided window : Operands.written(kernel)) {
      sum += bytes(window);
    }
    return sum;
  }

  /** Of the elements that a window shows, each once. */
  private static long bytes(Strided window) {
    long elements = 1;
    for (int axis = 0; axis < window.rank(); axis++) {
      elements *= window.strides()[axis] == 0 ? 1 : window.sizes()[axis];
    }
    return elements * window.dtype().bytes();
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
