package org.atled.cpu;

import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.Strided;

/**
 * Runs {@link SortKernel}. Of a key's 32 bits and where it stands one long is made, so that longs
 * are sorted; keys of 64 bits are sorted by their lower halves and then by the upper ones. Threads
 * share the rows, or each row if there are few.
 */
final class Sorts {
  /** Up to this part of a row, its least elements are found without sorting it. */
  private static final int SPARSE = 4;

  /** Element operations that sorting takes, an element. */
  private static final long COST = 32;

  /** Elements that are looked at together. */
  private static final int BLOCK = 1024;

  private static final ParallelLoops ALONE = new ParallelLoops(() -> 1);

  private final ParallelLoops parallel;

  Sorts(ParallelLoops parallel) {
    this.parallel = parallel;
  }

  void sort(SortKernel sort) {
    Strided in = sort.in();
    if (sort.values().elements() == 0) {
      return;
    }
    int last = in.rank() - 1;
    Nest rows = Nest.of(List.of(sort.values(), sort.indices(), in), 0, last, true);
    if (rows.elements() < parallel.threads()) {
      sort(sort, rows, 0, rows.elements(), parallel);
      return;
    }
    parallel.split(
        rows.elements(), COST * in.elements(), (from, to) -> sort(sort, rows, from, to, ALONE));
  }

  private static void sort(SortKernel sort, Nest rows, int from, int to, ParallelLoops parallel) {
    int last = sort.in().rank() - 1;
    int n = sort.in().sizes()[last];
    int wanted = sort.values().sizes()[last];
    for (int k = from; k < to; k++) {
      int[] at = rows.offsetsAt(rows.offsets(), k);
      if (wanted <= n / SPARSE) {
        select(sort, at, wanted, parallel);
      } else {
        all(sort, at, wanted, parallel);
      }
    }
  }

  /** Sorts a row, of which so many are wanted. */
  private static void all(SortKernel sort, int[] at, int wanted, ParallelLoops parallel) {
    Strided in = sort.in();
    int last = in.rank() - 1;
    int n = in.sizes()[last];
    int stride = in.strides()[last];
    long[] keys = (long[]) Scratch.take(DType.INT64, n);
    parallel.split(
        n,
        n,
        (from, to) ->
            SortKeys.of(in.storage(), at[2] + from * stride, stride, sort.order(), keys, from, to));
    int[] order = (int[]) Scratch.take(DType.INT32, n);
    order(keys, n, in.dtype().bytes() <= Integer.BYTES, order, parallel);
    write(sort, at, order, wanted, parallel);
    Scratch.give(DType.INT32, n, order);
    Scratch.give(DType.INT64, n, keys);
  }

  /** Each thread finds the least of a range; the least of these are those of the row. */
  private static void select(SortKernel sort, int[] at, int wanted, ParallelLoops parallel) {
    Strided in = sort.in();
    int last = in.rank() - 1;
    int n = in.sizes()[last];
    int parts = Math.min(parallel.parts(n, n), Math.max(1, n / (SPARSE * wanted)));
    Candidates[] found = new Candidates[parts];
    parallel.each(
        parts,
        n,
        p -> {
          Candidates candidates = new Candidates(wanted, in.dtype());
          int from = (int) ((long) n * p / parts);
          candidates.add(sort, at[2], from, (int) ((long) n * (p + 1) / parts));
          found[p] = candidates;
        });
    Candidates best = found[0];
    for (int p = 1; p < parts; p++) {
      best.add(found[p]);
    }
    write(sort, at, best.places(), wanted, ALONE);
  }

  /**
   * The places of keys in their order, of equals that of the first before the others; keys are
   * overwritten.
   *
   * @param narrow whether they have 32 bits
   */
  static void order(long[] keys, int n, boolean narrow, int[] order, ParallelLoops parallel) {
    long[] other = (long[]) Scratch.take(DType.INT64, n);
    if (narrow) {
      parallel.split(n, n, (from, to) -> pack(keys, 0, keys, from, to));
      places(RadixSort.sort(keys, other, n, parallel), order, n, parallel);
    } else {
      long[] halves = (long[]) Scratch.take(DType.INT64, n);
      parallel.split(n, n, (from, to) -> pack(keys, Long.MIN_VALUE, halves, from, to));
      int[] byLower = (int[]) Scratch.take(DType.INT32, n);
      places(RadixSort.sort(halves, other, n, parallel), byLower, n, parallel);
      parallel.split(
          n,
          n,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              halves[i] = (keys[byLower[i]] & (-1L << Integer.SIZE)) | i;
            }
          });
      places(RadixSort.sort(halves, other, n, parallel), order, n, parallel);
      parallel.split(
          n,
          n,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              order[i] = byLower[order[i]];
            }
          });
      Scratch.give(DType.INT32, n, byLower);
      Scratch.give(DType.INT64, n, halves);
    }
    Scratch.give(DType.INT64, n, other);
  }

  /** The lower halves of keys, and where they stand. */
  private static void pack(long[] keys, long flip, long[] packed, int from, int to) {
    for (int i = from; i < to; i++) {
      packed[i] = ((keys[i] << Integer.SIZE) ^ flip) | i;
    }
  }

  private static void places(long[] packed, int[] places, int n, ParallelLoops parallel) {
    parallel.split(
        n,
        n,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            places[i] = (int) packed[i];
          }
        });
  }

  private static void write(
      SortKernel sort, int[] at, int[] order, int count, ParallelLoops parallel) {
    int last = sort.in().rank() - 1;
    long[] indices = (long[]) sort.indices().storage().array();
    int step = sort.indices().strides()[last];
    int stride = sort.in().strides()[last];
    int valueStep = sort.values().strides()[last];
    Object from = sort.in().storage().array();
    Object to = sort.values().storage().array();
    parallel.split(
        count,
        4L * count,
        (begin, end) -> {
          int[] places = new int[Math.min(BLOCK, end - begin)];
          for (int first = begin, n; first < end; first += n) {
            n = Math.min(BLOCK, end - first);
            for (int i = 0; i < n; i++) {
              indices[at[1] + (first + i) * step] = order[first + i];
              places[i] = at[2] + order[first + i] * stride;
            }
            Elements.gather(from, places, n, to, at[0] + first * valueStep, valueStep);
          }
        });
  }

  /** The least keys so far and where they stand: of equal ones those that stand first. */
  private static final class Candidates {
    private final int wanted;
    private final boolean narrow;
    private final long[] keys;
    private final int[] places;
    private int count;

    /** What a key must stay below from when there are as many as are wanted. */
    private long bound;

    private boolean bounded;

    Candidates(int wanted, DType dtype) {
      this.wanted = wanted;
      this.narrow = dtype.bytes() <= Integer.BYTES;
      this.keys = new long[2 * wanted + BLOCK];
      this.places = new int[keys.length];
    }

    void add(SortKernel sort, int at, int from, int to) {
      Strided in = sort.in();
      int stride = in.strides()[in.rank() - 1];
      long[] block = new long[BLOCK];
      for (int first = from, n; first < to; first += n) {
        n = Math.min(BLOCK, to - first);
        SortKeys.of(in.storage(), at + first * stride, stride, sort.order(), block, 0, n);
        for (int i = 0; i < n; i++) {
          if (block[i] < bound || !bounded) {
            keys[count] = block[i];
            places[count++] = first + i;
          }
        }
        if (count > keys.length - BLOCK) {
          shrink();
        }
      }
    }

    /** Those of a later range. */
    void add(Candidates later) {
      shrink();
      later.shrink();
      System.arraycopy(later.keys, 0, keys, count, later.count);
      System.arraycopy(later.places, 0, places, count, later.count);
      count += later.count;
    }

    /** Sorted. */
    int[] places() {
      shrink();
      return places;
    }

    /** Leaves as many as are wanted, in order. */
    private void shrink() {
      int[] order = new int[count];
      long[] oldKeys = Arrays.copyOf(keys, count);
      order(oldKeys.clone(), count, narrow, order, ALONE);
      int kept = Math.min(wanted, count);
      int[] oldPlaces = Arrays.copyOf(places, count);
      for (int i = 0; i < kept; i++) {
        keys[i] = oldKeys[order[i]];
        places[i] = oldPlaces[order[i]];
      }
      count = kept;
      bounded = kept == wanted;
      bound = bounded ? keys[kept - 1] : bound;
    }
  }
}
