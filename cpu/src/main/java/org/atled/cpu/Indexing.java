package org.atled.cpu;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.Strided;

/** Runs {@link GatherKernel} and {@link ScatterKernel}. */
final class Indexing {
  /** Elements for which the places are computed at a time. */
  private static final int BLOCK = 1024;

  private static final int[] NONE = {0, 0, 0};
  private static final int[] ONES = {1, 1, 1};

  private final LoopCache loops;
  private final ParallelLoops parallel;

  Indexing(LoopCache loops, ParallelLoops parallel) {
    this.loops = loops;
    this.parallel = parallel;
  }

  void gather(GatherKernel gather) {
    Strided in = gather.in();
    Strided out = gather.out();
    if (out.elements() == 0) {
      return;
    }
    int size = in.sizes()[gather.axis()];
    check(gather.index(), gather.wraps() ? -size : 0, size);
    int step = in.strides()[gather.axis()];
    Nest nest = Nest.of(List.of(gather.index(), withoutAxis(in, gather.axis(), out.sizes()), out));
    int axis = nest.longAxis(parallel.threads());
    Object from = in.storage().array();
    Object to = out.storage().array();
    Walk walk =
        new Walk() {
          @Override
          public void elements(int[] places, int count, int at, int stride) {
            Elements.gather(from, places, count, to, at, stride);
          }

          @Override
          public void row(int place, int at, int count) {
            Elements.copy(from, place, to, at, count);
          }
        };
    if (axis < 0) {
      walk(nest, gather.index(), size, step, true, walk);
      return;
    }
    parallel.split(
        nest.sizes()[axis],
        2L * out.elements(),
        (begin, end) -> walk(nest.slice(axis, begin, end), gather.index(), size, step, true, walk));
  }

  /**
   * Threads share the elements along another axis than the indexed one: what is added to one target
   * stays with one thread, in order.
   */
  void scatter(ScatterKernel scatter) {
    Strided in = scatter.in();
    if (in.elements() == 0) {
      return;
    }
    check(scatter.index(), 0, scatter.out().sizes()[scatter.axis()]);
    int longest = -1;
    for (int axis = 0; axis < in.rank(); axis++) {
      if (axis != scatter.axis() && (longest < 0 || in.sizes()[axis] > in.sizes()[longest])) {
        longest = axis;
      }
    }
    if (longest < 0) {
      scatter(scatter, in, scatter.index(), scatter.out());
      return;
    }
    int axis = longest;
    int size = in.sizes()[axis];
    long work = 2L * in.elements();
    // One part a thread: each goes through all indices.
    int parts = Math.min(parallel.parts(size, work), parallel.availableThreads());
    parallel.each(
        parts,
        work,
        part -> {
          int from = (int) ((long) size * part / parts);
          int count = (int) ((long) size * (part + 1) / parts) - from;
          scatter(
              scatter,
              in.slice(axis, from, 1, count),
              scatter.index().slice(axis, from, 1, count),
              scatter.out().slice(axis, from, 1, count));
        });
  }

  private void scatter(ScatterKernel scatter, Strided in, Strided index, Strided out) {
    Nest nest = Nest.of(List.of(index, withoutAxis(out, scatter.axis(), in.sizes()), in));
    Object from = in.storage().array();
    Object to = out.storage().array();
    // UINT8 and BOOL have no loops that combine in their own type.
    boolean byRows =
        scatter.combiner().isEmpty() || (in.dtype() != DType.UINT8 && in.dtype() != DType.BOOL);
    Optional<Loop> join =
        scatter
            .combiner()
            .filter(c -> byRows)
            .map(c -> ReduceForms.combine(c, in.dtype()))
            .map(e -> loops.get(e, Step.ONE, Step.ONE, Step.ONE));
    Object[] arrays = {to, from, to};
    int[] offsets = new int[arrays.length];
    Walk walk =
        new Walk() {
          @Override
          public void elements(int[] places, int count, int at, int stride) {
            if (scatter.combiner().isPresent()) {
              ScatteredElements.combine(
                  scatter.combiner().get(), from, at, stride, places, count, to);
            } else {
              ScatteredElements.set(from, at, stride, places, count, to);
            }
          }

          @Override
          public void row(int place, int at, int count) {
            if (join.isPresent()) {
              offsets[0] = place;
              offsets[1] = at;
              offsets[2] = place;
              join.get().run(arrays, offsets, NONE, 1, ONES, count);
            } else {
              Elements.copy(from, at, to, place, count);
            }
          }
        };
    int axis = scatter.axis();
    walk(nest, index, out.sizes()[axis], out.strides()[axis], byRows, walk);
  }

  /** What is done with elements on one side and their places on the other, which is indexed. */
  private interface Walk {
    /** The elements {@code at + i·stride}, each with a place of its own. */
    void elements(int[] places, int count, int at, int stride);

    /** The elements {@code at + i}, with the places {@code place + i}. */
    void row(int place, int at, int count);
  }

  /**
   * Visits every element; operands of the nest are the index, the indexed side without its axis,
   * and the other side.
   *
   * @param size of the indexed axis
   */
  private static void walk(
      Nest nest, Strided index, int size, int step, boolean byRows, Walk walk) {
    Object indices = index.storage().array();
    int[] places = (int[]) Scratch.take(DType.INT32, BLOCK);
    int inner = nest.inner();
    int[] strides = nest.stridesAbove(0);
    // One index for a row of neighbours, as in an embedding.
    boolean rowByRow = byRows && strides[0] == 0 && strides[1] == 1 && strides[2] == 1;
    int rows = nest.elements() / inner;
    int[] at = nest.offsets().clone();
    // Then the rows that lie one after the other are visited in blocks, too.
    int[] below = nest.stridesAbove(1);
    int together = rowByRow && nest.rank() == 2 ? BLOCK : 1;
    for (int row = 0, next; rowByRow && row < rows; row = next) {
      next = Blocks.end(row, together, rows);
      int count = next - row;
      nest.moveTo(at, nest.offsets(), row * inner);
      Elements.places(indices, at[0], below[0], size, step, at[1], below[1], places, count);
      for (int i = 0; i < count; i++) {
        walk.row(places[i], at[2] + i * below[2], inner);
      }
    }
    for (int row = 0; !rowByRow && row < rows; row++) {
      nest.moveTo(at, nest.offsets(), row * inner);
      for (int i = 0, end; i < inner; i = end) {
        end = Blocks.end(i, BLOCK, inner);
        int count = end - i;
        Elements.places(indices, at[0], strides[0], size, step, at[1], strides[1], places, count);
        walk.elements(places, count, at[2], strides[2]);
        Nest.advance(at, strides, count);
      }
    }
    Scratch.give(DType.INT32, BLOCK, places);
  }

  /** The same side with stride 0 along the indexed axis, where the index decides. */
  private static Strided withoutAxis(Strided side, int axis, int[] sizes) {
    int[] strides = side.strides().clone();
    strides[axis] = 0;
    return new Strided(side.storage(), side.offset(), sizes, strides);
  }

  /** Looks at every index once, in row-major order, so that the first bad one is named. */
  private static void check(Strided index, int least, int size) {
    int[] sizes = index.sizes().clone();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (index.strides()[axis] == 0) {
        sizes[axis] = 1;
      }
    }
    Strided once = new Strided(index.storage(), index.offset(), sizes, index.strides());
    Nest nest = Nest.of(List.of(once), 0, sizes.length, false);
    int inner = nest.inner();
    int stride = nest.stridesAbove(0)[0];
    int rows = nest.elements() / inner;
    for (int row = 0; row < rows; row++) {
      int at = nest.offsetsAt(nest.offsets(), row * inner)[0];
      Object indices = index.storage().array();
      if (Elements.outside(indices, at, stride, inner, least, size)) {
        for (int i = 0; i < inner; i++) {
          check(Elements.index(indices, at + i * stride), least, size);
        }
      }
    }
  }

  private static void check(long index, int least, long size) {
    if (index < least || index >= size) {
      Objects.checkIndex(index, size);
    }
  }
}
