package org.atled.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.CaptureException;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.jspecify.annotations.Nullable;

/**
 * Where each intermediate lies in one array for each type: two share a place when one is no longer
 * read before the other is written. A result may take the place of an operand that it replaces
 * element by element.
 */
final class Layout {
  /** Elements: places begin at multiples of a cache line of the smallest numbers that count. */
  private static final int UNIT = 16;

  private final Map<Storage, Integer> offsets = new IdentityHashMap<>();
  private final Map<DType, Integer> lengths = new EnumMap<>(DType.class);
  private final long sum;
  private long visits;

  /** The live range of a place, and whose it is. */
  private static final class Place {
    final List<Storage> storages = new ArrayList<>();
    final int length;
    int first;
    int last;

    Place(Storage storage, int length, int first) {
      this.storages.add(storage);
      this.length = length;
      this.first = first;
      this.last = first;
    }
  }

  /**
   * @param loops in the order in which they run; the kernels of one may take turns on parts of
   *     their operands, so that all of these are needed as long as the loop runs
   * @param elsewhere storages that lie somewhere else
   * @param kept storages that are read after the last kernel
   */
  Layout(List<List<Kernel>> loops, List<Storage> elsewhere, Set<Storage> kept) {
    Set<Storage> outside = Collections.newSetFromMap(new IdentityHashMap<>());
    outside.addAll(elsewhere);
    // Storages are equal to themselves alone; their order makes that of places of equal length.
    Map<Storage, Place> places = new LinkedHashMap<>();
    for (int t = 0; t < loops.size(); t++) {
      List<Strided> all = new ArrayList<>();
      for (Kernel kernel : loops.get(t)) {
        all.addAll(kernel.operands());
      }
      for (Strided window : all) {
        Storage storage = window.storage();
        if (storage instanceof Storage.Recorded && !outside.contains(storage)) {
          int now = t;
          places.computeIfAbsent(storage, s -> new Place(s, rounded(s.length()), now)).last = t;
        }
      }
    }
    for (Storage storage : kept) {
      if (places.containsKey(storage)) {
        places.get(storage).last = loops.size();
      }
    }
    sum = places.values().stream().mapToLong(p -> bytes(p.storages.getFirst())).sum();
    replaceInPlace(loops, places);
    Set<Place> distinct = new LinkedHashSet<>(places.values());
    for (DType dtype : DType.values()) {
      put(
          dtype,
          distinct.stream().filter(p -> p.storages.getFirst().dtype() == dtype).toList(),
          loops.size() + 1);
    }
  }

  private static int rounded(int length) {
    return Math.max(UNIT, Math.ceilDiv(length, UNIT) * UNIT);
  }

  private static long bytes(Storage storage) {
    return (long) storage.length() * storage.dtype().bytes();
  }

  /** Only maps read an element before they write the one in its place. */
  private static void replaceInPlace(List<List<Kernel>> loops, Map<Storage, Place> places) {
    for (int t = 0; t < loops.size(); t++) {
      if (loops.get(t).size() > 1 || !(loops.get(t).getFirst() instanceof MapKernel map)) {
        continue;
      }
      Set<Place> taken = new HashSet<>();
      for (Strided out : map.outputs()) {
        for (Strided in : map.inputs()) {
          @Nullable Place to = places.get(out.storage());
          @Nullable Place from = places.get(in.storage());
          if (to != null
              && from != null
              && from != to
              && from.last == t
              && to.first == t
              && isAlike(map, in, out)
              && taken.add(from)) {
            from.last = to.last;
            from.storages.addAll(to.storages);
            to.storages.forEach(s -> places.put(s, from));
          }
        }
      }
    }
  }

  /** Whether a map sees an operand, wherever it reads it, as it sees a result. */
  private static boolean isAlike(MapKernel map, Strided in, Strided out) {
    return in.dtype() == out.dtype()
        && in.storage().length() == out.storage().length()
        && out.isWhole()
        && map.inputs().stream()
            .filter(r -> r.storage() == in.storage())
            .allMatch(r ->
                r.coincides(new Strided(r.storage(), out.offset(), out.sizes(), out.strides())));
  }

  /** The longest first, each as far in front as those that live at the same time allow. */
  private void put(DType dtype, List<Place> places, int times) {
    if (places.isEmpty()) {
      lengths.put(dtype, 0);
      return;
    }
    List<Place> order = new ArrayList<>(places);
    order.sort(
        Comparator.comparingInt((Place p) -> -p.length).thenComparingInt((Place p) -> p.first));
    Occupancy occupancy = new Occupancy(times);
    long end = 0;
    for (Place place : order) {
      long offset = occupancy.firstGap(place.first, place.last, place.length);
      end = Math.max(end, offset + place.length);
      if (end > Integer.MAX_VALUE - 8) {
        throw new CaptureException(
            "The intermediates of a compiled step take "
                + end
                + " elements of "
                + dtype
                + ", more than one Java array holds; make the batch smaller.");
      }
      occupancy.take(place.first, place.last, offset, place.length);
      place.storages.forEach(s -> offsets.put(s, (int) offset));
    }
    lengths.put(dtype, (int) end);
    visits += occupancy.visits();
  }

  /** Where a storage's first element lies, if it is an intermediate. */
  Optional<Integer> offset(Storage storage) {
    return Optional.ofNullable(offsets.get(storage));
  }

  /** Elements of a type that are needed. */
  int length(DType dtype) {
    return lengths.getOrDefault(dtype, 0);
  }

  /** Bytes that are needed. */
  long bytes() {
    long all = 0;
    for (DType dtype : DType.values()) {
      all += (long) length(dtype) * dtype.bytes();
    }
    return all;
  }

  /** How many intervals of the arena were looked at to find all places. */
  long visits() {
    return visits;
  }

  /** Bytes of all intermediates, if each had a place of its own. */
  long bytesOfAll() {
    return sum;
  }
}
