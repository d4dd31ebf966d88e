package org.atled.tables.series;

import java.util.List;
import java.util.Optional;

/**
 * A series as a file has it.
 *
 * @param line of the file, from 1
 * @param label its class, if the file says it
 * @param channels the values of each over time; NaN where one is missing
 */
public record LabelledSeries(int line, Optional<String> label, List<double[]> channels) {
  public LabelledSeries {
    channels = List.copyOf(channels);
  }

  /** How many steps its longest channel has without missing ones at the end. */
  public int steps() {
    return channels.stream().mapToInt(LabelledSeries::steps).max().orElse(0);
  }

  /** The archive of UCR fills shorter series with missing values at their end. */
  static int steps(double[] channel) {
    int steps = channel.length;
    while (steps > 0 && Double.isNaN(channel[steps - 1])) {
      steps--;
    }
    return steps;
  }
}
