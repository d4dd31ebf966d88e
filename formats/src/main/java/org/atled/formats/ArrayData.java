package org.atled.formats;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;

/**
 * The elements of one array as a file holds them: row-major, as many as the shape says. The storage
 * is not copied.
 */
public record ArrayData(Shape shape, Storage storage) {
  /**
   * @throws ArgumentException if the storage holds more or fewer elements than the shape
   */
  public ArrayData {
    if (storage.length() != shape.elements()) {
      throw new ArgumentException(
          "An array of shape "
              + shape
              + " has "
              + shape.elements()
              + " elements, but the storage holds "
              + storage.length()
              + "; give a shape with as many.");
    }
  }

  public DType dtype() {
    return storage.dtype();
  }
}
