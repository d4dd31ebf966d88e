package org.atled.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.AtledException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code atled train} with settings in place of arguments. */
record TrainFromSettings(CommandLine line) {
  /** Trains; gives the exit code. */
  int run(Settings settings, boolean dryRun) {
    return run(settings, dryRun, line.getOut());
  }

  /**
   * The same.
   *
   * @param out where it prints
   */
  int run(Settings settings, boolean dryRun, PrintWriter out) {
    CommandSpec root =
        CommandSpec.wrapWithoutInspection(line.getCommandSpec().root().userObject())
            .name(line.getCommandSpec().root().name());
    CommandLine whole = new CommandLine(root);
    CommandLine train = new CommandLine(CommandSpec.forAnnotatedObject(TrainCommand.class));
    whole.addSubcommand("train", train);
    whole.setOut(out).setErr(line.getErr());
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(SettingTable.of(train.getCommandSpec()).arguments(settings));
    if (dryRun) {
      arguments.add("--dry-run");
    }
    whole.parseArgs(arguments.toArray(String[]::new));
    if (train.getCommandSpec().userObject() instanceof TrainCommand command) {
      return command.call();
    }
    throw new AtledException("This is no command that trains.");
  }
}
