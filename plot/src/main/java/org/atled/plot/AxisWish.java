package org.atled.plot;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Axis;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Tick;
import org.atled.plot.axis.Ticks;

/**
 * What is asked of an axis of a chart.
 *
 * @param whole whether only whole numbers are marked
 * @param range what it shows; none: all there is
 * @param choices what it is marked with, the list of most labels first; none: numbers
 */
record AxisWish(
    String label, boolean log, boolean whole, Optional<Range> range, List<List<Tick>> choices) {
  static AxisWish of(String label) {
    return new AxisWish(label, false, false, Optional.empty(), List.of());
  }

  AxisWish logarithmic() {
    return new AxisWish(label, true, whole, range, choices);
  }

  AxisWish wholeNumbers() {
    return new AxisWish(label, log, true, range, choices);
  }

  AxisWish over(Range wanted) {
    return new AxisWish(label, log, whole, Optional.of(wanted), choices);
  }

  AxisWish marked(List<List<Tick>> with) {
    return new AxisWish(label, log, whole, range, List.copyOf(with));
  }

  /**
   * The axis along which numbers run from one pixel to another.
   *
   * @param room how many labels there is room for; fewer where they would touch
   */
  Axis axis(Range shown, double start, double end, int room) {
    Scale scale = new Scale(shown, log, start, end);
    boolean across = end > start;
    for (List<Tick> choice : choices) {
      List<Tick> seen = choice.stream().filter(tick -> shown.contains(tick.value())).toList();
      Axis axis = new Axis(label, scale, seen, true);
      if (choice == choices.getLast() || (seen.size() <= room && Frame.labelsFit(axis))) {
        return axis;
      }
    }
    for (int fewer = room; ; fewer--) {
      Axis axis = new Axis(label, scale, ticks(shown, fewer), true);
      if (!across || fewer <= 2 || Frame.labelsFit(axis)) {
        return axis;
      }
    }
  }

  private List<Tick> ticks(Range shown, int room) {
    return whole ? Ticks.whole(shown, room) : Ticks.of(shown, log, room);
  }

  /**
   * Refuses what has no place on a logarithmic axis.
   *
   * @param which x or y
   */
  void check(String title, String which, Series series, List<double[]> values) {
    for (double[] some : values) {
      for (int i = 0; log && i < some.length; i++) {
        if (some[i] <= 0) {
          throw new ArgumentException(
              "\""
                  + series.name()
                  + "\" has "
                  + which
                  + " = "
                  + some[i]
                  + " at index "
                  + i
                  + ", but the "
                  + which
                  + " axis of \""
                  + title
                  + "\" is logarithmic, which takes positive numbers only; make it NaN, which"
                  + " leaves a gap, or draw an even axis.");
        }
      }
    }
    if (log && range.isPresent() && range.get().from() <= 0) {
      throw new ArgumentException(
          "The "
              + which
              + " axis of \""
              + title
              + "\" is logarithmic but is to begin at "
              + range.get().from()
              + "; begin at a positive number, or draw an even axis.");
    }
  }
}
