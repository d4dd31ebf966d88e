package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.train.metric.ClassCounts;
import org.atled.train.metric.ClassReport;

/** How often each class was taken for each: a row for the true class, a column for the found. */
record Confusion(ClassReport report) {
  private static final int LONG_NAME = 5;

  /** Up to so many classes are all shown at the end of training; of more, some. */
  private static final int FEW = 10;

  private static final int WORST = 5;

  static Confusion of(List<String> classes) {
    return new Confusion(new ClassReport(classes, new ClassCounts(classes.size())));
  }

  private ClassCounts matrix() {
    return report.matrix();
  }

  /** A row for each true class. */
  JsonArray json() {
    return new JsonArray(Arrays.stream(matrix().counts()).<Json>map(JsonArray::of).toList());
  }

  /** An object for each class. */
  JsonArray classes() {
    return new JsonArray(
        report.rows().stream()
            .<Json>map(row ->
                JsonObject.builder()
                    .put("class", row.name())
                    .put("examples", row.support())
                    .put("precision", row.precision())
                    .put("recall", row.recall())
                    .put("f1", row.f1())
                    .build())
            .toList());
  }

  /** A line for each class, or for those that are found worst. */
  String summary() {
    List<ClassReport.Row> rows =
        report.classes().size() <= FEW ? report.rows() : report.worst(WORST);
    TextTable table = new TextTable();
    String head = report.classes().size() <= FEW ? "class" : "worst classes";
    table.row(List.of(head, "examples", "precision", "recall", "F1"));
    for (ClassReport.Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      cells.addAll(scores(row));
      table.row(cells);
    }
    return table.toString();
  }

  private static List<String> scores(ClassReport.Row row) {
    String examples = Text.grouped(row.support());
    return row.support() == 0
        ? List.of(examples, "-", "-", "-")
        : List.of(
            examples,
            Text.percent(row.precision()),
            Text.percent(row.recall()),
            Text.percent(row.f1()));
  }

  @Override
  public String toString() {
    List<String> classes = report.classes();
    boolean numbered = classes.stream().anyMatch(name -> name.length() > LONG_NAME);
    TextTable table = new TextTable();
    List<String> head =
        new ArrayList<>(List.of("true class", "examples", "precision", "recall", "F1", "found:"));
    for (int i = 0; i < classes.size(); i++) {
      head.add(numbered ? Integer.toString(i) : classes.get(i));
    }
    table.row(head);
    for (ClassReport.Row each : report.rows()) {
      int i = each.number();
      List<String> row = new ArrayList<>();
      row.add(numbered ? i + " " + each.name() : each.name());
      row.addAll(scores(each));
      row.add("");
      for (int found = 0; found < classes.size(); found++) {
        long count = matrix().count(i, found);
        row.add(count == 0 ? "." : Long.toString(count));
      }
      table.row(row);
    }
    return table.toString();
  }
}
