package org.atled.tables;

import java.util.ArrayList;
import java.util.List;

/** What columns become, and which become nothing. */
record Fitted(List<Input> inputs, List<Unused> unused, List<Profile> profiles) {
  static Fitted of(
      Table table, List<Column> columns, List<Unused> before, Gathering gathering, int[] rows) {
    List<Input> inputs = new ArrayList<>();
    List<Unused> unused = new ArrayList<>(before);
    List<Profile> profiles = new ArrayList<>();
    for (Column column : columns) {
      Input.uselessness(column, rows, gathering)
          .ifPresentOrElse(
              reason -> unused.add(new Unused(column.name(), reason)),
              () -> {
                Input input = Input.fit(column, rows, gathering);
                inputs.add(input);
                if (Profile.isKept(columns.size())) {
                  profiles.add(Profile.fit(input, column, rows));
                }
              });
    }
    if (inputs.isEmpty()) {
      throw table.error(
          "no column says anything to learn from; "
              + String.join("; ", Unused.lines(unused))
              + ".");
    }
    return new Fitted(inputs, unused, profiles);
  }
}
