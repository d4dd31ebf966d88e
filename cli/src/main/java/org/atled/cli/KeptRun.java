package org.atled.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.formats.file.AtomicFile;
import org.atled.nn.file.ModelFolder;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;

/**
 * What {@code run.yaml} beside a model says of the run that made it: all settings, those that
 * nobody said too, so that {@code atled train OUT/run.yaml} makes the same model again; and under
 * {@code made} by what.
 *
 * @param said the settings that somebody said
 * @param ending how it ended
 * @param history what it measured
 */
record KeptRun(
    Path folder, Settings settings, Set<String> said, String ending, List<EpochReport> history) {
  /** What of this machine and this Java is told. */
  private static final Set<String> TOLD =
      Set.of(
          "atled", "java", "vm", "system", "architecture", "cores", "threads", "backend", "folder");

  /** How a run ends that nobody stopped. */
  static final String COMPLETED = "completed";

  private static final String SAID = "said";
  private static final String ENDING = "ending";

  /** Writes the file. */
  static void write(Path folder, Settings resolved, Settings said, String ending) {
    StringBuilder text = new StringBuilder(resolved.yaml());
    text.append(RunFile.MADE).append(":\n");
    line(text, ENDING, ending);
    text.append("  " + SAID + ": [")
        .append(String.join(", ", said.values().keySet()))
        .append("]\n");
    line(text, "folder", Path.of("").toAbsolutePath().toString());
    for (Diagnosis.Finding finding : Diagnosis.now()) {
      if (TOLD.contains(finding.name())) {
        line(text, finding.key(), finding.text());
      }
    }
    AtomicFile.write(
        folder.resolve(ModelFolder.RUN),
        out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append("  ").append(key).append(": ").append(Settings.scalar(value)).append("\n");
  }

  /** The run in a folder; none where no run was kept. */
  static Optional<KeptRun> read(Path folder, SettingTable table) {
    Path file = folder.resolve(ModelFolder.RUN);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Optional<YamlPlace> place = YamlPlace.parse(Files.readString(file), file.toString(), true);
      SequencedMap<String, YamlPlace.Member> members =
          place.map(p -> p.members("a run")).orElseGet(LinkedHashMap::new);
      SequencedMap<String, YamlPlace.Member> about = new LinkedHashMap<>();
      Optional.ofNullable(members.get(RunFile.MADE))
          .ifPresent(made -> about.putAll(made.value().members(RunFile.MADE)));
      String ending =
          Optional.ofNullable(about.get(ENDING))
              .map(member -> member.value().text(ENDING))
              .orElseThrow(() ->
                  new FormatException(
                      file, -1, "does not say how the run was made; train it again."));
      Set<String> said =
          Optional.ofNullable(about.get(SAID)).stream()
              .flatMap(member -> member.value().items().stream())
              .map(item -> item.text(SAID))
              .collect(Collectors.toCollection(LinkedHashSet::new));
      return Optional.of(
          new KeptRun(
              folder,
              RunFile.read(file, List.of(), table).settings(),
              said,
              ending,
              SavedModel.history(folder)));
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e + ".", e);
    }
  }

  /** Whether it is the run that these settings ask for, and came to its end. */
  boolean isDone(Settings asked) {
    return ending.equals(COMPLETED) && settings.only(said).isAs(asked.kept());
  }
}
