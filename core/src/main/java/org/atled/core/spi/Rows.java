package org.atled.core.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Kernels that work row by row along the leading axis of their operands, none on a row before the
 * others have done theirs with it: softmax, its loss and their gradient. They can run block of rows
 * by block of rows, one after another on each block while it is cached, and the blocks on several
 * threads: with the bits of one whole kernel after another.
 */
public final class Rows {
  /** Elements that a block of rows reads at least: so that it is worth a thread's while. */
  private static final long BLOCK = 1 << 16;

  /**
   * Elements that a kernel reads: from so many on it is alone among kernels that touch nothing it
   * does, as the steps of several matrices. Nothing is cached for it there, memory is read ahead
   * along one matrix and not from one to the next (twice the time for ten of a million elements),
   * and a loop of its own costs little beside its work.
   */
  private static final long LARGE = 4 * BLOCK;

  private final int count;
  private final List<Kernel> kernels = new ArrayList<>();

  /** How what is written here is seen; all others who look must see its rows so. */
  private final Map<Storage, Strided> written = new IdentityHashMap<>();

  private final Map<Storage, List<Strided>> read = new IdentityHashMap<>();

  /** What every row needs all of. */
  private final Set<Storage> whole = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean changesCells;
  private boolean mayRefuse;

  private Rows(int count) {
    this.count = count;
  }

  /**
   * Kernels in order, in groups: neighbours that fit together; what fits none is alone.
   *
   * @param mayJoin which of them are to be cut into rows at all
   */
  public static List<Rows> groups(List<Kernel> kernels, Predicate<Kernel> mayJoin) {
    List<Rows> groups = new ArrayList<>();
    for (Kernel kernel : kernels) {
      boolean joins = mayJoin.test(kernel);
      if (groups.isEmpty() || !joins || !groups.getLast().add(kernel)) {
        groups.add(starting(kernel, joins));
      }
    }
    return groups;
  }

  private static Rows starting(Kernel kernel, boolean joins) {
    Rows rows = new Rows(kernel.independentRows());
    if (joins && rows.add(kernel)) {
      return rows;
    }
    Rows alone = new Rows(0);
    alone.kernels.add(kernel);
    return alone;
  }

  /** Takes one more kernel in, if it fits those that are here. */
  private boolean add(Kernel kernel) {
    if (count < 2 || kernel.independentRows() != count || sumsAcross(kernel)) {
      return false;
    }
    if (!kernels.isEmpty() && elements(kernel) >= LARGE && !sharesRows(kernel)) {
      return false;
    }
    List<Strided> in = kernel.reads();
    List<Strided> out = kernel.writes();
    for (Strided window : kernel.readsWhole()) {
      if (written.containsKey(window.storage())) {
        return false;
      }
    }
    for (Strided window : in) {
      if (written.containsKey(window.storage()) && !fits(window)) {
        return false;
      }
    }
    for (Strided window : out) {
      Storage storage = window.storage();
      boolean seenWell =
          read.getOrDefault(storage, List.of()).stream().allMatch(r -> isAlike(r, window));
      if (!isApart(window)
          || !seenWell
          || whole.contains(storage)
          || (written.containsKey(storage) && !fits(window))) {
        return false;
      }
    }
    // Indices and the like are all checked before a cell is changed: not block by block.
    boolean cells = out.stream().anyMatch(w -> !(w.storage() instanceof Storage.Recorded));
    if ((changesCells || cells) && (mayRefuse || kernel.mayRefuse())) {
      return false;
    }
    changesCells |= cells;
    mayRefuse |= kernel.mayRefuse();
    in.forEach(r -> read.computeIfAbsent(r.storage(), s -> new ArrayList<>()).add(r));
    kernel.readsWhole().forEach(r -> whole.add(r.storage()));
    out.forEach(w -> written.putIfAbsent(w.storage(), w));
    kernels.add(kernel);
    return true;
  }

  /** Whether a row of it has what a row of the kernels here reads or writes. */
  private boolean sharesRows(Kernel kernel) {
    return Stream.concat(kernel.reads().stream(), kernel.writes().stream())
        .anyMatch(w ->
            w.rank() > 0
                && w.strides()[0] != 0
                && (read.containsKey(w.storage()) || written.containsKey(w.storage())));
  }

  /**
   * Whether it sums down the columns of a matrix, say, of several blocks. One of them would read a
   * little of each line of memory, where the whole reads all lines as they lie.
   */
  private static boolean sumsAcross(Kernel kernel) {
    return kernel instanceof ReduceKernel reduce
        && reduce.inputs().stream().anyMatch(in -> in.elements() >= 2 * BLOCK && liesAcross(in));
  }

  /** Whether what is next to an element belongs to another row. */
  private static boolean liesAcross(Strided window) {
    int row = Math.abs(window.strides()[0]);
    int nearest = 0;
    for (int axis = 1; axis < window.rank(); axis++) {
      if (window.sizes()[axis] > 1 && window.strides()[axis] != 0) {
        int step = Math.abs(window.strides()[axis]);
        nearest = nearest == 0 ? step : Math.min(nearest, step);
      }
    }
    return row > 0 && row < nearest;
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

  private static long elements(Kernel kernel) {
    return kernel.reads().stream().mapToLong(Strided::elements).sum();
  }

  /** In the order in which they came. */
  public List<Kernel> kernels() {
    return Collections.unmodifiableList(kernels);
  }

  /** How many rows there are; of no use for a kernel alone. */
  public int count() {
    return count;
  }

  /** How the rows of a storage lie, if a kernel here writes them. */
  public Optional<Strided> written(Storage storage) {
    return Optional.ofNullable(written.get(storage));
  }

  /** Where blocks of rows begin, and the end of the last: each is worth a thread's while. */
  public static int[] blocks(List<Kernel> kernels, int count) {
    long elements = kernels.stream().mapToLong(Rows::elements).sum();
    int blocks = Math.clamp(elements / BLOCK, 1, count);
    int[] bounds = new int[blocks + 1];
    for (int b = 1; b <= blocks; b++) {
      bounds[b] = (int) ((long) count * b / blocks);
    }
    return bounds;
  }
}
