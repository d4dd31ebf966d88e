package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;

/**
 * A run as a file says it: {@code run.yaml}, with a line for each option.
 *
 * @param sweep of several runs, what they differ in
 */
record RunFile(Settings settings, Optional<Sweep> sweep) {
  /** The section that makes several runs of one. */
  static final String SWEEP = "sweep";

  /** The section that tells how a run was made, which is not read. */
  static final String MADE = "made";

  private static final Set<String> SECTIONS = Set.of(SWEEP, MADE);

  /** Whether DATASET means one. */
  static boolean isMeant(String argument) {
    String name = argument.toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /**
   * Reads one.
   *
   * @param changes such as {@code lr=0.1} and {@code sweep.lr=[0.1, 0.2]}, in place of what stands
   *     there
   * @throws ArgumentException with line and column, if something in it cannot be
   */
  static RunFile read(Path file, List<String> changes, SettingTable table) {
    SequencedMap<String, YamlPlace.Member> members =
        YamlPlace.parse(text(file), file.toString(), true)
            .map(place -> place.members("a run"))
            .orElseGet(LinkedHashMap::new);
    SequencedMap<String, YamlPlace.Member> sweep =
        members.containsKey(SWEEP)
            ? members.get(SWEEP).value().members(SWEEP)
            : new LinkedHashMap<>();
    for (String change : changes) {
      change(change, members, sweep);
    }
    SequencedMap<String, List<String>> values = new LinkedHashMap<>();
    members.forEach((key, member) -> {
      if (!SECTIONS.contains(key)) {
        values.put(key, table.named(member.key(), SECTIONS).texts(member.value()));
      }
    });
    Settings settings = new Settings(values);
    YamlPlace.Member data = members.get(SettingTable.DATASET);
    if (data != null && isMeant(data.value().text(SettingTable.DATASET))) {
      throw data.value()
          .error(
              "dataset: %s is the file of a run itself; name data here."
                  .formatted(data.value().text(SettingTable.DATASET)));
    }
    return new RunFile(
        settings, sweep.isEmpty() ? Optional.empty() : Optional.of(Sweep.of(sweep, table)));
  }

  /** A change stands where what it changes stood, or at the end. */
  private static void change(
      String change,
      SequencedMap<String, YamlPlace.Member> members,
      SequencedMap<String, YamlPlace.Member> sweep) {
    String source = "--set " + change;
    int equals = change.indexOf('=');
    if (equals < 1) {
      throw new ArgumentException(
          source + ": this is no change; write the name, =, and the value, as --set lr=0.01.");
    }
    String path = change.substring(0, equals);
    boolean inSweep = path.startsWith(SWEEP + ".");
    String name = inSweep ? path.substring(SWEEP.length() + 1) : path;
    if (SECTIONS.contains(path)) {
      throw new ArgumentException(
          source
              + ": \""
              + path
              + "\" is a section; say one thing of it, as --set sweep.lr=[1, 2].");
    }
    YamlPlace value =
        YamlPlace.parse(change.substring(equals + 1), source, false)
            .orElseThrow(() -> new ArgumentException(source + ": there is no value behind the =."));
    YamlPlace key = YamlPlace.parse("\"" + name + "\"", source, false).orElseThrow();
    (inSweep ? sweep : members).put(name, new YamlPlace.Member(key, value));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e + ".", e);
    }
  }
}
