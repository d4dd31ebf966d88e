package org.atled.compile;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Kernels that work row by row along the leading axis of their operands, none on a row before the
 * others have done theirs with it: softmax, its loss and their gradient. They can run block of rows
 * by block of rows, one after another on each block while it is cached, and the blocks on several
 * threads.
 */
final class Rows {
  private final int count;
  private final List<Kernel> kernels = new ArrayList<>();

  /** How what is written here is seen; all others who look must see its rows so. */
  private final Map<Storage, Strided> written = new IdentityHashMap<>();

  private final Map<Storage, List<Strided>> read = new IdentityHashMap<>();

  private boolean changesCells;
  private boolean checksIndices;

  private Rows(int count) {
    this.count = count;
  }

  /** A group of one kernel, if it works row by row. */
  static Optional<Rows> of(Kernel kernel) {
    int count = kernel.independentRows();
    if (count < 2) {
      return Optional.empty();
    }
    Rows rows = new Rows(count);
    return rows.add(kernel) ? Optional.of(rows) : Optional.empty();
  }

  /** Takes one more kernel in, if it fits those that are here. */
  boolean add(Kernel kernel) {
    if (kernel.independentRows() != count) {
      return false;
    }
    List<Strided> in = kernel.reads();
    List<Strided> out = kernel.writes();
    for (Strided window : in) {
      if (written.containsKey(window.storage()) && !fits(window)) {
        return false;
      }
    }
    for (Strided window : out) {
      Storage storage = window.storage();
      boolean seenWell =
          read.getOrDefault(storage, List.of()).stream().allMatch(r -> isAlike(r, window));
      if (!isApart(window) || !seenWell || (written.containsKey(storage) && !fits(window))) {
        return false;
      }
    }
    // Indices are all checked before a cell is changed: not block by block.
    boolean cells = out.stream().anyMatch(w -> !(w.storage() instanceof Storage.Recorded));
    if ((changesCells || cells) && (checksIndices || kernel.picking().isPresent())) {
      return false;
    }
    changesCells |= cells;
    checksIndices |= kernel.picking().isPresent();
    in.forEach(r -> read.computeIfAbsent(r.storage(), s -> new ArrayList<>()).add(r));
    out.forEach(w -> written.putIfAbsent(w.storage(), w));
    kernels.add(kernel);
    return true;
  }

  private boolean fits(Strided window) {
    Strided first = written.get(window.storage());
    return first != null && isAlike(window, first);
  }

  private static boolean isAlike(Strided a, Strided b) {
    return isApart(a) && isApart(b) && a.offset() == b.offset() && a.strides()[0] == b.strides()[0];
  }

  /** Whether the elements of a row lie between those of its neighbours. */
  private static boolean isApart(Strided window) {
    int extent = 0;
    for (int axis = 1; axis < window.rank(); axis++) {
      if (window.strides()[axis] < 0) {
        return false;
      }
      extent += (window.sizes()[axis] - 1) * window.strides()[axis];
    }
    return extent < window.strides()[0];
  }

  List<Kernel> kernels() {
    return kernels;
  }

  int count() {
    return count;
  }

  /** A kernel of a group, on some of the rows. */
  static Kernel slice(Kernel kernel, int from, int to) {
    return kernel.over(window -> window.slice(0, from, 1, to - from));
  }
}
