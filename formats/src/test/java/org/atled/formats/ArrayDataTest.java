package org.atled.formats;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.junit.jupiter.api.Test;

class ArrayDataTest {
  @Test
  void refusesAStorageOfAnotherLength() {
    assertThatThrownBy(() -> new ArrayData(Shape.of(2, 3), new Storage.Int32(new int[5])))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "An array of shape [2, 3] has 6 elements, but the storage holds 5; give a shape with as"
                + " many.");
  }
}
