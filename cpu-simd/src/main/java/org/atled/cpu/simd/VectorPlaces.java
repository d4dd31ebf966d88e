package org.atled.cpu.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.atled.cpu.LaneReducer;

/**
 * Finds the extrema of rows of float32 by vectors: each lane of four keeps the best that it has
 * seen and where the step began in which it saw it. The last step goes back so far that it is a
 * whole one, as what was seen before is not better than itself. A row with NaN, which a sum of all
 * shows, and one with infinities of both signs, are left to the scalar loop.
 *
 * @param max whether the greatest is wanted; of the least the sign is turned
 */
record VectorPlaces(boolean max, LaneReducer scalar) implements LaneReducer {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INDEX = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STEP = 4 * LANES;

  /** The shortest rows for which there are vectors. */
  static final int LEAST = STEP;

  @Override
  public void reduce(
      Object in,
      int at,
      int outerStride,
      int outer,
      int stride,
      int n,
      Object out,
      int outAt,
      int outStride) {
    if (stride != 1 || n < LEAST) {
      scalar.reduce(in, at, outerStride, outer, stride, n, out, outAt, outStride);
      return;
    }
    float[] numbers = (float[]) in;
    long[] found = (long[]) out;
    float[] values = new float[LANES];
    int[] indices = new int[LANES];
    for (int o = 0; o < outer; o++) {
      int from = at + o * outerStride;
      int to = outAt + o * outStride;
      if (lanes(numbers, from, n, max ? 1 : -1, values, indices)) {
        found[to] = first(values, indices);
      } else {
        scalar.reduce(in, from, 0, 1, 1, n, out, to, 1);
      }
    }
  }

  /** The best of each lane and its index; false if the numbers do not allow it. */
  private static boolean lanes(
      float[] in, int at, int n, float sign, float[] values, int[] indices) {
    FloatVector best0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector best1 = best0;
    FloatVector best2 = best0;
    FloatVector best3 = best0;
    IntVector begin0 = IntVector.zero(INDEX);
    IntVector begin1 = begin0;
    IntVector begin2 = begin0;
    IntVector begin3 = begin0;
    FloatVector sum = FloatVector.zero(SPECIES);
    int steps = (n - 1) / STEP + 1;
    for (int step = 0; step < steps; step++) {
      int i = Math.min(step * STEP, n - STEP);
      IntVector begin = IntVector.broadcast(INDEX, i);
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, at + i).mul(sign);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, at + i + LANES).mul(sign);
      FloatVector x2 = FloatVector.fromArray(SPECIES, in, at + i + 2 * LANES).mul(sign);
      FloatVector x3 = FloatVector.fromArray(SPECIES, in, at + i + 3 * LANES).mul(sign);
      sum = sum.add(x0.add(x1).add(x2.add(x3)));
      VectorMask<Float> better0 = x0.compare(VectorOperators.GT, best0);
      VectorMask<Float> better1 = x1.compare(VectorOperators.GT, best1);
      VectorMask<Float> better2 = x2.compare(VectorOperators.GT, best2);
      VectorMask<Float> better3 = x3.compare(VectorOperators.GT, best3);
      best0 = best0.blend(x0, better0);
      best1 = best1.blend(x1, better1);
      best2 = best2.blend(x2, better2);
      best3 = best3.blend(x3, better3);
      begin0 = begin0.blend(begin, better0.cast(INDEX));
      begin1 = begin1.blend(begin, better1.cast(INDEX));
      begin2 = begin2.blend(begin, better2.cast(INDEX));
      begin3 = begin3.blend(begin, better3.cast(INDEX));
    }
    if (sum.compare(VectorOperators.NE, sum).anyTrue()) {
      return false;
    }
    IntVector second = begin1.add(LANES);
    VectorMask<Float> first = isFirst(best1, second, best0, begin0);
    best0 = best0.blend(best1, first);
    begin0 = begin0.blend(second, first.cast(INDEX));
    IntVector third = begin2.add(2 * LANES);
    IntVector fourth = begin3.add(3 * LANES);
    first = isFirst(best3, fourth, best2, third);
    best2 = best2.blend(best3, first);
    third = third.blend(fourth, first.cast(INDEX));
    first = isFirst(best2, third, best0, begin0);
    best0.blend(best2, first).intoArray(values, 0);
    begin0.blend(third, first.cast(INDEX)).intoArray(indices, 0);
    return true;
  }

  /** Where x is better than y, or equal and earlier. */
  private static VectorMask<Float> isFirst(FloatVector x, IntVector i, FloatVector y, IntVector j) {
    VectorMask<Float> earlier = i.compare(VectorOperators.LT, j).cast(SPECIES);
    return x.compare(VectorOperators.EQ, y).and(earlier).or(x.compare(VectorOperators.GT, y));
  }

  /** Of the greatest values the first index: lane l has seen what stands l after the indices. */
  private static int first(float[] values, int[] indices) {
    float best = values[0];
    int place = indices[0];
    for (int lane = 1; lane < LANES; lane++) {
      float value = values[lane];
      int index = indices[lane] + lane;
      if (value > best || (value == best && index < place)) {
        best = value;
        place = index;
      }
    }
    return place;
  }
}
