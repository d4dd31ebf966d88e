package org.atled.cpu.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.cpu.ByteTile;

/** A tile of four or eight vectors of sums: as many chains of multiply-adds are under way. */
final class VectorByteTile implements ByteTile {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** As many bytes as a vector has lanes; of fewer than eight there is no vector. */
  private static final VectorSpecies<Byte> BYTES =
      exists()
          ? VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE))
          : ByteVector.SPECIES_PREFERRED;

  /** Whether vectors of this JVM's preferred width make a tile. */
  static boolean exists() {
    return LANES == 8 || LANES == 16;
  }

  @Override
  public void run(
      float[] a, int aAt, int aStep, byte[] b, int bAt, int bStep, float[] c, int cAt, int k) {
    if (LANES == 8) {
      eight(a, aAt, aStep, b, bAt, bStep, c, cAt, k);
    } else {
      four(a, aAt, aStep, b, bAt, bStep, c, cAt, k);
    }
  }

  private static void eight(
      float[] a, int aAt, int aStep, byte[] b, int bAt, int bStep, float[] c, int cAt, int k) {
    FloatVector zero = FloatVector.broadcast(FLOATS, QuantizedGemmKernel.ZERO);
    FloatVector c0 = FloatVector.zero(FLOATS);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    for (int p = 0; p < k; p++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aAt + p * aStep]);
      int at = bAt + p * bStep;
      c0 = weights(zero, b, at).fma(factor, c0);
      c1 = weights(zero, b, at + LANES).fma(factor, c1);
      c2 = weights(zero, b, at + 2 * LANES).fma(factor, c2);
      c3 = weights(zero, b, at + 3 * LANES).fma(factor, c3);
      c4 = weights(zero, b, at + 4 * LANES).fma(factor, c4);
      c5 = weights(zero, b, at + 5 * LANES).fma(factor, c5);
      c6 = weights(zero, b, at + 6 * LANES).fma(factor, c6);
      c7 = weights(zero, b, at + 7 * LANES).fma(factor, c7);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
    c2.intoArray(c, cAt + 2 * LANES);
    c3.intoArray(c, cAt + 3 * LANES);
    c4.intoArray(c, cAt + 4 * LANES);
    c5.intoArray(c, cAt + 5 * LANES);
    c6.intoArray(c, cAt + 6 * LANES);
    c7.intoArray(c, cAt + 7 * LANES);
  }

  private static void four(
      float[] a, int aAt, int aStep, byte[] b, int bAt, int bStep, float[] c, int cAt, int k) {
    FloatVector zero = FloatVector.broadcast(FLOATS, QuantizedGemmKernel.ZERO);
    FloatVector c0 = FloatVector.zero(FLOATS);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    for (int p = 0; p < k; p++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aAt + p * aStep]);
      int at = bAt + p * bStep;
      c0 = weights(zero, b, at).fma(factor, c0);
      c1 = weights(zero, b, at + LANES).fma(factor, c1);
      c2 = weights(zero, b, at + 2 * LANES).fma(factor, c2);
      c3 = weights(zero, b, at + 3 * LANES).fma(factor, c3);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
    c2.intoArray(c, cAt + 2 * LANES);
    c3.intoArray(c, cAt + 3 * LANES);
  }

  /**
   * A vector's worth of bytes less the one that means 0, which is exact. That one as a vector is
   * given, as HotSpot would inline a broadcast of it seven times, and call the eighth.
   */
  private static FloatVector weights(FloatVector zero, byte[] b, int at) {
    IntVector whole =
        (IntVector)
            ByteVector.fromArray(BYTES, b, at)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    return ((FloatVector) whole.convertShape(VectorOperators.I2F, FLOATS, 0)).sub(zero);
  }
}
