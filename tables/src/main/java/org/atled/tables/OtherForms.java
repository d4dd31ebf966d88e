package org.atled.tables;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables in a form in which columns do not mean what a model learned. */
final class OtherForms {
  private OtherForms() {}

  /**
   * Refuses such a table.
   *
   * @throws org.atled.core.error.FormatException with the way out
   */
  static void refuse(Preparation learned, Table table) {
    if (table.source().form() == Form.LIBSVM) {
      refuseOtherCount(learned, table);
    }
    if (learned.named() && table.source().form() == Form.ARRAY) {
      refuseNumbersForTexts(learned, table);
    }
  }

  /** Indices that count from 0 where they were learned from 1: all would be shifted. */
  private static void refuseOtherCount(Preparation learned, Table table) {
    Set<String> known =
        Stream.concat(
                learned.inputs().stream().map(Input::name),
                learned.unused().stream().map(Unused::name))
            .collect(Collectors.toUnmodifiableSet());
    // Behind the label the first index stands at 1.
    boolean from0 =
        known.contains("0")
            || learned.inputs().stream()
                .anyMatch(input -> input.name().equals(Integer.toString(input.index() - 1)));
    if (!from0 && table.named("0").isPresent()) {
      throw table.error(
          "counts its indices from 0, as index 0 shows, but the model learned indices from 1, so"
              + " that each would stand for its neighbour; write 1 for 0, 2 for 1 and so on.");
    }
  }

  /** An array holds numbers, which are no category that was text. */
  private static void refuseNumbersForTexts(Preparation learned, Table table) {
    learned.inputs().stream()
        .filter(OtherForms::isText)
        .findFirst()
        .ifPresent(input -> {
          throw table.error(
              "is an array of numbers, but the model learned "
                  + (input instanceof Input.Calendar ? "dates" : "texts")
                  + " in \""
                  + Column.shortened(input.name())
                  + "\"; give it a CSV file with the columns "
                  + Table.list(learned.inputs().stream().map(Input::name).toList())
                  + ".");
        });
  }

  private static boolean isText(Input input) {
    return input instanceof Input.Calendar
        || (input instanceof Input.Embedded embedded && isText(embedded.known()))
        || (input instanceof Input.OneHot hot
            && hot.categories().stream().allMatch(text -> Double.isNaN(Numeral.parse(text))));
  }
}
