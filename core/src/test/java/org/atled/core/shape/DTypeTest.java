package org.atled.core.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DTypeTest {
  @Test
  void isNamedAsInNumPy() {
    assertThat(DType.values())
        .extracting(DType::toString)
        .containsExactly("bool", "uint8", "int32", "int64", "float32", "float64");
  }

  @Test
  void knowsItsBytes() {
    assertThat(DType.values()).extracting(DType::bytes).containsExactly(1, 1, 4, 8, 4, 8);
  }

  @Test
  void knowsItsKind() {
    assertThat(DType.values()).extracting(DType::category).containsExactly(0, 1, 1, 1, 2, 2);
    assertThat(DType.values())
        .filteredOn(DType::isFloating)
        .containsExactly(DType.FLOAT32, DType.FLOAT64);
    assertThat(DType.values())
        .filteredOn(DType::isInteger)
        .containsExactly(DType.UINT8, DType.INT32, DType.INT64);
  }
}
