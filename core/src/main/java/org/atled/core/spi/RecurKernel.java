package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The parts together, slice by slice along the leading axis: at each of its indices in turn every
 * part in order, on the slices of its operands there. So a part reads what others wrote at earlier
 * indices: a recurrence over steps. The bits are those of the parts on their slices.
 *
 * <p>Parts are {@link MapKernel}s and {@link GemmKernel}s of three axes, [steps, rows, columns];
 * only b of a GemmKernel has others, [steps, k, columns]. No row reads what is written of another
 * one. A window that does not move along steps is one place, used again and again.
 */
public record RecurKernel(List<Kernel> parts) implements Kernel {
  public RecurKernel {
    parts = List.copyOf(parts);
  }

  @Override
  public List<Strided> reads() {
    return parts.stream().flatMap(part -> part.reads().stream()).toList();
  }

  @Override
  public List<Strided> writes() {
    return parts.stream().flatMap(part -> part.writes().stream()).toList();
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new RecurKernel(parts.stream().map(part -> part.over(f)).toList());
  }

  /** How many indices the leading axis has. */
  public int steps() {
    return parts.getFirst().writes().getFirst().sizes()[0];
  }

  @Override
  public String title() {
    return "recurrence over "
        + steps()
        + " steps: "
        + parts.stream().map(Kernel::title).collect(Collectors.joining("; "));
  }

  @Override
  public long flops() {
    return parts.stream().mapToLong(Kernel::flops).sum();
  }

  @Override
  public boolean overwrites(Storage storage) {
    return WrittenSlices.areAll(parts, storage);
  }
}
