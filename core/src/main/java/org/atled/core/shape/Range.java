package org.atled.core.shape;

/**
 * The places {@code start, start + step, …} along one axis, {@code count} of them. The step may be
 * negative, not 0.
 */
public record Range(int axis, long start, long step, long count) {
  /** The same where so many more axes stand in front. */
  public Range after(int more) {
    return new Range(axis + more, start, step, count);
  }
}
