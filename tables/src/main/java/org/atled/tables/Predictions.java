package org.atled.tables;

import java.util.List;
import java.util.Optional;

/**
 * What a model says of the rows of a table.
 *
 * @param rows for each row the probabilities of the classes in their order, or the number in the
 *     unit of its column; those of many rows lie beside the heap
 * @param classes the names of the classes; none for a regression
 * @param notes what was filled or unknown
 */
public record Predictions(List<double[]> rows, Optional<List<String>> classes, Notes notes) {
  public Predictions {
    rows = rows instanceof KeptRows ? rows : List.copyOf(rows);
  }
}
