package org.atled.core.op.nn;

import org.atled.core.shape.DType;
import org.atled.core.tensor.Interpolation;

/**
 * What each element of a resized axis is made of: tap k is read at {@code places[k]} and counts by
 * {@code weights[k]}. Without weights there is one tap, which is taken as it is.
 */
record Taps(long[][] places, double[][] weights) {
  /** The axis i from a size to another. */
  static Taps of(Interpolation interpolation, int i, long from, int to, DType dtype) {
    double step = interpolation.step(i, from, to);
    boolean aligned = interpolation.alignCorners();
    return switch (interpolation.mode()) {
      case NEAREST -> nearest(step, 0, from, to, dtype == DType.FLOAT64);
      case NEAREST_EXACT -> nearest(step, 0.5, from, to, dtype == DType.FLOAT64);
      case LINEAR, BILINEAR, TRILINEAR -> {
        Taps taps = new Taps(new long[2][to], new double[2][to]);
        for (int at = 0; at < to; at++) {
          double place = from == to ? at : Math.max(0, place(step, at, aligned));
          long first = Math.min((long) Math.floor(place), from - 1);
          double second = from == to ? 0 : Math.min(place - first, 1);
          taps.put(0, at, first, 1 - second);
          taps.put(1, at, from == to ? at : Math.min(first + 1, from - 1), second);
        }
        yield taps;
      }
      case BICUBIC -> {
        Taps taps = new Taps(new long[4][to], new double[4][to]);
        for (int at = 0; at < to; at++) {
          double place = place(step, at, aligned);
          long before = Math.min((long) Math.floor(place), from - 1);
          double t = Math.min(place - before, 1);
          for (int k = 0; k < 4; k++) {
            long at4 = Math.clamp(before - 1 + k, 0, from - 1);
            taps.put(k, at, at4, Keys.weight(Math.abs(t + 1 - k)));
          }
        }
        yield taps;
      }
      case AREA -> throw new IllegalArgumentException("means are made by a pooling");
    };
  }

  private void put(int k, int at, long place, double weight) {
    places[k][at] = place;
    weights[k][at] = weight;
  }

  private static double place(double step, int at, boolean aligned) {
    return aligned ? step * at : step * (at + 0.5) - 0.5;
  }

  /** The place is rounded to float32, and but for float64 the step too: as PyTorch decides. */
  private static Taps nearest(double step, double half, long from, int to, boolean wide) {
    double by = wide ? step : (float) step;
    long[] places = new long[to];
    for (int at = 0; at < to; at++) {
      places[at] = Math.min((long) Math.floor((float) (by * (at + half))), from - 1);
    }
    return new Taps(new long[][] {places}, new double[0][]);
  }
}
