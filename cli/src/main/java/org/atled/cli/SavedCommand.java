package org.atled.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.AtledException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.train.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What was said of a run when it began, kept with it: {@code --resume} says it again. Paths are
 * absolute, and passwords in the address of a database are left out.
 */
final class SavedCommand {
  private static final String ARGUMENTS = "arguments";

  /** What may be said again, or has no part in what is learned. */
  private static final Set<String> AGAIN =
      Set.of("--resume", "--epochs", "--threads", "--plot", "--no-progress", "--json", "--debug");

  private static final String OUT = "--out";

  private SavedCommand() {}

  /**
   * What is kept.
   *
   * @param parsed what was said
   * @param epochs how many there are to be
   */
  static JsonObject of(ParseResult parsed, int epochs) {
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : parsed.matchedOptionsSet()) {
      String name = option.longestName();
      if (AGAIN.contains(name) || name.equals(OUT)) {
        continue;
      }
      if (option.arity().max() == 0) {
        arguments.add(name);
      } else {
        option
            .originalStringValues()
            .forEach(value -> arguments.add(name + "=" + value(option, value)));
      }
    }
    arguments.add("--epochs=" + epochs);
    for (PositionalParamSpec positional : parsed.matchedPositionals()) {
      positional.originalStringValues().forEach(value -> arguments.add(dataset(value)));
    }
    return JsonObject.builder().put(ARGUMENTS, JsonArray.ofStrings(arguments)).build();
  }

  private static String value(OptionSpec option, String value) {
    boolean isPath = Arrays.asList(option.auxiliaryTypes()).contains(Path.class);
    return switch (option.longestName()) {
      case "--jdbc" -> QueryOptions.kept(value);
      case "--model", "--classes" -> isFile(value) ? absolute(value) : value;
      default -> isPath ? absolute(value) : value;
    };
  }

  private static String dataset(String value) {
    boolean isName = !TableFile.isMeant(value) && !ImageOptions.isMeant(value);
    return isName ? value : absolute(value);
  }

  private static boolean isFile(String value) {
    try {
      return Files.isRegularFile(Path.of(value));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String absolute(String value) {
    return Path.of(value).toAbsolutePath().normalize().toString();
  }

  /**
   * Says again what was said when a run began, in place of what is said now.
   *
   * @throws ParameterException if more is said now than may be
   * @throws AtledException if the run was not begun by this command
   */
  static void sayAgain(SavedRun saved, CommandLine line) {
    ParseResult now = line.getParseResult();
    for (OptionSpec option : now.matchedOptionsSet()) {
      if (!AGAIN.contains(option.longestName())) {
        throw new ParameterException(
            line,
            "Option '%s' was decided when the run began; with --resume leave it out. --epochs and --threads may be said again."
                .formatted(option.longestName()));
      }
    }
    for (PositionalParamSpec positional : now.matchedPositionals()) {
      throw new ParameterException(
          line,
          "What is learned from was decided when the run began; with --resume leave out \"%s\"."
              .formatted(String.join(" ", positional.originalStringValues())));
    }
    JsonPlace notes =
        saved
            .notes()
            .filter(kept -> kept.has(ARGUMENTS))
            .orElseThrow(() ->
                new AtledException(
                    "%s does not say how its run was begun: not by atled train, or by one of an earlier version; go on with Trainer.resume in Java."
                        .formatted(saved.source())));
    line.parseArgs(notes.strings(ARGUMENTS).toArray(String[]::new));
  }

  /**
   * Says at once, and not after the data were read, that there is nothing left to learn.
   *
   * @param epochs that are asked for now
   * @throws AtledException if they are over
   */
  static void requireMore(SavedRun run, Path folder, Optional<Integer> epochs) {
    int over = run.position().epoch();
    if (run.isOver() && epochs.orElse(over) <= over) {
      throw new AtledException(
          "The run in %s came to its end: %s, and its model is saved there. To train it further, ask for more epochs, such as --resume %s --epochs %d."
              .formatted(
                  folder,
                  over == 1 ? "its only epoch is over" : "all its " + over + " epochs are over",
                  folder,
                  2 * over));
    }
  }
}
