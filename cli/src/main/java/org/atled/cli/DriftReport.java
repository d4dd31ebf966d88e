package org.atled.cli;

import java.util.List;
import java.util.Locale;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Drift;
import org.atled.tables.Input;
import org.atled.tables.Profile;
import org.atled.tables.Table;
import org.atled.tables.TableModel;

/** How the columns of a table lie beside those that a model learned from. */
record DriftReport(Table table, List<Drift> columns) {
  static DriftReport of(TableModel model, Table table) {
    return new DriftReport(table, model.preparation().drift(table));
  }

  private int learned() {
    return columns.getFirst().learned().rows();
  }

  /** A line for each column. */
  String forPeople() {
    StringBuilder text = new StringBuilder();
    text.append("drift: ").append(Text.grouped(table.rows())).append(" rows of ");
    text.append(table.file()).append(" beside ").append(Text.grouped(learned()));
    text.append(" that were learned from").append(System.lineSeparator());
    TextTable shown = new TextTable();
    shown.row(List.of("column", "learned", "here", "index", "change"));
    for (Drift column : columns) {
      shown.row(
          List.of(
              column.input().name(),
              words(column.input(), column.learned(), learnedMean(column.input())),
              words(
                  column.input(),
                  column.here(),
                  column.mean().isPresent() ? mean(column.mean().getAsDouble()) : ""),
              String.format(Locale.ROOT, "%.3f", column.index()),
              column.change() == Drift.Change.NONE ? "-" : column.change().toString()));
    }
    text.append(shown);
    double chance = columns.stream().mapToDouble(Drift::chance).max().orElse(0);
    if (chance > 0.05) {
      text.append(System.lineSeparator());
      text.append(
          String.format(
              Locale.ROOT, "so few rows have an index of up to %.3f by chance alone", chance));
    }
    return text.toString();
  }

  private static String learnedMean(Input input) {
    return input instanceof Input.Number number ? mean(number.mean()) : "";
  }

  private static String mean(double value) {
    return "mean " + String.format(Locale.ROOT, "%.4g", value);
  }

  private static String words(Input input, Profile profile, String mean) {
    StringBuilder text = new StringBuilder(mean);
    if (profile.missing() > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(Text.percent(profile.missing()));
      text.append(" missing");
    }
    if (profile.unknown() > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(Text.percent(profile.unknown()));
      Input plain = input instanceof Input.Embedded embedded ? embedded.known() : input;
      boolean gathers = plain instanceof Input.OneHot hot && hot.rare();
      text.append(gathers ? " rare or unknown" : " unknown");
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("file", table.file().toString())
        .put("rows", table.rows())
        .put("learned_rows", learned())
        .put("columns", new JsonArray(columns.stream().map(DriftReport::json).toList()))
        .build();
  }

  private static Json json(Drift column) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", column.input().name())
            .put("index", column.index())
            .put("chance", column.chance())
            .put("change", column.change().toString())
            .put("missing_learned", column.learned().missing())
            .put("missing", column.here().missing())
            .put("unknown", column.here().unknown());
    if (column.input() instanceof Input.Number number) {
      json.put("mean_learned", number.mean())
          .put(
              "mean",
              column.mean().isPresent()
                  ? JsonNumber.orNull(column.mean().getAsDouble())
                  : new JsonNull());
    }
    return json.build();
  }
}
