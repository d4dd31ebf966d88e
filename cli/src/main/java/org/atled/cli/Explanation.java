package org.atled.cli;

import java.util.List;
import org.atled.formats.json.JsonObject;
import org.atled.plot.ModelFigures;

/** Why a model says what it says. */
sealed interface Explanation
    permits ImageExplanation,
        SeriesExplanation,
        ForecastExplanation,
        LineExplanation,
        ColumnExplanation,
        RowExplanation,
        TextExplanation {
  /** For people. */
  List<String> lines();

  List<ModelFigures.Named> figures();

  /** Adds what programs may want to know. */
  void describe(JsonObject.Builder json);
}
