package org.atled.cpu;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Runs {@link Kernel.ArgReduce}. Of a long row the extremum of each block is found first, by the
 * loops of a reduction, and then, in the first block that has that of the row, where it is.
 */
final class ArgReductions {
  private static final int BLOCK = 128;

  private final InnerLoops inner;
  private final Maps maps;
  private final Crew crew;

  ArgReductions(InnerLoops inner, Maps maps, Crew crew) {
    this.inner = inner;
    this.maps = maps;
    this.crew = crew;
  }

  void reduce(Kernel.ArgReduce reduce) {
    Strided in = reduce.in();
    int last = in.rank() - 1;
    if (reduce.out().elements() == 0) {
      return;
    }
    DType type = in.dtype().isFloating() ? in.dtype().computing() : in.dtype();
    boolean near = Math.abs(in.strides()[last]) <= 1 || in.elements() == in.sizes()[last];
    if (near && type == in.dtype()) {
      reduce(in, reduce);
      return;
    }
    // Elements far apart are brought together first, tile by tile.
    Object array = Scratch.take(type, in.elements());
    Strided rows = Strided.rowMajor(Scratch.asStorage(type, array), in.shape());
    maps.copyOrWiden(in, rows);
    reduce(rows, reduce);
    Scratch.give(type, in.elements(), array);
  }

  private void reduce(Strided in, Kernel.ArgReduce reduce) {
    int last = in.rank() - 1;
    Strided out = reduce.out();
    Nest nest = Nest.of(List.of(out, in), 0, last, true);
    boolean max = reduce.combiner() == Combiner.MAX;
    long[] indices = (long[]) out.storage().array();
    int n = in.sizes()[last];
    int stride = in.strides()[last];
    if (n >= 2 * BLOCK && hasLoops(in.dtype())) {
      new LongRows(reduce, in, nest, n, stride).reduce();
      return;
    }
    crew.split(
        nest.elements(),
        (long) nest.elements() * n * 2,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int[] at = nest.offsetsAt(nest.offsets(), k);
            indices[at[0]] = best(in.storage(), at[1], stride, n, max);
          }
        });
  }

  private static boolean hasLoops(DType dtype) {
    return switch (dtype) {
      case INT32, INT64, FLOAT32, FLOAT64 -> true;
      case BOOL, UINT8, FLOAT16, BFLOAT16 -> false;
    };
  }

  /** Rows of several blocks; the nest's operands are out and in. */
  private final class LongRows {
    private final Kernel.ArgReduce reduce;
    private final Strided in;
    private final Nest nest;
    private final int n;
    private final int stride;
    private final int blocks;
    private final Object extrema;

    LongRows(Kernel.ArgReduce reduce, Strided in, Nest nest, int n, int stride) {
      this.reduce = reduce;
      this.in = in;
      this.nest = nest;
      this.n = n;
      this.stride = stride;
      this.blocks = Blocks.count(n, BLOCK);
      this.extrema = Scratch.take(in.dtype(), nest.elements() * blocks);
    }

    void reduce() {
      int rows = nest.elements();
      crew.split(rows * blocks, (long) rows * n, this::extrema);
      crew.split(rows, 2L * rows * (blocks + BLOCK), this::indices);
      Scratch.give(in.dtype(), rows * blocks, extrema);
    }

    /** Of some blocks of all rows. */
    private void extrema(int from, int to) {
      LaneReducer reducer = inner.reducer(reduce.combiner(), in.dtype());
      Object array = in.storage().array();
      int whole = n / BLOCK;
      for (int row = from / blocks; row * blocks < to; row++) {
        int at = nest.offsetsAt(nest.offsets(), row)[1];
        int first = Math.max(from - row * blocks, 0);
        int end = Math.min(to - row * blocks, blocks);
        int count = Math.min(end, whole) - first;
        int begin = at + first * BLOCK * stride;
        int out = row * blocks + first;
        reducer.reduce(array, begin, BLOCK * stride, count, stride, BLOCK, extrema, out, 1);
        if (end > whole) {
          int rest = at + whole * BLOCK * stride;
          reducer.reduce(
              array, rest, 0, 1, stride, n - whole * BLOCK, extrema, row * blocks + whole, 1);
        }
      }
    }

    private void indices(int from, int to) {
      boolean max = reduce.combiner() == Combiner.MAX;
      long[] indices = (long[]) reduce.out().storage().array();
      Storage found = Scratch.asStorage(in.dtype(), extrema);
      for (int row = from; row < to; row++) {
        int[] at = nest.offsetsAt(nest.offsets(), row);
        int first = BLOCK * best(found, row * blocks, 1, blocks, max);
        int count = Math.min(BLOCK, n - first);
        int within = best(in.storage(), at[1] + first * stride, stride, count, max);
        indices[at[0]] = (long) first + within;
      }
    }
  }

  private static int best(Storage in, int at, int stride, int n, boolean max) {
    return switch (in) {
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> best(s.array(), at, stride, n, max);
      case Storage.Float16 _, Storage.Bfloat16 _ ->
          throw new IllegalArgumentException("Not widened: " + in.dtype());
      case Storage.Uint8 s -> best(s.array(), at, stride, n, max);
      case Storage.Int32 s -> best(s.array(), at, stride, n, max);
      case Storage.Int64 s -> best(s.array(), at, stride, n, max);
      case Storage.Float32 s -> best(s.array(), at, stride, n, max);
      case Storage.Float64 s -> best(s.array(), at, stride, n, max);
    };
  }

  private static int best(boolean[] in, int at, int stride, int n, boolean max) {
    for (int i = 0; i < n; i++) {
      if (in[at + i * stride] == max) {
        return i;
      }
    }
    return 0;
  }

  private static int best(byte[] in, int at, int stride, int n, boolean max) {
    int best = 0;
    int value = in[at] & 0xFF;
    for (int i = 1; i < n; i++) {
      int x = in[at + i * stride] & 0xFF;
      if (max ? x > value : x < value) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  private static int best(int[] in, int at, int stride, int n, boolean max) {
    int best = 0;
    int value = in[at];
    for (int i = 1; i < n; i++) {
      int x = in[at + i * stride];
      if (max ? x > value : x < value) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  private static int best(long[] in, int at, int stride, int n, boolean max) {
    int best = 0;
    long value = in[at];
    for (int i = 1; i < n; i++) {
      long x = in[at + i * stride];
      if (max ? x > value : x < value) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  private static int best(float[] in, int at, int stride, int n, boolean max) {
    int best = 0;
    float value = in[at];
    for (int i = 1; i < n && !Float.isNaN(value); i++) {
      float x = in[at + i * stride];
      if ((max ? x > value : x < value) || Float.isNaN(x)) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  private static int best(double[] in, int at, int stride, int n, boolean max) {
    int best = 0;
    double value = in[at];
    for (int i = 1; i < n && !Double.isNaN(value); i++) {
      double x = in[at + i * stride];
      if ((max ? x > value : x < value) || Double.isNaN(x)) {
        best = i;
        value = x;
      }
    }
    return best;
  }
}
