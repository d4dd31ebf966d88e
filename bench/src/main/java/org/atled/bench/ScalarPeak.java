package org.atled.bench;

import org.atled.cpu.PeakLoops;

/**
 * Multiply-adds in a plain loop over an array that the first-level cache holds, for HotSpot to make
 * vectors of: where there is no Vector API, the best that can be measured.
 */
record ScalarPeak() implements PeakLoops.Loop {
  private static final int SIZE = 1024;
  private static final int ADDS = 4;

  @Override
  public String description() {
    return "a plain loop";
  }

  @Override
  public long flopsPerRound() {
    return 2L * ADDS * SIZE;
  }

  @Override
  public float run(int rounds) {
    float[] s = new float[SIZE];
    for (int round = 0; round < rounds; round++) {
      round(s, 0.5f, 1);
    }
    return s[rounds % SIZE];
  }

  /** s ← x·s + y, four times: it goes to 2, far from what is too small or too large. */
  private static void round(float[] s, float x, float y) {
    for (int i = 0; i < s.length; i++) {
      s[i] = Math.fma(x, Math.fma(x, Math.fma(x, Math.fma(x, s[i], y), y), y), y);
    }
  }
}
