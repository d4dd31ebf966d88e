package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a backend can do: a handful of families, each a record of its operands that knows what it
 * does with them. Shapes and types are checked before a kernel is made, so a backend trusts them. A
 * backend switches over the families without a default, so that the compiler names what is missing;
 * nobody else has to know them all.
 *
 * <p>Every kernel fixes the order of its arithmetic as a function of operation, type and shape
 * alone (see {@link ReduceKernel} and {@link GemmKernel}), so that layout, threads and vector width
 * do not change a bit.
 */
public sealed interface Kernel
    permits FillKernel,
        CopyKernel,
        MapKernel,
        WithEpilogue,
        ArgReduceKernel,
        WindowMaxKernel,
        AttendKernel,
        AttendGradientKernel,
        GatherKernel,
        ScatterKernel,
        ScanKernel,
        SortKernel,
        RandomKernel,
        RecurKernel,
        QuantizedGemmKernel,
        CallKernel {
  /** What it reads before it writes there. */
  List<Strided> reads();

  /** What it writes. */
  List<Strided> writes();

  /** The same work on other operands. */
  Kernel over(UnaryOperator<Strided> f);

  /** What it computes, with its sizes, for people. */
  String title();

  /** All that it writes or reads. */
  default List<Strided> operands() {
    return OperandLists.joined(writes(), reads());
  }

  /**
   * Of the leading axes of all operands how many there are along which it is the sum of its parts,
   * each on the same slices: these axes may be seen as one. 0 if it does not work so.
   */
  default int independentAxes() {
    return 0;
  }

  /** How many {@link #rows} it works on one by one: it is their sum. 0 if it does not work so. */
  default int independentRows() {
    return independentAxes() == 0 ? 0 : writes().getFirst().sizes()[0];
  }

  /** Its work on some of its {@link #independentRows}: on a slice of its operands' leading axis. */
  default Kernel rows(int from, int count) {
    return over(window -> window.slice(0, from, 1, count));
  }

  /** Of what it reads, that of which {@link #rows} need all. */
  default List<Strided> readsWhole() {
    return List.of();
  }

  /** What its indices pick from, if it has any: they may lie outside of it. */
  default Optional<Picking> picking() {
    return Optional.empty();
  }

  /**
   * Whether it may refuse the numbers that it finds, by an exception: so it runs before what
   * changes cells.
   */
  default boolean mayRefuse() {
    return picking().isPresent();
  }

  /** Whether all that it writes is one number. */
  default boolean isUniform() {
    return false;
  }

  /** Multiplications, additions and other arithmetic of floats; an fma counts twice. */
  default long flops() {
    return 0;
  }

  /** Bytes of the operands, each element read or written once. */
  default long bytes() {
    return operands().stream().mapToLong(Strided::bytes).sum();
  }

  /** Whether it gives every element of a storage a number that depends on none in it. */
  default boolean overwrites(Storage storage) {
    return reads().stream().noneMatch(r -> r.storage() == storage)
        && writes().stream().anyMatch(w -> w.storage() == storage && w.isWhole());
  }

  /**
   * What indices pick from.
   *
   * @param operation its name
   * @param index the operand that holds the indices
   * @param from the operand and {@code axis} its axis that is indexed
   */
  record Picking(String operation, Strided index, Strided from, int axis) {}
}
