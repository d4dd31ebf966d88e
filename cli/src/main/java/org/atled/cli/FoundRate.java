package org.atled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.train.RateSearch;

/** What {@code atled train --find-lr} says and draws. */
record FoundRate(String dataset, RateSearch search, Figure.Saved figure) {
  private static final int LINES = 10;

  /**
   * Draws loss against rate.
   *
   * @param out where the model would go: the figure lies beside it
   */
  static FoundRate of(String dataset, RateSearch search, Path out) {
    double[] rates = search.rates().stream().mapToDouble(Double::doubleValue).toArray();
    double[] losses = search.losses().stream().mapToDouble(Double::doubleValue).toArray();
    Figure figure =
        Chart.of("Loss against learning rate", "learning rate", "loss, smoothed")
            .logX()
            .line(dataset, rates, losses)
            .vertical("proposed", search.proposal())
            .figure();
    Path folder = Optional.ofNullable(out.getParent()).orElse(Path.of(""));
    return new FoundRate(dataset, search, figure.save(folder, dataset + "-learning-rate"));
  }

  /** Some of the losses, and what to do with them. */
  String forPeople() {
    TextTable table = new TextTable();
    table.row(List.of("learning rate", "loss"));
    int count = search.rates().size();
    for (int i = 0; i < LINES; i++) {
      int at = (count - 1) * i / (LINES - 1);
      table.row(
          List.of(
              String.format(Locale.ROOT, "%.2e", search.rates().get(at)),
              String.format(Locale.ROOT, "%.4f", search.losses().get(at))));
    }
    return table
        + String.format(
            Locale.ROOT, "%ndrew %s%nproposed: --lr %.1e", figure.svg(), search.proposal());
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("dataset", dataset)
        .put("lr", search.proposal())
        .put("rates", new JsonArray(search.rates().stream().map(JsonNumber::orNull).toList()))
        .put("losses", new JsonArray(search.losses().stream().map(JsonNumber::orNull).toList()))
        .put("figure", figure.svg().toString())
        .build();
  }
}
