package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.data.Dataset;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonString;
import org.atled.plot.Figure;
import org.atled.plot.ModelFigures;
import org.atled.tables.Preparation;
import org.atled.tables.Target;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;

/** Figures of a model that were written to a folder. */
record FigureFiles(List<Written> all) {
  /** A figure and its files. */
  record Written(String name, Figure figure, Figure.Saved files) {}

  /**
   * Draws what can be drawn of a model.
   *
   * @param test the examples that were kept from it, if they are there
   * @param table how they were prepared, if they are rows of a table
   */
  static List<ModelFigures.Named> usual(
      SavedModel saved,
      List<EpochReport> history,
      Optional<Dataset> test,
      Optional<Preparation> table) {
    ModelFigures figures = ModelFigures.of(saved, history);
    if (test.isPresent()) {
      figures = figures.test(test.get());
    }
    if (table.isPresent()) {
      figures = figures.inputs(TableFigures.inputs(table.get()));
    }
    List<ModelFigures.Named> all = new ArrayList<>(figures.all());
    if (test.isPresent()
        && table.isPresent()
        && table.get().target() instanceof Target.Numbers numbers) {
      Figure found = TableFigures.found(saved, test.get(), table.get().targetName(), numbers);
      all.add(new ModelFigures.Named("found", found));
    }
    return all;
  }

  /** Writes figures. */
  static FigureFiles write(Path folder, List<ModelFigures.Named> all) {
    return new FigureFiles(
        all.stream()
            .map(named ->
                new Written(
                    named.name(), named.figure(), named.figure().save(folder, named.name())))
            .toList());
  }

  /** A line for each figure, and one if there are no PNG files. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Written written : all) {
      String both = written.files().png().isPresent() ? " and .png" : "";
      lines.add("drew " + written.files().svg() + both);
    }
    whyNoPng().ifPresent(lines::add);
    return lines;
  }

  private Optional<String> whyNoPng() {
    return all.stream().flatMap(written -> written.files().whyNoPng().stream()).findFirst();
  }

  /** Adds what programs may want to know. */
  void describe(JsonObject.Builder json) {
    json.put("figures", new JsonArray(all.stream().map(FigureFiles::json).toList()))
        .put("no_png", text(whyNoPng()));
  }

  private static Json json(Written written) {
    return JsonObject.builder()
        .put("name", written.name())
        .put("title", written.figure().title())
        .put("svg", written.files().svg().toString())
        .put("png", text(written.files().png().map(Path::toString)))
        .build();
  }

  static Json text(Optional<String> text) {
    return text.<Json>map(JsonString::new).orElseGet(JsonNull::new);
  }
}
