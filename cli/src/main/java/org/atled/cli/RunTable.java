package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.train.EpochReport;

/** Runs side by side: what they differ in, and what came of them. */
record RunTable(List<Row> rows) {
  /** What says nothing of a run beside others. */
  private static final Set<String> NEVER =
      Set.of(SettingTable.OUT, "json", "no-progress", "plot", "log", "tensorboard");

  /** As many settings a legend has room for. */
  private static final int FEW = 3;

  /**
   * One run.
   *
   * @param state {@code completed}, or what else became of it
   * @param history empty if it did not come so far
   */
  record Row(String name, Settings settings, String state, List<EpochReport> history) {
    static Row of(String name, KeptRun run) {
      return new Row(name, run.settings(), run.ending(), run.history());
    }

    private static EpochReport.Measured measured(EpochReport report) {
      return report.test().orElse(report.train());
    }

    /** A loss of several phases is their sum. */
    private static double loss(EpochReport report) {
      return measured(report).losses().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    Optional<EpochReport> last() {
      return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    /** The epoch of the least loss, the first if there are several. */
    Optional<EpochReport> best() {
      return history.stream().min(Comparator.comparingDouble(Row::loss));
    }

    /** What came of it, by name; less where it did not come so far. */
    SequencedMap<String, Double> results() {
      SequencedMap<String, Double> results = new LinkedHashMap<>();
      last()
          .ifPresent(last -> {
            results.put("epochs", (double) last.epoch());
            results.put("loss", loss(last));
            results.putAll(measured(last).metrics());
          });
      best()
          .ifPresent(best -> {
            results.put("best loss", loss(best));
            measured(best).metrics().forEach((name, value) -> results.put("best " + name, value));
            results.put("best epoch", (double) best.epoch());
          });
      return results;
    }
  }

  /** Settings that not all runs say alike. */
  List<String> differing() {
    Set<String> all = new LinkedHashSet<>();
    rows.forEach(row -> all.addAll(row.settings().values().keySet()));
    all.removeAll(NEVER);
    return all.stream().filter(this::differs).toList();
  }

  /** A run that failed has only what was asked of it. */
  private boolean differs(String key) {
    return rows.stream()
            .filter(row -> !row.history().isEmpty() || row.settings().text(key).isPresent())
            .map(row -> row.settings().text(key))
            .distinct()
            .count()
        > 1;
  }

  /**
   * How each went, by what a legend calls it: the last part of its name, if no two are alike in it,
   * and the settings in which runs differ, if these are few.
   */
  SequencedMap<String, List<EpochReport>> histories() {
    List<String> differing = differing();
    List<String> last = rows.stream().map(row -> TableFile.name(Path.of(row.name()))).toList();
    boolean isEnough = Set.copyOf(last).size() == rows.size();
    SequencedMap<String, List<EpochReport>> histories = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      String name = isEnough ? last.get(i) : rows.get(i).name();
      String settings = rows.get(i).settings().only(Set.copyOf(differing)).brief();
      boolean isShort = !settings.isEmpty() && differing.size() <= FEW;
      histories.put(isShort ? name + ": " + settings : name, rows.get(i).history());
    }
    return histories;
  }

  private List<String> results() {
    Set<String> all = new LinkedHashSet<>();
    rows.forEach(row -> all.addAll(row.results().keySet()));
    return List.copyOf(all);
  }

  /** The run with the least loss at its best epoch. */
  Optional<Row> best() {
    return rows.stream()
        .filter(row -> row.best().isPresent())
        .min(Comparator.comparingDouble(row -> Row.loss(row.best().orElseThrow())));
  }

  @Override
  public String toString() {
    TextTable table = new TextTable();
    List<List<String>> cells = cells(RunTable::shortly);
    cells.forEach(table::row);
    return table.toString();
  }

  /** For programs: comma-separated, as RFC 4180 has it. */
  String csv() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : cells(value -> Double.toString(value))) {
      text.append(String.join(",", row.stream().map(RunTable::quoted).toList())).append("\n");
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static String shortly(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** How a number is written. */
  @FunctionalInterface
  private interface Format {
    String of(double value);
  }

  private List<List<String>> cells(Format format) {
    List<String> differing = differing();
    List<String> results = results();
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("run"));
    head.addAll(differing);
    head.addAll(results);
    head.add("state");
    cells.add(head);
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      differing.forEach(key -> line.add(row.settings().text(key).orElse("-")));
      results.forEach(name -> line.add(cell(row, name, format)));
      line.add(row.state());
      cells.add(line);
    }
    return cells;
  }

  private static String cell(Row row, String name, Format format) {
    Double value = row.results().get(name);
    if (value == null) {
      return "-";
    }
    return name.endsWith("epochs") || name.endsWith("epoch")
        ? Long.toString(Math.round(value))
        : format.of(value);
  }

  /** An object for each run. */
  JsonArray json() {
    List<String> differing = differing();
    return new JsonArray(rows.stream().<Json>map(row -> json(row, differing)).toList());
  }

  private static JsonObject json(Row row, List<String> differing) {
    JsonObject.Builder settings = JsonObject.builder();
    differing.forEach(key -> settings.put(key, FigureFiles.text(row.settings().text(key))));
    JsonObject.Builder results = JsonObject.builder();
    row.results()
        .forEach((name, value) -> {
          Json number = Double.isFinite(value) ? JsonNumber.of(value) : new JsonNull();
          results.put(name.replace(' ', '_'), number);
        });
    return JsonObject.builder()
        .put("run", row.name())
        .put("state", row.state())
        .put("settings", settings.build())
        .put("results", results.build())
        .build();
  }
}
