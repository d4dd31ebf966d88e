package org.atled.cpu;

import java.util.List;

/**
 * Loops of nothing but float32 multiply-adds on registers, to measure what the processor can do at
 * most. Found by {@link java.util.ServiceLoader}; which of them is fastest depends on the
 * processor.
 */
public interface PeakLoops {
  /** None where this JVM cannot run them. Its signature names no class that may be missing. */
  List<Loop> loops();

  /** One way to keep the multiply-add units busy. */
  interface Loop {
    /** What it is made of, for people: {@code 12 vectors of 32 bytes}. */
    String description();

    /** Multiplications and additions in one round: a fused multiply-add counts as two. */
    long flopsPerRound();

    /** Runs the rounds; gives a number that depends on all of them, so that none is left out. */
    float run(int rounds);
  }
}
