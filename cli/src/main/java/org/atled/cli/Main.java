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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The {@code atled} command. */
@Command(
    name = "atled",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Deep learning in pure Java.",
    footer = {
      "",
      "Begin with: atled train digits",
      "Exit codes: 0 done, 1 failed, 2 used wrongly, 130 ended by Ctrl-C,",
      "141 nobody reads the output any more."
    })
public final class Main implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          CompareCommand.class,
          InspectCommand.class,
          EvalCommand.class,
          PredictCommand.class,
          GenerateCommand.class,
          ExplainCommand.class,
          CalibrateCommand.class,
          SummaryCommand.class,
          LectureCommand.class,
          PlotCommand.class,
          NewCommand.class,
          BenchCommand.class,
          DoctorCommand.class,
          HelpCommand.class);

  private final CommandLine line = new CommandLine(this);

  private final Streams streams;

  private Main(Streams streams, List<String> args) {
    this.streams = streams;
    COMMANDS.forEach(type -> add(type, args));
  }

  /** A command that no argument names is its summary alone: reading its options takes long. */
  private void add(Class<?> type, List<String> args) {
    Command about = Objects.requireNonNull(type.getAnnotation(Command.class));
    boolean named = args.stream().anyMatch(arg -> arg.equals(about.name()) || arg.startsWith("@"));
    CommandLine command =
        new CommandLine(named ? CommandSpec.forAnnotatedObject(type) : CommandSpec.create());
    if (!named) {
      command.getCommandSpec().usageMessage().description(about.description());
    } else if (type == TrainCommand.class) {
      command
          .getHelpSectionMap()
          .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> TrainChoices.text());
    }
    line.addSubcommand(about.name(), command);
  }

  @Override
  public void run() {
    line.usage(line.getOut());
  }

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
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
    int exitCode = run(streams, args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  Streams streams() {
    return streams;
  }

  /** Runs a command; gives its exit code. */
  static int run(Streams streams, String... args) {
    PrintWriter out = streams.out();
    PrintWriter err = streams.err();
    CommandLine line = new Main(streams, List.of(args)).line;
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
      if (parsed.hasSubcommand()) {
        Logging.LOGGER.setLevel(Level.WARNING);
      }
      return new RunLast().execute(parsed);
    } catch (ClosedPipeException e) {
      return ClosedPipeException.EXIT_CODE;
    }
  }

  /**
   * What a library tells at INFO, such as the loops it computes with, people ask {@code atled
   * doctor}. Help is there sooner without any logging.
   */
  private static final class Logging {
    /** Held, or the level would be forgotten with it. */
    private static final Logger LOGGER = Logger.getLogger("org.atled");
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
