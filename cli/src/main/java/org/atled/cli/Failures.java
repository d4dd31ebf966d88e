package org.atled.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong; with {@code --debug} also where in the code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final PrintWriter err;
  private final boolean debug;

  Failures(PrintWriter err, String... args) {
    this.err = err;
    this.debug = List.of(args).contains("--debug");
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String help = " See " + line.getCommandSpec().qualifiedName() + " --help.";
    say(
        switch (e) {
          case UnmatchedArgumentException unmatched ->
              unmatched(unmatched.getUnmatched().getFirst(), line) + help;
          case MissingParameterException missing -> text(missing) + "." + help;
          case OverwrittenOptionException twice ->
              "Option '" + name(twice.getOverwritten()) + "' is given twice; leave one out." + help;
          // What our own code says is a sentence; what picocli says is not.
          default -> text(e).endsWith(".") ? text(e) : text(e) + "." + help;
        },
        e);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    return report(e);
  }

  /**
   * Failed: by what Atled throws on purpose, for want of memory or of a reader, or by a bug. An
   * argument that does not fit is used wrongly, wherever that was found: at once, or when the model
   * or the data were looked at.
   */
  int report(Throwable e) {
    if (e instanceof ClosedPipeException) {
      return ClosedPipeException.EXIT_CODE;
    }
    String message =
        switch (e) {
          case AtledException known -> known.getMessage();
          case OutOfMemoryError memory ->
              "Out of memory ("
                  + memory.getMessage()
                  + "): the heap may grow to "
                  + Text.bytes(Runtime.getRuntime().maxMemory())
                  + "; take a smaller model or batch, or more heap: ATLED_JAVA_OPTS=-Xmx8g.";
          default ->
              "This is a bug in Atled: "
                  + e
                  + (debug ? "." : ". Run it again with --debug to see where, and report that.");
        };
    say(message, e);
    return e instanceof ArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String text(ParameterException e) {
    return Objects.requireNonNullElse(e.getMessage(), "These arguments cannot be read.");
  }

  private static String unmatched(String argument, CommandLine line) {
    String quoted = "\"" + argument + "\"";
    if (argument.startsWith("-")) {
      return "There is no option " + quoted + "." + Spelling.guess(argument, options(line));
    }
    return line.getSubcommands().isEmpty()
        ? quoted + " is one argument too many."
        : noCommand(argument, line);
  }

  static String noCommand(String name, CommandLine line) {
    return "There is no command \""
        + name
        + "\"."
        + Spelling.guess(name, line.getSubcommands().keySet());
  }

  private static List<String> options(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }

  private void say(String message, Throwable e) {
    err.println("atled: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
