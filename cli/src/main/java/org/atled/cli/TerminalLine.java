package org.atled.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The last line of a terminal, which is drawn again and again, and lines that appear above it. */
final class TerminalLine implements ProgressBarConsumer {
  private static final int USUAL_COLUMNS = 80;

  private final PrintWriter out;
  private final int columns;
  private String shown = "";

  TerminalLine(PrintWriter out) {
    this.out = out;
    this.columns = columns();
  }

  /** Whether somebody watches: standard input and output are a terminal. */
  static boolean isThere() {
    return System.console() != null && System.console().isTerminal();
  }

  @Override
  public int getMaxRenderedLength() {
    return columns - 1;
  }

  @Override
  public synchronized void accept(String text) {
    // Spaces over what was longer, rather than escape codes that not every terminal knows.
    out.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
    out.flush();
    shown = text;
  }

  /** Prints a line above the one that is drawn. */
  synchronized void above(String text) {
    String drawn = shown;
    clear();
    out.println(text);
    accept(drawn);
  }

  @Override
  public synchronized void clear() {
    accept("");
    out.print("\r");
    out.flush();
  }

  @Override
  public void close() {
    clear();
  }

  /** Asks {@code stty}, which Linux and macOS have; elsewhere the usual number. */
  private static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String[] size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .strip()
              .split(" ");
      boolean ended = stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0;
      int found = ended && size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return found > 0 ? found : USUAL_COLUMNS;
    } catch (IOException | NumberFormatException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }
}
