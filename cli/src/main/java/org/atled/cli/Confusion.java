package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.train.Accuracy;

/** How often each class was taken for each: a row for the true class, a column for the found. */
final class Confusion {
  private static final int LONG_NAME = 5;

  private final List<String> classes;
  private final long[][] counts;

  Confusion(List<String> classes) {
    this.classes = classes;
    this.counts = new long[classes.size()][classes.size()];
  }

  void add(Tensor output, Batch batch) {
    long[] found = Accuracy.classes(output).toLongs();
    long[] right = batch.y().toLongs();
    for (int i = 0; i < found.length; i++) {
      counts[(int) right[i]][(int) found[i]]++;
    }
  }

  /** A row for each true class. */
  JsonArray json() {
    return new JsonArray(Arrays.stream(counts).<Json>map(JsonArray::of).toList());
  }

  @Override
  public String toString() {
    boolean numbered = classes.stream().anyMatch(name -> name.length() > LONG_NAME);
    Table table = new Table();
    List<String> head = new ArrayList<>(List.of("true class", "examples", "accuracy", "found:"));
    for (int i = 0; i < classes.size(); i++) {
      head.add(numbered ? Integer.toString(i) : classes.get(i));
    }
    table.row(head);
    for (int i = 0; i < classes.size(); i++) {
      long all = Arrays.stream(counts[i]).sum();
      List<String> row = new ArrayList<>();
      row.add(numbered ? i + " " + classes.get(i) : classes.get(i));
      row.add(Text.grouped(all));
      row.add(all == 0 ? "-" : Text.percent((double) counts[i][i] / all));
      row.add("");
      for (long count : counts[i]) {
        row.add(count == 0 ? "." : Long.toString(count));
      }
      table.row(row);
    }
    return table.toString();
  }
}
