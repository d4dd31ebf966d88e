package org.atled.cpu;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.Strided;

/**
 * Runs {@link ArgReduceKernel}. Of a long row the place in each block is found first, on several
 * threads, and then the first block whose element is the extremum.
 */
final class ArgReductions {
  private static final int BLOCK = 1 << 13;

  private final InnerLoops inner;
  private final Maps maps;
  private final ParallelLoops parallel;

  ArgReductions(InnerLoops inner, Maps maps, ParallelLoops parallel) {
    this.inner = inner;
    this.maps = maps;
    this.parallel = parallel;
  }

  void reduce(ArgReduceKernel reduce) {
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

  private void reduce(Strided in, ArgReduceKernel reduce) {
    int last = in.rank() - 1;
    Nest nest = Nest.of(List.of(reduce.out(), in), 0, last, true);
    Rows rows =
        new Rows(
            inner.places(reduce.combiner(), in.dtype()),
            nest,
            in.storage().array(),
            in.sizes()[last],
            in.strides()[last],
            (long[]) reduce.out().storage().array());
    long work = (long) nest.elements() * rows.n();
    if (rows.n() <= BLOCK) {
      parallel.split(nest.elements(), work, rows::places);
    } else {
      int blocks = Blocks.count(rows.n(), BLOCK);
      int count = nest.elements() * blocks;
      long[] found = (long[]) Scratch.take(DType.INT64, count);
      parallel.split(count, work, (from, to) -> rows.blocks(from, to, blocks, found));
      rows.join(new ExtremumPlaces(reduce.combiner()), blocks, found);
      Scratch.give(DType.INT64, count, found);
    }
  }

  /** Rows of n elements in a row each; the nest's operands are out and in. */
  private record Rows(LaneReducer finder, Nest nest, Object in, int n, int stride, long[] out) {
    void places(int from, int to) {
      int[] strides = nest.stridesAbove(0);
      for (int row = from, next; row < to; row = next) {
        next = Math.min(to, row - row % nest.inner() + nest.inner());
        int[] at = nest.offsetsAt(nest.offsets(), row);
        finder.reduce(in, at[1], strides[1], next - row, stride, n, out, at[0], strides[0]);
      }
    }

    /** Of some blocks of all rows. */
    void blocks(int from, int to, int blocks, long[] found) {
      for (int k = from; k < to; k++) {
        int first = k % blocks * BLOCK;
        int at = nest.offsetsAt(nest.offsets(), k / blocks)[1] + first * stride;
        finder.reduce(in, at, 0, 1, stride, Math.min(BLOCK, n - first), found, k, 1);
      }
    }

    void join(ExtremumPlaces order, int blocks, long[] found) {
      for (int row = 0; row < nest.elements(); row++) {
        int[] at = nest.offsetsAt(nest.offsets(), row);
        int best = (int) found[row * blocks];
        for (int block = 1; block < blocks; block++) {
          int next = block * BLOCK + (int) found[row * blocks + block];
          if (order.isBetter(in, at[1] + next * stride, at[1] + best * stride)) {
            best = next;
          }
        }
        out[at[0]] = best;
      }
    }
  }
}
