package org.atled.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.atled.bench.Roofline;
import org.atled.bench.Row;
import org.atled.bench.Workload;
import org.atled.compile.Explanation;

/**
 * Prints rows as they are found.
 *
 * @param out for the rows
 * @param people for what is said beside them
 * @param json whether rows are for programs
 */
record BenchReport(PrintWriter out, PrintWriter people, boolean json) {
  void say(String sentence) {
    people.println(sentence);
    people.flush();
  }

  void row(Row row) {
    out.println(json ? row.json().compact() : text(row));
    out.flush();
  }

  /** The plan that a workload runs. */
  void plan(Workload workload, Explanation plan) {
    say("");
    say("The plan of " + workload.name() + ", " + workload.shape() + ":");
    say(plan.toString().stripTrailing());
  }

  /** What each loop of a plan took, and how near that is to what the machine allows. */
  void profile(Workload workload, Explanation plan, Roofline limits) {
    double all = plan.loops().stream().mapToDouble(loop -> loop.seconds().orElse(0)).sum();
    say("");
    say(
        "The loops of "
            + workload.name()
            + ", "
            + workload.shape()
            + ", with their shares of the step, of the multiply-adds");
    say("and of the memory's speed that this machine allows (a cache may be faster than memory):");
    int number = 1;
    for (Explanation.Loop loop : plan.loops()) {
      double seconds = loop.seconds().orElse(0);
      say(
          String.format(
              Locale.ROOT,
              "%3d  %8.1f us  %4.1f %%  %3.0f %% fma  %3.0f %% memory  %s",
              number++,
              1e6 * seconds,
              100 * seconds / all,
              100 * loop.flops() / seconds / limits.flops(),
              100 * loop.bytes() / seconds / limits.memory(),
              loop.title()));
    }
    say(String.format(Locale.ROOT, "     %8.1f us", 1e6 * all));
  }

  /** One line, in columns. */
  static String text(Row row) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%-14s  %-25s  %2d thr  %s ms (%s to %s)",
            row.name(),
            row.shape(),
            row.threads(),
            milliseconds(row.times().median()),
            milliseconds(row.times().min()).strip(),
            milliseconds(row.times().max()).strip()));
    row.rate()
        .ifPresent(rate ->
            line.append(String.format(Locale.ROOT, "  %.1f %s", rate.value(), rate.unit().sign())));
    row.forked()
        .ifPresent(all ->
            line.append(
                String.format(
                    Locale.ROOT,
                    "  worst of %d: %s ms (x%.2f)",
                    all.forks(),
                    milliseconds(all.worst()).strip(),
                    all.worst() / row.times().median())));
    row.share()
        .ifPresent(known ->
            line.append(
                String.format(
                    Locale.ROOT,
                    "  %.0f %% of %s",
                    100 * known.share(),
                    known.bound().name().toLowerCase(Locale.ROOT))));
    return line.toString();
  }

  /** Four digits that matter. */
  private static String milliseconds(double time) {
    int decimals = time >= 1000 ? 0 : time >= 100 ? 1 : time >= 10 ? 2 : time >= 1 ? 3 : 5;
    return String.format(Locale.ROOT, "%8." + decimals + "f", time);
  }
}
