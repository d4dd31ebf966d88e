package org.atled.cli;

import java.time.Duration;
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

  /**
   * A bar that is drawn until it is closed, and then gone.
   *
   * @param done what was done before, from which the time left does not follow
   */
  static ProgressBar on(TerminalLine line, String task, long max, long done) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(max)
        .startsFrom(done, Duration.ZERO)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setRenderer(new Bar())
        .setConsumer(line)
        .build();
  }

  @Override
  public String render(ProgressState state, int columns) {
    double done = state.getNormalizedProgress();
    String left =
        left(
            state.getElapsedAfterStart().toMillis() / 1000.0,
            state.getCurrent() - state.getStart(),
            state.getMax() - state.getCurrent());
    String before = state.getTaskName() + String.format(" %3.0f %% ", 100 * done);
    String after = " " + left + " left  " + state.getExtraMessage();
    int cells = Math.min(MOST_CELLS, columns - before.length() - after.length());
    String bar = cells < FEWEST_CELLS ? "" : cells(done, cells);
    String text = before + bar + after;
    return text.substring(0, Math.min(text.length(), columns)).stripTrailing();
  }

  /**
   * How long it will take.
   *
   * @param seconds that what was done here took
   */
  static String left(double seconds, long doneHere, long toDo) {
    return doneHere > 0 ? Text.time(seconds * toDo / doneHere) : "-:--";
  }

  private static String cells(double done, int cells) {
    int filled = (int) Math.round(done * cells);
    return FULL.repeat(filled) + EMPTY.repeat(cells - filled);
  }
}
