package org.atled.plot.axis;

/**
 * A mark on an axis.
 *
 * @param label empty for a minor tick
 */
public record Tick(double value, String label) {
  public boolean major() {
    return !label.isEmpty();
  }
}
