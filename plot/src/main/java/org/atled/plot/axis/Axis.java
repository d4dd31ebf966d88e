package org.atled.plot.axis;

import java.util.List;

/**
 * A labelled scale.
 *
 * @param grid whether lines cross the plot at its ticks
 */
public record Axis(String label, Scale scale, List<Tick> ticks, boolean grid) {
  public Axis {
    ticks = List.copyOf(ticks);
  }

  /** The pixel of a tick. */
  public double at(Tick tick) {
    return scale.at(tick.value());
  }

  /** The ticks at which lines cross the plot. */
  public List<Tick> gridded() {
    return grid ? ticks.stream().filter(Tick::major).toList() : List.of();
  }
}
