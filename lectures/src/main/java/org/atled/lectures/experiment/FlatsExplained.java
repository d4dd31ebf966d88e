package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/** Partial dependence of a network's rents on the columns of {@link Rents}, whose rule is known. */
final class FlatsExplained {
  /** Rows that the means are taken over. */
  private static final int ROWS = 300;

  /** Curves of single flats that are drawn. */
  private static final int SINGLE = 20;

  /** What axes reach to, over the greatest rent that is drawn. */
  private static final double ROOM = 1.05;

  private FlatsExplained() {}

  static void report(int flats, int epochs, Seed seed, Findings.Builder findings) {
    Rents table = Rents.drawn(flats, seed.at("table"));
    Rents.Model model = table.learned(epochs, seed.at("weights"));
    double[][] rows = Arrays.copyOf(table.rows(), Math.min(ROWS, flats));
    double[] ages = IntStream.rangeClosed(0, 20).mapToDouble(i -> 5 * i).toArray();
    double[] floors = IntStream.rangeClosed(0, 9).mapToDouble(i -> i).toArray();
    var age = PartialDependence.of(model::rents, rows, Rents.AGE, ages);
    var floor = PartialDependence.of(model::rents, rows, Rents.FLOOR, floors);
    var truth = PartialDependence.of(Rents::rules, rows, Rents.AGE, ages);
    double off = 0;
    for (int i = 0; i < ages.length; i++) {
      off = Math.max(off, Math.abs(age.mean()[i] - truth.mean()[i]));
    }
    double most = 0;
    for (double[] drawn : List.of(age.mean(), truth.mean(), floor.mean())) {
      most = Math.max(most, Arrays.stream(drawn).max().orElseThrow());
    }
    for (double[] single : Arrays.copyOf(floor.curves(), SINGLE)) {
      most = Math.max(most, Arrays.stream(single).max().orElseThrow());
    }
    double all = floor.rise(floor.mean());
    double with = floor.rise(floor.mean(row -> row[Rents.LIFT] == 1));
    double without = floor.rise(floor.mean(row -> row[Rents.LIFT] == 0));
    findings
        .say(
            "On a made-up table of rents the partial dependence on a house's age, least in the"
                + " middle, comes within %.0f € of the rule that made the table.",
            off)
        .say(
            "On the floor it is nearly flat, %+.0f € a floor, and yet the floor matters: %+.0f €"
                + " with a lift and %+.0f € without, ±%.0f by the rule. A mean hides what single"
                + " rows show.",
            all, with, without, Rents.A_FLOOR)
        .number("age-off", off)
        .number("floor-rise", all)
        .number("floor-rise-with-lift", with)
        .number("floor-rise-without-lift", without)
        .figure(
            "partial-dependence",
            Panels.of("What the rent depends on", 2, age(age, truth, most), floor(floor, most)),
            "Left, the mean over all flats as one column is changed, against the rule. Right, the"
                + " lines without markers are "
                + SINGLE
                + " single flats: those with a lift rise and those without fall, and the mean tells"
                + " of neither. Both axes of rents begin at 0 and are of the same scale.");
  }

  private static Figure age(PartialDependence age, PartialDependence truth, double most) {
    return Chart.of("Age of the house", "years", "rent in euros")
        .size(380, 280)
        .yRange(0, ROOM * most)
        .line("partial dependence", age.values(), age.mean())
        .dashed("the rule", age.values(), truth.mean())
        .figure();
  }

  private static Figure floor(PartialDependence floor, double most) {
    Chart chart =
        Chart.of("Floor", "floor", "rent in euros").size(380, 280).wholeX().yRange(0, ROOM * most);
    for (int i = 0; i < SINGLE; i++) {
      String name = floor.rows()[i][Rents.LIFT] == 1 ? "flat with lift" : "flat without";
      chart = chart.line(name, floor.values(), floor.curves()[i]);
    }
    return chart
        .line("partial dependence", floor.values(), floor.mean())
        .points("partial dependence", floor.values(), floor.mean())
        .figure();
  }
}
