package org.atled.nn;

/**
 * Hears of the calls in a network: given to a call by its mode, {@link Mode#observedBy}. What it
 * throws ends the call. A step that runs as a plan has no calls to hear of, so that recording one
 * with observers is an error.
 */
public interface Observer {
  /** A module's work begins; what it calls in turn comes before {@link #called}. */
  default void calling(Module module) {}

  /**
   * A module's work is done.
   *
   * @param result what it gives: a tensor if it is a {@link Layer}, else what its {@code apply}
   *     returns
   */
  default void called(Module module, Object result) {}

  /** A module looked from some steps at others, in its work. */
  default void attended(Module module, Attended how) {}
}
