package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.explain.KernelShap;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ModelFigures;
import org.atled.plot.Panels;
import org.atled.tables.CsvFile;
import org.atled.tables.Preparation;
import org.atled.tables.Table;
import org.atled.tables.TableModel;

/**
 * What each column of a row adds to what a model says of it.
 *
 * @param texts what stands in a column, by the row
 */
record RowExplanation(
    Tabular usual, List<KernelShap> rows, List<IntFunction<String>> texts, String file)
    implements Explanation {
  private static final int BACKGROUND = 50;
  private static final int BARS = 8;
  private static final int LONGEST = 20;

  /**
   * Explains the first rows of a table.
   *
   * @param usual the rows that stand for what is usual
   */
  static RowExplanation of(Tabular usual, TableModel model, Path file, int most, Seed seed) {
    Nearby.check(file.toString());
    Preparation preparation = model.preparation();
    Table table = CsvFile.read(file, model.origin().format());
    int[] places = Arrays.copyOf(table.allRows(), Math.min(most, table.rows()));
    double[][] rows = Tabular.rows(preparation, table, places);
    int some = Math.min(BACKGROUND, usual.rows().length);
    double[][] background = new double[some][];
    for (int i = 0; i < some; i++) {
      background[i] = usual.rows()[i * usual.rows().length / some];
    }
    List<KernelShap> found = new ArrayList<>();
    for (double[] row : rows) {
      found.add(
          KernelShap.of(usual.score(), row, background, usual.features(), seed.at(found.size())));
    }
    return new RowExplanation(
        usual, found, Tabular.texts(preparation, table, places), TableFile.name(file));
  }

  /** The columns of a row that add or take most, first. */
  private static int[] order(KernelShap row) {
    return IntStream.range(0, row.parts().length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(row.parts()[i])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      KernelShap row = rows.get(i);
      lines.add(
          "row %d of %s: %s %s, usually %s"
              .formatted(
                  i + 1,
                  file,
                  usual.says(),
                  Tabular.number(row.score()),
                  Tabular.number(row.base())));
      TextTable table = new TextTable();
      for (int column : order(row)) {
        table.row(
            List.of(
                "  " + usual.features().get(column).name(),
                texts.get(column).apply(i),
                (row.parts()[column] >= 0 ? "+" : "") + Tabular.number(row.parts()[column])));
      }
      lines.addAll(table.toString().lines().toList());
      lines.add(
          String.format(
              Locale.ROOT,
              "  the parts add up to the difference, %s, missed by %.1e",
              Tabular.number(row.score() - row.base()),
              row.gap()));
    }
    return lines;
  }

  @Override
  public List<ModelFigures.Named> figures() {
    Figure[] panels = IntStream.range(0, rows.size()).mapToObj(this::panel).toArray(Figure[]::new);
    return List.of(
        new ModelFigures.Named(
            "rows", Panels.of("What each column adds to " + usual.says(), 1, panels)));
  }

  private Figure panel(int i) {
    KernelShap row = rows.get(i);
    int[] order = Arrays.copyOf(order(row), Math.min(BARS, row.parts().length));
    return Chart.of(
            "Row %d of %s: %s %s, usually %s"
                .formatted(
                    i + 1,
                    file,
                    usual.says(),
                    Tabular.number(row.score()),
                    Tabular.number(row.base())),
            "column = what stands in the row",
            "adds to " + usual.says())
        .size(640, 260)
        .bars(
            "adds",
            Arrays.stream(order)
                .mapToObj(at -> usual.features().get(at).name() + " = " + shown(at, i))
                .toArray(String[]::new),
            Arrays.stream(order).mapToDouble(at -> row.parts()[at]).toArray())
        .figure();
  }

  private String shown(int column, int row) {
    String text = texts.get(column).apply(row);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  @Override
  public void describe(JsonObject.Builder json) {
    List<Json> all = new ArrayList<>();
    for (KernelShap row : rows) {
      JsonObject.Builder parts = JsonObject.builder();
      for (int i = 0; i < row.parts().length; i++) {
        parts.put(usual.features().get(i).name(), row.parts()[i]);
      }
      all.add(
          JsonObject.builder()
              .put("says", row.score())
              .put("base", row.base())
              .put("parts", parts.build())
              .put("gap", row.gap())
              .build());
    }
    json.put("of", usual.says()).put("rows", new JsonArray(all));
  }
}
