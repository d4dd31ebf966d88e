package org.atled.core.tensor;

import org.atled.core.error.ShapeException;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.Kernel;

/** Errors of kernels that found an index outside its axis, in the words of who asked for them. */
public final class IndexErrors {
  private IndexErrors() {}

  /**
   * What to throw in place of what a kernel threw.
   *
   * @return an error that names operation, axis and shape, and the index where its numbers are at
   *     hand; {@code e} itself if the kernel picks nothing by an index
   */
  public static RuntimeException explained(Kernel kernel, IndexOutOfBoundsException e) {
    return kernel
        .picking()
        .<RuntimeException>map(picking ->
            new ShapeException(
                picking.operation()
                    + " along axis "
                    + picking.axis()
                    + " of shape "
                    + picking.from().shape()
                    + ": "
                    + e.getMessage()
                    + place(kernel, picking)
                    + "."))
        .orElse(e);
  }

  /** Where in the index the first stands that is outside, if its numbers are at hand. */
  private static String place(Kernel kernel, Kernel.Picking picking) {
    int size = picking.from().sizes()[picking.axis()];
    int least = kernel instanceof GatherKernel gather && gather.wraps() ? -size : 0;
    return picking
        .index()
        .firstOutside(least, size)
        .map(place -> " (place " + place + " of the index)")
        .orElse("");
  }
}
