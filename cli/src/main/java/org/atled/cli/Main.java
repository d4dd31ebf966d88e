package org.atled.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.atled.core.error.AtledException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The {@code atled} command. */
@Command(
    name = "atled",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Deep learning in pure Java.",
    subcommands = {
      TrainCommand.class,
      EvalCommand.class,
      PredictCommand.class,
      SummaryCommand.class,
      LectureCommand.class,
      PlotCommand.class,
      NewCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Begin with: atled train digits",
      "Exit codes: 0 done, 1 failed, 2 used wrongly, 130 ended by Ctrl-C,",
      "141 nobody reads the output any more."
    })
public final class Main implements Runnable {
  /**
   * Held, or the level would be forgotten with it. What a library tells at INFO, such as the loops
   * it computes with, people ask {@code atled doctor}.
   */
  private static final Logger LOGGER = Logger.getLogger("org.atled");

  private final CommandLine line = new CommandLine(this);

  private final Streams streams;

  private Main(Streams streams) {
    this.streams = streams;
    Objects.requireNonNull(line.getSubcommands().get("train"))
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> TrainCommand.choices());
  }

  @Override
  public void run() {
    line.usage(line.getOut());
  }

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
    LOGGER.setLevel(Level.WARNING);
    // Figures are drawn into memory: no window system is to be asked for.
    System.setProperty("java.awt.headless", "true");
    // Not on System.out, which swallows what goes wrong.
    Output out =
        Output.results(
            new FileOutputStream(FileDescriptor.out),
            System.out.charset(),
            List.of(args).contains("--json"));
    Output err = Output.messages(new FileOutputStream(FileDescriptor.err), System.err.charset());
    Streams streams =
        new Streams(
            System.in,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            TerminalLine.isThere());
    System.exit(run(streams, args));
  }

  Streams streams() {
    return streams;
  }

  /** Runs a command; gives its exit code. */
  static int run(Streams streams, String... args) {
    PrintWriter out = streams.out();
    PrintWriter err = streams.err();
    CommandLine line = new Main(streams).line;
    Failures failures = new Failures(err, args);
    int exitCode;
    try {
      exitCode =
          line.setOut(out)
              .setErr(err)
              .setExecutionStrategy(Main::execute)
              .setParameterExceptionHandler(failures)
              .setExecutionExceptionHandler(failures)
              .execute(args);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
      exitCode = failures.report(e);
    }
    try {
      // A writer swallows what a full disk says: output that was lost is no success.
      if (out.checkError()) {
        exitCode = failures.report(new AtledException("Standard output could not be written."));
      }
    } catch (ClosedPipeException e) {
      exitCode = failures.report(e);
    }
    err.flush();
    return exitCode;
  }

  /** Help is printed outside of any command, where picocli takes all exceptions for bugs. */
  private static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (ClosedPipeException e) {
      return ClosedPipeException.EXIT_CODE;
    }
  }

  /** The version that the module was compiled as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"atled " + number()};
    }

    static String number() {
      return Optional.ofNullable(Main.class.getModule().getDescriptor())
          .flatMap(ModuleDescriptor::rawVersion)
          .orElse("of unknown version");
    }
  }
}
