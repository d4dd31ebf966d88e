package org.atled.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.atled.data.DownloadListener;
import org.atled.train.EpochReport;
import org.atled.train.TrainingListener;

/** Shows people how downloads and training go. */
sealed interface Progress extends TrainingListener, DownloadListener
    permits LineProgress, BarProgress {
  /** The way that suits where the output goes. */
  static Progress on(PrintWriter out, boolean bar) {
    return bar ? new BarProgress(new TerminalLine(out)) : new LineProgress(out);
  }

  /** Prints a line; safe from any thread. */
  void say(String line);

  /** Takes away what is drawn; what is said later stays. */
  void end();

  /** The line for an epoch that is over. */
  static String line(EpochReport report, int epochs) {
    int width = Integer.toString(epochs).length();
    return String.format(
        Locale.ROOT,
        "epoch %" + width + "d/%d  %s%s  %s examples/s",
        report.epoch(),
        epochs,
        report.train(),
        report.test().map(test -> "  |  test " + test).orElse(""),
        Text.grouped(report.examplesPerSecond()));
  }

  /** The line for a file that has come. */
  static String downloaded(String file, long bytes) {
    return "downloaded " + file + " (" + Text.bytes(bytes) + ")";
  }
}
