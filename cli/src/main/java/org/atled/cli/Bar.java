package org.atled.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** How a progress bar looks: {@code digits 45 % [####......] 0:12 left loss 0.1234 …}. */
final class Bar implements ProgressBarRenderer {
  private static final int MOST_CELLS = 24;
  private static final int FEWEST_CELLS = 5;
  private static final int UPDATE_MILLIS = 100;

  private static final String FULL = "█";
  private static final String EMPTY = "░";

  private Bar() {}

  /** A bar that is drawn until it is closed, and then gone. */
  static ProgressBar on(TerminalLine line, String task, long max) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(max)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setRenderer(new Bar())
        .setConsumer(line)
        .build();
  }

  @Override
  public String render(ProgressState state, int columns) {
    double done = state.getNormalizedProgress();
    double seconds = state.getElapsedAfterStart().toMillis() / 1000.0;
    String left = done > 0 ? Text.time(seconds * (1 - done) / done) : "-:--";
    String before = state.getTaskName() + String.format(" %3.0f %% ", 100 * done);
    String after = " " + left + " left  " + state.getExtraMessage();
    int cells = Math.min(MOST_CELLS, columns - before.length() - after.length());
    String bar = cells < FEWEST_CELLS ? "" : cells(done, cells);
    String text = before + bar + after;
    return text.substring(0, Math.min(text.length(), columns)).stripTrailing();
  }

  private static String cells(double done, int cells) {
    int filled = (int) Math.round(done * cells);
    return FULL.repeat(filled) + EMPTY.repeat(cells - filled);
  }
}
