package org.atled.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.atled.core.error.Spelling;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** All that a run's file can say: each option of {@code atled train}, and DATASET. */
record SettingTable(SequencedMap<String, Setting> all) {
  static final String DATASET = "dataset";
  static final String OUT = "out";

  /** Options that say what is done with a run, and nothing of it. */
  private static final Set<String> OF_THE_COMMAND =
      Set.of("help", "debug", "set", "dry-run", "schema", "resume");

  SettingTable {
    all = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all));
  }

  /** Those of the command, in the order of its help. */
  static SettingTable of(CommandSpec train) {
    SequencedMap<String, Setting> all = new LinkedHashMap<>();
    all.put(DATASET, new Setting(DATASET, train.positionalParameters().getFirst()));
    for (OptionSpec option : train.options()) {
      String key = option.longestName().replaceFirst("^--", "");
      if (!OF_THE_COMMAND.contains(key)) {
        all.put(key, new Setting(key, option));
      }
    }
    return new SettingTable(all);
  }

  /**
   * The setting that a key names.
   *
   * @throws org.atled.core.error.ArgumentException with the place, if there is none
   */
  Setting named(YamlPlace key, Set<String> beside) {
    String name = key.text("a key");
    Setting setting = all.get(name);
    if (setting == null) {
      List<String> known = new ArrayList<>(all.keySet());
      known.addAll(beside);
      throw key.error(
          "there is no setting \"%s\".%s See atled train --help: each option is one, without its dashes."
              .formatted(name, Spelling.guess(name, known)));
    }
    return setting;
  }

  /** What the user said on the command line. */
  Settings given(ParseResult parsed) {
    SequencedMap<String, List<String>> values = new LinkedHashMap<>();
    for (Setting setting : all.values()) {
      boolean said =
          setting.argument() instanceof OptionSpec option
              ? parsed.hasMatchedOption(option)
              : parsed.hasMatchedPositional(0);
      if (said) {
        values.put(setting.key(), setting.given());
      }
    }
    return new Settings(values);
  }

  /** As the command line says it. */
  List<String> arguments(Settings settings) {
    List<String> arguments = new ArrayList<>();
    settings
        .values()
        .forEach((key, texts) -> {
          Setting setting = all.get(key);
          if (setting != null) {
            arguments.addAll(setting.arguments(texts));
          }
        });
    return arguments;
  }
}
