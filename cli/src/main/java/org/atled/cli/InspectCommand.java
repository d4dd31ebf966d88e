package org.atled.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.ColumnReport;
import org.atled.tables.CsvFormat;
import org.atled.tables.Input;
import org.atled.tables.Inspection;
import org.atled.tables.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled inspect}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "inspect",
    sortOptions = false,
    description = {
      "Show what a table is, before anything is learned from it: CSV, JSON lines, ARFF, libsvm,"
          + " Parquet, Excel's .xlsx, a NumPy array, or what a database gives (--jdbc).",
      "",
      "Of each column: its type and why, what is missing, how many values differ, their range or"
          + " the first few, and what training makes of it; then what looks wrong, with the option"
          + " that changes it.",
      ""
    })
final class InspectCommand implements Callable<Integer> {
  private static final int SHOWN = 200;
  private static final int LONGEST = 30;
  private static final MathContext DIGITS = new MathContext(6);

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A file, or a folder of Parquet files; - is standard input. None with --jdbc.")
  Optional<Path> file = Optional.empty();

  @Mixin ArrayNames arrays;
  @Mixin ColumnOptions columns;
  @Mixin CsvOptions csv;
  @Mixin QueryOptions query;
  @Mixin Common common;

  @Override
  public Integer call() {
    if (query.isMeant()) {
      arrays.refuseQuery(spec.commandLine());
    }
    var read =
        query
            .table(file.map(Path::toString), csv, CsvFormat.usual(), spec.commandLine())
            .orElseGet(() -> arrays.table(named(), csv, CsvFormat.usual(), Streams.of(spec).in()));
    Inspection inspection = Inspection.of(columns.applied(read, List.of()));
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(json(inspection).compact());
      return 0;
    }
    Table table = inspection.table();
    out.println(TableLesson.data(table));
    table.remarks().forEach(text -> out.println("note: " + text));
    TextTable shown = new TextTable();
    shown.row(List.of("column", "type", "missing", "distinct", "values", "for training"));
    inspection.columns().stream().limit(SHOWN).forEach(column -> shown.row(row(column)));
    out.println(shown);
    if (inspection.columns().size() > SHOWN) {
      out.println(
          "and " + Text.grouped(inspection.columns().size() - SHOWN) + " more; --json has all");
    }
    inspection.columns().stream()
        .limit(SHOWN)
        .filter(column -> column.unused().isPresent())
        .forEach(column ->
            out.println(
                "not used: \"" + column.column().name() + "\": " + column.unused().orElseThrow()));
    inspection.wrong().forEach(text -> out.println("looks wrong: " + text));
    return 0;
  }

  private Path named() {
    return file.orElseThrow(
        () -> new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'"));
  }

  private static List<String> row(ColumnReport column) {
    int missing = column.column().missing();
    String words = String.join(" ", column.missing().keySet()).strip();
    return List.of(
        shortened(column.column().name()),
        column.type().toString()
            + (column.signs().isEmpty() ? "" : " (" + String.join(", ", column.signs()) + ")"),
        Text.grouped(missing) + (words.isEmpty() ? "" : " as " + shortened(words)),
        Text.grouped(column.distinct()),
        values(column),
        column.input().map(Input::becomes).orElse("not used"));
  }

  private static String values(ColumnReport column) {
    return column
        .range()
        .map(range -> number(range.least()) + " to " + number(range.greatest()))
        .orElseGet(() ->
            String.join(", ", column.examples().stream().map(InspectCommand::shortened).toList()));
  }

  /** Six digits, as short as may be. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return Math.abs(rounded.precision() - rounded.scale()) < 10
        ? rounded.toPlainString()
        : rounded.toString();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static JsonObject json(Inspection inspection) {
    Table table = inspection.table();
    return JsonObject.builder()
        .put("file", table.file().toString())
        .put("rows", table.rows())
        .put("form", table.source().form().id())
        .put("format", table.format().json())
        .put("notes", JsonArray.ofStrings(table.remarks()))
        .put(
            "columns",
            new JsonArray(inspection.columns().stream().map(InspectCommand::json).toList()))
        .put("wrong", JsonArray.ofStrings(inspection.wrong()))
        .build();
  }

  private static Json json(ColumnReport column) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", column.column().name())
            .put("index", column.column().index())
            .put("type", column.type().toString())
            .put("why", column.why())
            .put("missing", column.column().missing());
    JsonObject.Builder words = JsonObject.builder();
    column.missing().forEach(words::put);
    json.put("missing_as", words.build()).put("distinct", column.distinct());
    column
        .range()
        .ifPresent(range ->
            json.put("min", JsonNumber.orNull(range.least()))
                .put("mean", JsonNumber.orNull(range.mean()))
                .put("max", JsonNumber.orNull(range.greatest())));
    json.put("unit", column.column().notation().unit())
        .put("examples", JsonArray.ofStrings(column.examples()))
        .put("signs", JsonArray.ofStrings(column.signs()))
        .put("inputs", column.inputs())
        .put("becomes", column.input().map(Input::becomes).orElse("not used"));
    column
        .unused()
        .ifPresentOrElse(why -> json.put("unused", why), () -> json.put("unused", new JsonNull()));
    return json.build();
  }
}
