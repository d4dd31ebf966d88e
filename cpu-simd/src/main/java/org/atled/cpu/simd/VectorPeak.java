package org.atled.cpu.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.atled.cpu.PeakLoops;

/**
 * Chains of multiply-adds, s ← x·y + s, of which so many run side by side that no unit waits for a
 * result: units times latency, 8 to 16 on today's processors.
 */
enum VectorPeak implements PeakLoops.Loop {
  /** As many as 16 registers hold. */
  TWELVE(12) {
    @Override
    public float run(int rounds) {
      FloatVector x = FloatVector.broadcast(SPECIES, FACTOR);
      FloatVector y = x;
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      FloatVector s4 = zero;
      FloatVector s5 = zero;
      FloatVector s6 = zero;
      FloatVector s7 = zero;
      FloatVector s8 = zero;
      FloatVector s9 = zero;
      FloatVector s10 = zero;
      FloatVector s11 = zero;
      for (int round = 0; round < rounds; round++) {
        s0 = x.fma(y, s0);
        s1 = x.fma(y, s1);
        s2 = x.fma(y, s2);
        s3 = x.fma(y, s3);
        s4 = x.fma(y, s4);
        s5 = x.fma(y, s5);
        s6 = x.fma(y, s6);
        s7 = x.fma(y, s7);
        s8 = x.fma(y, s8);
        s9 = x.fma(y, s9);
        s10 = x.fma(y, s10);
        s11 = x.fma(y, s11);
      }
      return s0.add(s1)
          .add(s2)
          .add(s3)
          .add(s4)
          .add(s5)
          .add(s6)
          .add(s7)
          .add(s8)
          .add(s9)
          .add(s10)
          .add(s11)
          .reduceLanes(VectorOperators.ADD);
    }
  },

  /** For processors with 32 registers. */
  TWENTY(20) {
    @Override
    public float run(int rounds) {
      FloatVector x = FloatVector.broadcast(SPECIES, FACTOR);
      FloatVector y = x;
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      FloatVector s4 = zero;
      FloatVector s5 = zero;
      FloatVector s6 = zero;
      FloatVector s7 = zero;
      FloatVector s8 = zero;
      FloatVector s9 = zero;
      FloatVector s10 = zero;
      FloatVector s11 = zero;
      FloatVector s12 = zero;
      FloatVector s13 = zero;
      FloatVector s14 = zero;
      FloatVector s15 = zero;
      FloatVector s16 = zero;
      FloatVector s17 = zero;
      FloatVector s18 = zero;
      FloatVector s19 = zero;
      for (int round = 0; round < rounds; round++) {
        s0 = x.fma(y, s0);
        s1 = x.fma(y, s1);
        s2 = x.fma(y, s2);
        s3 = x.fma(y, s3);
        s4 = x.fma(y, s4);
        s5 = x.fma(y, s5);
        s6 = x.fma(y, s6);
        s7 = x.fma(y, s7);
        s8 = x.fma(y, s8);
        s9 = x.fma(y, s9);
        s10 = x.fma(y, s10);
        s11 = x.fma(y, s11);
        s12 = x.fma(y, s12);
        s13 = x.fma(y, s13);
        s14 = x.fma(y, s14);
        s15 = x.fma(y, s15);
        s16 = x.fma(y, s16);
        s17 = x.fma(y, s17);
        s18 = x.fma(y, s18);
        s19 = x.fma(y, s19);
      }
      return s0.add(s1)
          .add(s2)
          .add(s3)
          .add(s4)
          .add(s5)
          .add(s6)
          .add(s7)
          .add(s8)
          .add(s9)
          .add(s10)
          .add(s11)
          .add(s12)
          .add(s13)
          .add(s14)
          .add(s15)
          .add(s16)
          .add(s17)
          .add(s18)
          .add(s19)
          .reduceLanes(VectorOperators.ADD);
    }
  };

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Below 1, so that the sums stay finite however long it runs: they stop growing at 2²⁴. */
  private static final float FACTOR = 0.999f;

  private final int chains;

  VectorPeak(int chains) {
    this.chains = chains;
  }

  @Override
  public String description() {
    return chains + " vectors of " + SPECIES.vectorByteSize() + " bytes";
  }

  @Override
  public long flopsPerRound() {
    return 2L * chains * SPECIES.length();
  }
}
