package org.atled.cpu;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.atled.core.spi.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Copies of operands that come again and again unchanged, laid as a kernel reads them: the weights
 * of a network that answers one example at a time, where to lay them anew each time may take as
 * long as what is computed of them.
 *
 * <p>A copy is made at the second sight of a storage in the same version, and dropped when the next
 * one is made after the version has changed or the storage is gone.
 */
final class KnownWeights {
  private static final int SLOTS = 256;

  /** All copies together take at most this part of the heap. */
  private static final int SHARE_OF_HEAP = 8;

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

  /** Held by who makes a copy, so that all see each other's share of the room. */
  private final ReentrantLock making = new ReentrantLock();

  /**
   * An operand that was seen.
   *
   * @param form where in its storage it is and how it is laid, a record
   * @param copy null until it is seen again
   */
  private record Entry(
      WeakReference<Storage> storage, int version, Object form, int length, @Nullable Object copy) {
    boolean isOf(Storage other, Object wanted) {
      return storage.refersTo(other) && version == other.version() && form.equals(wanted);
    }

    /** Whether the numbers have changed since, or are gone. */
    boolean isStale() {
      Storage alive = storage.get();
      return alive == null || alive.version() != version;
    }

    long bytes() {
      return copy == null ? 0 : 8L * length;
    }
  }

  /**
   * The copy of an operand. Null if it was not seen before, or there is no room, or another thread
   * is making one at the moment.
   *
   * @param form where the operand is in its storage and how it is laid: of two that are equal one
   *     copy serves for both
   * @param length of the copy
   * @param lay fills an array of zeros of the storage's type
   */
  @Nullable Object copy(Storage storage, Object form, int length, Consumer<Object> lay) {
    int hash = System.identityHashCode(storage) * 31 + form.hashCode();
    int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
    Entry known = entries.get(slot);
    if (known != null && known.isOf(storage, form)) {
      return known.copy != null ? known.copy : copied(slot, known, storage, lay);
    }
    // One that was copied and still stands is not given up for one that was seen once.
    if (known == null || known.copy == null || known.isStale()) {
      WeakReference<Storage> seen = new WeakReference<>(storage);
      entries.set(slot, new Entry(seen, storage.version(), form, length, null));
    }
    return null;
  }

  private @Nullable Object copied(int slot, Entry known, Storage storage, Consumer<Object> lay) {
    // Who lays may wait for other threads, which must not wait for it here.
    if (!making.tryLock()) {
      return null;
    }
    try {
      Entry now = entries.get(slot);
      if (now != known) {
        return now != null && now.isOf(storage, known.form) ? now.copy : null;
      }
      if (8L * known.length > room()) {
        return null;
      }
      Object copy = Storage.zeros(storage.dtype(), known.length).array();
      lay.accept(copy);
      entries.set(slot, new Entry(known.storage, known.version, known.form, known.length, copy));
      return copy;
    } finally {
      making.unlock();
    }
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
}
