package org.atled.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.atled.bench.Row;

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

  /** One line, in columns. */
  static String text(Row row) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%-9s  %-25s  %2d thr  %s ms (%s to %s)",
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
