package org.atled.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code atled} command. */
@Command(
    name = "atled",
    mixinStandardHelpOptions = true,
    version = "atled 0.1.0-SNAPSHOT",
    description = "Deep learning in pure Java.")
public final class Main implements Runnable {
  private final CommandLine line = new CommandLine(this);

  private Main() {}

  @Override
  public void run() {
    line.usage(line.getOut());
  }

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
    System.exit(new Main().line.execute(args));
  }
}
