package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.explain.Dependence;
import org.atled.explain.PermutationImportance;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ModelFigures;
import org.atled.plot.Panels;

/**
 * How much each column matters to a model, and how its answer depends on those that matter most.
 *
 * @param importances the greatest first
 * @param usual the loss as the rows are
 */
record ColumnExplanation(
    Tabular tabular, List<PermutationImportance> importances, double usual, List<Shown> shown)
    implements Explanation {
  private static final int REPEATS = 5;
  private static final int LOOKED_AT = 4;
  private static final int VALUES = 15;
  private static final int CURVES = 10;
  private static final int BARS = 12;

  /**
   * A column that is looked at.
   *
   * @param texts its values, in order
   * @param values the same as numbers; NaN where they are none
   */
  record Shown(Dependence dependence, List<String> texts, double[] values) {
    boolean isNumber() {
      return Arrays.stream(values).allMatch(Double::isFinite);
    }
  }

  static ColumnExplanation of(Tabular tabular, Seed seed) {
    List<PermutationImportance> all =
        new ArrayList<>(
            PermutationImportance.of(
                tabular.loss(), tabular.rows(), tabular.features(), REPEATS, seed));
    all.sort(Comparator.comparingDouble(PermutationImportance::mean).reversed());
    List<Shown> shown = new ArrayList<>();
    for (PermutationImportance one : all.subList(0, Math.min(LOOKED_AT, all.size()))) {
      shown.add(shown(tabular, tabular.features().indexOf(one.feature())));
    }
    return new ColumnExplanation(tabular, all, tabular.loss().applyAsDouble(tabular.rows()), shown);
  }

  private static Shown shown(Tabular tabular, int column) {
    int[] places = values(tabular, column);
    double[][] values =
        Arrays.stream(places).mapToObj(row -> tabular.rows()[row]).toArray(double[][]::new);
    Dependence dependence =
        Dependence.of(tabular.score(), tabular.rows(), tabular.features().get(column), values);
    return new Shown(
        dependence,
        Arrays.stream(places).mapToObj(row -> tabular.texts().get(column).apply(row)).toList(),
        Arrays.stream(places).mapToDouble(row -> tabular.numbers().get(column)[row]).toArray());
  }

  /** Rows with different values of a column: of numbers some in order, else the first few. */
  private static int[] values(Tabular tabular, int column) {
    double[] numbers = tabular.numbers().get(column);
    int[] known =
        IntStream.range(0, numbers.length).filter(row -> Double.isFinite(numbers[row])).toArray();
    if (known.length > 1) {
      List<Integer> order =
          Arrays.stream(known)
              .boxed()
              .sorted(Comparator.comparingDouble(row -> numbers[row]))
              .toList();
      Map<Double, Integer> different = new LinkedHashMap<>();
      for (int i = 0; i < VALUES; i++) {
        int row = order.get(i * (order.size() - 1) / (VALUES - 1));
        different.putIfAbsent(numbers[row], row);
      }
      return different.values().stream().mapToInt(Integer::intValue).toArray();
    }
    Map<String, Integer> different = new LinkedHashMap<>();
    for (int row = 0; row < numbers.length && different.size() < VALUES; row++) {
      different.putIfAbsent(tabular.texts().get(column).apply(row), row);
    }
    return different.values().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %s on %d rows; by how much it rises as a column is dealt out anew, %d times:",
            tabular.lossName(),
            Tabular.number(usual),
            tabular.rows().length,
            REPEATS));
    TextTable table = new TextTable();
    for (PermutationImportance one : importances) {
      table.row(
          List.of(
              one.feature().name(),
              Tabular.number(one.mean()),
              "± " + Tabular.number(one.deviation())));
    }
    lines.addAll(table.toString().lines().toList());
    for (Shown one : shown) {
      double[] mean = one.dependence().mean();
      int last = mean.length - 1;
      String name = one.dependence().feature().name();
      if (one.isNumber()) {
        lines.add(
            "%s from %s to %s: %s from %s to %s, mean of all rows"
                .formatted(
                    name,
                    one.texts().getFirst(),
                    one.texts().get(last),
                    tabular.says(),
                    Tabular.number(mean[0]),
                    Tabular.number(mean[last])));
      } else {
        List<String> each = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
          each.add(one.texts().get(i) + " " + Tabular.number(mean[i]));
        }
        lines.add(
            "%s: %s, mean of all rows, for %s"
                .formatted(name, tabular.says(), String.join(", ", each)));
      }
    }
    return lines;
  }

  @Override
  public List<ModelFigures.Named> figures() {
    List<PermutationImportance> most = importances.subList(0, Math.min(BARS, importances.size()));
    Figure bars =
        Chart.of(
                "What matters to " + tabular.says() + ": permutation importance",
                "column",
                "rise of the " + tabular.lossName())
            .bars(
                "rise",
                most.stream().map(one -> one.feature().name()).toArray(String[]::new),
                most.stream().mapToDouble(PermutationImportance::mean).toArray())
            .figure();
    Figure[] panels = shown.stream().map(this::panel).toArray(Figure[]::new);
    return List.of(
        new ModelFigures.Named("importance", bars),
        new ModelFigures.Named(
            "dependence",
            Panels.of(
                "How " + tabular.says() + " depends on single columns: partial dependence",
                2,
                panels)));
  }

  private Figure panel(Shown one) {
    String name = one.dependence().feature().name();
    Chart chart = Chart.of(name, name, tabular.says()).size(420, 300);
    double[] mean = one.dependence().mean();
    if (!one.isNumber()) {
      chart = Chart.of(name, name, tabular.says() + ", mean of all rows").size(420, 300);
      return chart.dots("mean of all rows", one.texts().toArray(String[]::new), mean).figure();
    }
    double[][] curves = one.dependence().curves();
    chart = chart.line("mean of all rows", one.values(), mean); // first in the legend
    int some = Math.min(CURVES, curves.length);
    for (int i = 0; i < some; i++) {
      chart = chart.dashed("single rows", one.values(), curves[i * curves.length / some]);
    }
    return chart
        .line("mean of all rows", one.values(), mean)
        .points("mean of all rows", one.values(), mean)
        .figure();
  }

  @Override
  public void describe(JsonObject.Builder json) {
    List<Json> columns = new ArrayList<>();
    for (PermutationImportance one : importances) {
      columns.add(
          JsonObject.builder()
              .put("column", one.feature().name())
              .put("importance", one.mean())
              .put("deviation", one.deviation())
              .build());
    }
    json.put("loss", usual)
        .put("rows", tabular.rows().length)
        .put("columns", new JsonArray(columns));
  }
}
