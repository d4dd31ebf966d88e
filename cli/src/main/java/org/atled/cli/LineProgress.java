package org.atled.cli;

import java.io.PrintWriter;
import org.atled.train.EpochReport;

/** A plain line for each file and each epoch: for pipes and logs. */
final class LineProgress implements Progress {
  private final PrintWriter out;
  private int epochs;

  LineProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void epochStarted(int epoch, int of, long examples) {
    epochs = of;
  }

  @Override
  public void epochDone(EpochReport report) {
    say(Progress.line(report, epochs));
  }

  @Override
  public void received(String file, long bytes, long total) {
    if (bytes == total) {
      say(Progress.downloaded(file, total));
    }
  }

  @Override
  public void say(String line) {
    synchronized (out) {
      try {
        out.println(line);
        out.flush();
      } catch (ClosedPipeException e) {
        // What is being learned is worth more than a reader: it goes on, and is saved.
      }
    }
  }

  @Override
  public void end() {}
}
