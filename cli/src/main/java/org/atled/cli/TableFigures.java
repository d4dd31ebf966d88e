package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.tables.DatePart;
import org.atled.tables.Input;
import org.atled.tables.Preparation;
import org.atled.tables.Target;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;

/** What is drawn of models of tables alone. */
final class TableFigures {
  private static final int MOST_POINTS = 1000;

  private TableFigures() {}

  /** What the numbers of an example are, as labels of axes. */
  static List<String> inputs(Preparation preparation) {
    List<String> names = new ArrayList<>();
    for (Input input : preparation.inputs()) {
      switch (input) {
        case Input.Number number -> names.add(number.name() + " in deviations from its mean");
        case Input.OneHot hot -> {
          hot.categories().forEach(category -> names.add(hot.name() + " is " + category));
          if (hot.missing()) {
            names.add(hot.name() + " is missing");
          }
          if (hot.rare()) {
            names.add(hot.name() + " is rare");
          }
        }
        case Input.Hashed hashed -> {
          for (int i = 0; i < hashed.buckets(); i++) {
            names.add(hashed.name() + " is hashed to " + i);
          }
          if (hashed.missing()) {
            names.add(hashed.name() + " is missing");
          }
        }
        case Input.Embedded embedded -> names.add("number of the text of " + embedded.name());
        case Input.Calendar date ->
            date.parts()
                .forEach(part -> {
                  if (part == DatePart.YEAR) {
                    names.add("year of " + date.name() + " in deviations from its mean");
                  } else {
                    names.add("sine of the " + part + " of " + date.name());
                    names.add("cosine of the " + part + " of " + date.name());
                  }
                });
      }
    }
    return names;
  }

  /** Of a regression: what was found for each row against what is true. */
  static Figure found(SavedModel saved, Dataset test, String name, Target.Numbers numbers) {
    Batch batch = test.spread(MOST_POINTS);
    double[] right = undone(batch.y().toDoubles(), numbers);
    double[] found = undone(Predictor.of(saved).predict(batch.x()).toDoubles(), numbers);
    double[] ends = {
      DoubleStream.of(right).min().orElse(0), DoubleStream.of(right).max().orElse(0)
    };
    String some =
        right.length < test.size()
            ? ": " + Text.grouped(right.length) + " of " + Text.grouped(test.size()) + " rows"
            : "";
    return Chart.of("What was found for " + name + some, name + ", true", name + ", found")
        .points("test rows", right, found)
        .dashed("found = true", ends, ends)
        .equalAxes()
        .figure();
  }

  private static double[] undone(double[] outputs, Target.Numbers numbers) {
    return Arrays.stream(outputs).map(numbers::undone).toArray();
  }
}
