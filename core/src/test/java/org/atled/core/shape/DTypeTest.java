package org.atled.core.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DTypeTest {
  @Test
  void isNamedAsInNumPy() {
    assertThat(DType.values())
        .extracting(DType::toString)
        .containsExactly(
            "bool", "uint8", "int32", "int64", "float16", "bfloat16", "float32", "float64");
  }

  @Test
  void knowsItsBytes() {
    assertThat(DType.values()).extracting(DType::bytes).containsExactly(1, 1, 4, 8, 2, 2, 4, 8);
  }

  @Test
  void knowsItsKind() {
    assertThat(DType.values()).extracting(DType::category).containsExactly(0, 1, 1, 1, 2, 2, 2, 2);
    assertThat(DType.values())
        .filteredOn(DType::isFloating)
        .containsExactly(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);
    assertThat(DType.values())
        .filteredOn(DType::isInteger)
        .containsExactly(DType.UINT8, DType.INT32, DType.INT64);
  }

  @Test
  void knowsWhatItIsComputedIn() {
    assertThat(DType.values())
        .filteredOn(type -> type.computing() != type)
        .extracting(DType::computing)
        .containsExactly(DType.INT32, DType.FLOAT32, DType.FLOAT32);
  }

  @Test
  void widensNarrowerFloatsAlone() {
    assertThat(DType.values())
        .filteredOn(DType.FLOAT32::widens)
        .containsExactly(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32);
    assertThat(DType.values()).filteredOn(DType.FLOAT16::widens).containsExactly(DType.FLOAT16);
    assertThat(DType.values()).filteredOn(DType.BFLOAT16::widens).containsExactly(DType.BFLOAT16);
    assertThat(DType.values()).filteredOn(DType.INT64::widens).isEmpty();
  }
}
