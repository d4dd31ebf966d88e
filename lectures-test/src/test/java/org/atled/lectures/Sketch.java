package org.atled.lectures;

import org.atled.core.random.Seed;
import org.atled.plot.Chart;

/** A small experiment, to see the frame by. */
record Sketch(String name) implements Experiment {
  @Override
  public String title() {
    return "What <" + name + "> & co. \"show\"";
  }

  @Override
  public Findings run(Seed seed) {
    double half = 0.5;
    return Findings.builder()
        .say("Half of %d is %.1f & less than 1.", 1, half)
        .say("So it is with every seed.")
        .number("half", half)
        .number("unknown", Double.NaN)
        .table(Table.of("Halves <all>", "what", "half").row("one", "0.5").row("a < b", "1"))
        .figure(
            "halves",
            Chart.of("Halves", "x", "half of x")
                .size(160, 120)
                .line("half", new double[] {0, 1}, new double[] {0, half})
                .figure(),
            "A line of slope <½>.")
        .build();
  }
}
