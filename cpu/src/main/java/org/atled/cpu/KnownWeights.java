package org.atled.cpu;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Storage;
import org.atled.cpu.MatrixProduct.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Copies of right operands that come again and again unchanged: the weights of a network that
 * answers one example at a time. A product of few rows reads its right operand once, so packing it
 * each time would take longer than the product; a copy in panels of {@value #WIDTH} columns, row
 * after row, is read as fast as memory allows.
 *
 * <p>A copy is made at the second sight of a storage in the same version, and dropped when the next
 * one is made after the version has changed or the storage is gone.
 */
final class KnownWeights {
  /** Products of more rows pack their operands anyway. */
  static final int MOST_ROWS = 4;

  /** Columns of a panel: four vectors of 64 bytes of float32. */
  static final int WIDTH = 64;

  private static final int LEAST_COLUMNS = 8;

  /** Smaller operands are in the first cache however they lie. */
  private static final int LEAST = 1 << 12;

  private static final int SLOTS = 256;

  /** All copies together take at most this part of the heap. */
  private static final int SHARE_OF_HEAP = 8;

  private final LoopCache loops;
  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

  KnownWeights(LoopCache loops) {
    this.loops = loops;
  }

  /**
   * A right operand that was seen.
   *
   * @param panels null until it is seen again
   */
  private record Entry(
      WeakReference<Storage> storage,
      int version,
      Matrix place,
      int k,
      int n,
      @Nullable Object panels) {
    boolean isOf(Storage other, Matrix b, int rows, int columns) {
      return storage.refersTo(other)
          && version == other.version()
          && place.at() == b.at()
          && place.rowStride() == b.rowStride()
          && place.columnStride() == b.columnStride()
          && k == rows
          && n == columns;
    }

    /** Whether the numbers have changed since, or are gone. */
    boolean isStale() {
      Storage alive = storage.get();
      return alive == null || alive.version() != version;
    }

    long bytes() {
      return panels == null ? 0 : 8L * k * n;
    }
  }

  /** Whether copies may help with such a product at all. */
  static boolean helpsWith(Matrix b, int m, int k, int n) {
    boolean across = b.columnStride() > 1 && b.rowStride() != 0;
    return m <= MOST_ROWS && across && n >= LEAST_COLUMNS && (long) k * n >= LEAST;
  }

  /**
   * The panels of a right operand, the last one perhaps narrower: panel j begins at {@code
   * k·WIDTH·j}, its rows as wide as it is. Null if it was not seen before, or there is no room.
   */
  @Nullable Object panels(Storage storage, Matrix b, int k, int n) {
    int hash = System.identityHashCode(storage) * 31 + b.at();
    int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
    Entry known = entries.get(slot);
    if (known != null && known.isOf(storage, b, k, n)) {
      return known.panels != null ? known.panels : copied(slot, known, storage, b, k, n);
    }
    // One that was copied and still stands is not given up for one that was seen once.
    if (known == null || known.panels == null || known.isStale()) {
      // Without the array, which would keep the storage's memory alive.
      Matrix place = new Matrix("", b.at(), b.rowStride(), b.columnStride());
      entries.set(
          slot, new Entry(new WeakReference<>(storage), storage.version(), place, k, n, null));
    }
    return null;
  }

  /** One at a time, so that they see each other's share of the room. */
  private synchronized @Nullable Object copied(
      int slot, Entry known, Storage storage, Matrix b, int k, int n) {
    Entry now = entries.get(slot);
    if (now != known) {
      return now != null && now.isOf(storage, b, k, n) ? now.panels : null;
    }
    if (8L * k * n > room()) {
      return null;
    }
    Object panels = copy(storage.dtype(), b, k, n);
    entries.set(slot, new Entry(known.storage, known.version, known.place, k, n, panels));
    return panels;
  }

  /** Bytes that are left for copies, after those that nobody can ask for any more were dropped. */
  private long room() {
    long taken = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      Entry entry = entries.get(slot);
      if (entry != null && entry.isStale()) {
        entries.compareAndSet(slot, entry, null);
      } else if (entry != null) {
        taken += entry.bytes();
      }
    }
    return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP - taken;
  }

  private Object copy(DType dtype, Matrix b, int k, int n) {
    Object panels = Storage.zeros(dtype, k * n).array();
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      int[] along = {b.columnStride(), 1};
      Loop loop = loops.get(Maps.same(dtype), Reductions.steps(along));
      loop.run(
          new Object[] {b.array(), panels},
          new int[] {b.from(0, j).at(), k * j},
          new int[] {b.rowStride(), width},
          k,
          along,
          width);
    }
    return panels;
  }
}
