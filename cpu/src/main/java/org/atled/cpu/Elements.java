package org.atled.cpu;

/** Loops of gather and scatter for each type of element. */
final class Elements {
  private Elements() {}

  /**
   * {@code places[i] = base + i·baseStride + indices[at + i·stride]·step}; negative indices count
   * from the end.
   */
  static void places(
      Object indices,
      int at,
      int stride,
      int size,
      int step,
      int base,
      int baseStride,
      int[] places,
      int count) {
    switch (indices) {
      case int[] x -> {
        for (int i = 0; i < count; i++) {
          int index = x[at + i * stride];
          places[i] = base + i * baseStride + (index < 0 ? index + size : index) * step;
        }
      }
      case long[] x -> {
        for (int i = 0; i < count; i++) {
          int index = (int) x[at + i * stride];
          places[i] = base + i * baseStride + (index < 0 ? index + size : index) * step;
        }
      }
      default -> throw new IllegalArgumentException("Not an index: " + indices.getClass());
    }
  }

  /** One of some indices. */
  static long index(Object indices, int at) {
    return switch (indices) {
      case int[] x -> x[at];
      case long[] x -> x[at];
      default -> throw new IllegalArgumentException("Not an index: " + indices.getClass());
    };
  }

  /**
   * Whether one of the indices {@code indices[at + i·stride]} is less than {@code least} or not
   * less than {@code size}: then one of two differences is negative, or too great for its type and
   * so negative, too. There is no branch, so that HotSpot asks of several at once.
   *
   * @param least at most 0
   */
  static boolean outside(Object indices, int at, int stride, int count, int least, int size) {
    long differences = 0;
    switch (indices) {
      case int[] x -> {
        for (int i = 0; i < count; i++) {
          long index = x[at + i * stride];
          differences |= (index - least) | (size - 1 - index);
        }
      }
      case long[] x when stride == 1 -> {
        for (int i = at; i < at + count; i++) {
          differences |= (x[i] - least) | (size - 1 - x[i]);
        }
      }
      case long[] x -> {
        for (int i = 0; i < count; i++) {
          long index = x[at + i * stride];
          differences |= (index - least) | (size - 1 - index);
        }
      }
      default -> throw new IllegalArgumentException("Not an index: " + indices.getClass());
    }
    return differences < 0;
  }

  /** A row of neighbours: that they are floats, HotSpot copies without asking again. */
  static void copy(Object in, int from, Object out, int to, int count) {
    if (in instanceof float[] x && out instanceof float[] y) {
      System.arraycopy(x, from, y, to, count);
    } else {
      System.arraycopy(in, from, out, to, count);
    }
  }

  /** {@code out[at + i·stride] = in[places[i]]}. */
  static void gather(Object in, int[] places, int count, Object out, int at, int stride) {
    switch (in) {
      case boolean[] x -> {
        boolean[] y = (boolean[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      case byte[] x -> {
        byte[] y = (byte[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      case short[] x -> {
        short[] y = (short[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      case int[] x -> {
        int[] y = (int[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      case long[] x -> {
        long[] y = (long[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      case float[] x when stride == 1 -> {
        float[] y = (float[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i] = x[places[i]];
        }
      }
      case float[] x -> {
        float[] y = (float[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      case double[] x -> {
        double[] y = (double[]) out;
        for (int i = 0; i < count; i++) {
          y[at + i * stride] = x[places[i]];
        }
      }
      default -> throw new IllegalArgumentException("No elements: " + in.getClass());
    }
  }
}
