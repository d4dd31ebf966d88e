package org.atled.cpu;

import java.util.Arrays;
import java.util.List;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Runs {@link Kernel.Sort}. Every element becomes a whole number that is ordered as it is. Of 32
 * bits and its index one long is made, so that longs are sorted; numbers of 64 bits are merged.
 */
final class Sorts {
  private final Crew crew;

  Sorts(Crew crew) {
    this.crew = crew;
  }

  void sort(Kernel.Sort sort) {
    Strided in = sort.in();
    if (in.elements() == 0) {
      return;
    }
    int last = in.rank() - 1;
    int n = in.sizes()[last];
    Nest rows = Nest.of(List.of(sort.values(), sort.indices(), in), 0, last, true);
    int comparisons = 32 - Integer.numberOfLeadingZeros(n);
    crew.split(
        rows.elements(),
        4L * in.elements() * comparisons,
        (from, to) -> {
          Row row = new Row(sort, n);
          for (int k = from; k < to; k++) {
            row.sort(rows.offsetsAt(rows.offsets(), k));
          }
        });
  }

  /** Room to sort row after row. */
  private static final class Row {
    private final Kernel.Sort sort;
    private final int n;
    private final boolean packed;
    private final long[] keys;
    private int[] order;
    private int[] other;

    Row(Kernel.Sort sort, int n) {
      this.sort = sort;
      this.n = n;
      this.packed = sort.in().dtype().bytes() <= 4;
      this.keys = new long[n];
      this.order = new int[n];
      this.other = new int[packed ? 0 : n];
    }

    /**
     * @param at where the row begins in values, indices and in
     */
    void sort(int[] at) {
      int last = sort.in().rank() - 1;
      int stride = sort.in().strides()[last];
      keys(sort.in().storage(), at[2], stride);
      if (sort.order() == Kernel.Order.DESCENDING) {
        for (int i = 0; i < n; i++) {
          keys[i] = ~keys[i];
        }
      }
      if (packed) {
        for (int i = 0; i < n; i++) {
          keys[i] = keys[i] << 32 | i;
        }
        Arrays.sort(keys);
        for (int i = 0; i < n; i++) {
          order[i] = (int) keys[i];
        }
      } else {
        merge();
      }
      long[] indices = (long[]) sort.indices().storage().array();
      int step = sort.indices().strides()[last];
      for (int i = 0; i < n; i++) {
        indices[at[1] + i * step] = order[i];
        order[i] = at[2] + order[i] * stride;
      }
      Object from = sort.in().storage().array();
      Object to = sort.values().storage().array();
      Elements.gather(from, order, n, to, at[0], sort.values().strides()[last]);
    }

    /** NaN is one number above all, and −0 is 0. */
    private void keys(Storage in, int at, int stride) {
      switch (in) {
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = s.array()[at + i * stride] ? 1 : 0;
          }
        }
        case Storage.Uint8 s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = s.array()[at + i * stride] & 0xFF;
          }
        }
        case Storage.Int32 s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = s.array()[at + i * stride];
          }
        }
        case Storage.Int64 s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = s.array()[at + i * stride];
          }
        }
        case Storage.Float16 s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = key(s.get(at + i * stride));
          }
        }
        case Storage.Bfloat16 s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = key(s.get(at + i * stride));
          }
        }
        case Storage.Float32 s -> {
          for (int i = 0; i < n; i++) {
            keys[i] = key(s.array()[at + i * stride]);
          }
        }
        case Storage.Float64 s -> {
          for (int i = 0; i < n; i++) {
            long bits = Double.doubleToLongBits(s.array()[at + i * stride] + 0d);
            keys[i] = bits ^ (bits >> 63 & Long.MAX_VALUE);
          }
        }
      }
    }

    private static int key(float x) {
      int bits = Float.floatToIntBits(x + 0f);
      return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    /** Puts indices in the order of their keys, by merging runs twice as long each time. */
    private void merge() {
      for (int i = 0; i < n; i++) {
        order[i] = i;
      }
      for (long run = 1; run < n; run *= 2) {
        for (long begin = 0; begin < n; begin += 2 * run) {
          int middle = (int) Math.min(begin + run, n);
          merge((int) begin, middle, (int) Math.min(begin + 2 * run, n));
        }
        int[] merged = other;
        other = order;
        order = merged;
      }
    }

    private void merge(int begin, int middle, int end) {
      int left = begin;
      int right = middle;
      for (int i = begin; i < end; i++) {
        boolean isLeft = right == end || (left < middle && keys[order[left]] <= keys[order[right]]);
        other[i] = order[isLeft ? left++ : right++];
      }
    }
  }
}
