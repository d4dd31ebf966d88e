package org.atled.cli;

import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.atled.train.EpochReport;

/** A bar for each file and one over all epochs, with a line above it for each that is over. */
final class BarProgress implements Progress {
  private final TerminalLine line;
  private Optional<ProgressBar> current = Optional.empty();
  private int epochs;
  private int epoch;
  private long examples;
  private long start;

  /** Examples of the epoch that were learned from before this run. */
  private long before;

  BarProgress(TerminalLine line) {
    this.line = line;
  }

  @Override
  public void runStarted() {
    before = 0;
  }

  @Override
  public void resumed(List<EpochReport> history, long seen) {
    before = seen;
  }

  @Override
  public void epochStarted(int number, int of, long count) {
    epoch = number;
    epochs = of;
    examples = count;
    start = System.nanoTime();
    bar("training", of * count, (epoch - 1) * examples + before);
  }

  @Override
  public void stepDone(long seen, EpochReport.Measured soFar) {
    double seconds = (System.nanoTime() - start) / 1e9;
    bar("training", epochs * examples, 0)
        .stepTo((epoch - 1) * examples + seen)
        .setExtraMessage(
            "epoch "
                + epoch
                + "/"
                + epochs
                + "  "
                + soFar
                + "  "
                + Text.grouped((seen - before) / seconds)
                + "/s");
  }

  @Override
  public void epochDone(EpochReport report) {
    before = 0;
    say(Progress.line(report, epochs));
  }

  @Override
  public void received(String file, long bytes, long total) {
    bar(file, total, 0).stepTo(bytes);
    if (bytes == total) {
      end();
      say(Progress.downloaded(file, total));
    }
  }

  /** The bar of this task, which replaces that of another, and begins where so much is done. */
  private ProgressBar bar(String task, long max, long done) {
    Optional<ProgressBar> same = current.filter(bar -> bar.getTaskName().equals(task));
    if (same.isPresent()) {
      return same.get();
    }
    end();
    ProgressBar bar = Bar.on(line, task, max, done);
    current = Optional.of(bar);
    return bar;
  }

  @Override
  public void say(String text) {
    line.above(text);
  }

  @Override
  public void end() {
    current.ifPresent(ProgressBar::close);
    current = Optional.empty();
  }
}
