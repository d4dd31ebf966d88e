package org.atled.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled help}. */
@SuppressWarnings("NullAway.Init")
@Command(name = "help", description = "Show the help of a command, or the one of atled.")
final class HelpCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "Which command (default: all in short).")
  Optional<String> command = Optional.empty();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Override
  public Integer call() {
    CommandLine atled = spec.root().commandLine();
    CommandLine wanted = command.map(name -> named(name, atled)).orElse(atled);
    wanted.usage(atled.getOut());
    return 0;
  }

  private static CommandLine named(String name, CommandLine atled) {
    CommandLine found = atled.getSubcommands().get(name);
    if (found == null) {
      throw new ParameterException(atled, Failures.noCommand(name, atled) + " See atled --help.");
    }
    return found;
  }
}
