package org.atled.compile;

import java.util.Locale;
import java.util.stream.Collectors;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Strided;

/** A plan as people read it. */
record Explanation(Plan plan) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < plan.loops().size(); i++) {
      Plan.Loop loop = plan.loops().get(i);
      text.append(String.format(Locale.ROOT, "%3d  %s%n", i + 1, title(loop.kernel())));
      for (Origin origin : loop.origins()) {
        text.append("       ").append(origin.operation()).append("  ").append(origin.line());
        text.append(System.lineSeparator());
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d %s; intermediates %,d bytes, in an arena of %,d%n",
            plan.loops().size(),
            plan.loops().size() == 1 ? "loop" : "loops",
            plan.layout().bytesOfAll(),
            plan.layout().bytes()));
    return text.toString();
  }

  private static String title(Kernel kernel) {
    String name =
        switch (kernel) {
          case Kernel.Fill _ -> "fill";
          case Kernel.Copy _ -> "copy";
          case Kernel.Map k -> "map of " + k.expression().code().size() + " instructions";
          case Kernel.Reduce k -> "reduce by " + k.combiner().name().toLowerCase(Locale.ROOT);
          case Kernel.ArgReduce _ -> "index of the extremum";
          case Kernel.Gemm k -> "gemm" + (k.after().isPresent() ? " and map" : "");
          case Kernel.Gather _ -> "gather";
          case Kernel.ScatterAdd _ -> "scatter-add";
          case Kernel.Random _ -> "random";
        };
    return name
        + "  "
        + Operands.read(kernel).stream().map(Explanation::shape).collect(Collectors.joining(" "))
        + " → "
        + Operands.written(kernel).stream()
            .map(Explanation::shape)
            .collect(Collectors.joining(" "));
  }

  private static String shape(Strided window) {
    return window.dtype() + window.shape().toString();
  }
}
