package org.atled.cli;

import java.io.PrintWriter;
import java.util.List;
import org.atled.core.error.AtledException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
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
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      message += near(unmatched);
    }
    if (e instanceof UnmatchedArgumentException || e instanceof MissingParameterException) {
      CommandLine line = e.getCommandLine();
      message += "; see " + line.getCommandSpec().qualifiedName() + " --help";
    }
    say(message, e);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    return report(e);
  }

  /** Failed: by what Atled throws on purpose, for want of memory, or by a bug. */
  int report(Throwable e) {
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
    return ExitCode.SOFTWARE;
  }

  private static String near(UnmatchedArgumentException e) {
    List<String> suggestions = e.getSuggestions();
    return suggestions.isEmpty() ? "" : "; did you mean " + suggestions.getFirst() + "?";
  }

  private void say(String message, Throwable e) {
    err.println("atled: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
