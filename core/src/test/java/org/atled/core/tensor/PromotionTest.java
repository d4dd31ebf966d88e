package org.atled.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.core.shape.DType.BFLOAT16;
import static org.atled.core.shape.DType.BOOL;
import static org.atled.core.shape.DType.FLOAT16;
import static org.atled.core.shape.DType.FLOAT32;
import static org.atled.core.shape.DType.FLOAT64;
import static org.atled.core.shape.DType.INT32;
import static org.atled.core.shape.DType.INT64;
import static org.atled.core.shape.DType.UINT8;

import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;

/** The tables follow {@code torch.result_type}. */
class PromotionTest {
  private static final DType[] TYPES = {
    BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64
  };

  /** Rows and columns in the order of {@link #TYPES}: two operands of equal rank. */
  private static final DType[][] EQUAL_RANK = {
    {BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {UINT8, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT32, INT32, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT64, INT64, INT64, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT32, FLOAT32, FLOAT64},
    {BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, FLOAT32, BFLOAT16, FLOAT32, FLOAT64},
    {FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT64},
    {FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64},
  };

  /** The row's operand has axes, the column's has rank 0. */
  private static final DType[][] WITH_SCALAR = {
    {BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {UINT8, UINT8, UINT8, UINT8, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT32, INT32, INT32, INT32, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT64, INT64, INT64, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16},
    {BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16},
    {FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32},
    {FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64},
  };

  private static TensorType type(DType dtype, long... sizes) {
    return new TensorType(dtype, Shape.of(sizes));
  }

  @Test
  void promotesEqualRanks() {
    for (int i = 0; i < TYPES.length; i++) {
      for (int j = 0; j < TYPES.length; j++) {
        assertThat(TYPES[i].promote(TYPES[j])).isEqualTo(EQUAL_RANK[i][j]);
        assertThat(Promotion.of(List.of(type(TYPES[i], 2), type(TYPES[j], 1, 2))))
            .as("%s and %s", TYPES[i], TYPES[j])
            .isEqualTo(EQUAL_RANK[i][j]);
        assertThat(Promotion.of(List.of(type(TYPES[i]), type(TYPES[j]))))
            .as("%s and %s, both of rank 0", TYPES[i], TYPES[j])
            .isEqualTo(EQUAL_RANK[i][j]);
      }
    }
  }

  @Test
  void rankZeroIsWeaker() {
    for (int i = 0; i < TYPES.length; i++) {
      for (int j = 0; j < TYPES.length; j++) {
        TensorType strong = type(TYPES[i], 3);
        TensorType weak = type(TYPES[j]);
        assertThat(Promotion.of(List.of(strong, weak)))
            .as("%s and %s", strong, weak)
            .isEqualTo(WITH_SCALAR[i][j]);
        assertThat(Promotion.of(List.of(weak, strong))).isEqualTo(WITH_SCALAR[i][j]);
      }
    }
  }

  @Test
  void anEmptyTensorAndOneOfOneElementAreStrong() {
    assertThat(Promotion.of(List.of(type(FLOAT64, 0), type(FLOAT32, 3)))).isEqualTo(FLOAT64);
    assertThat(Promotion.of(List.of(type(FLOAT64, 1), type(FLOAT32, 3)))).isEqualTo(FLOAT64);
  }

  @Test
  void joinsThree() {
    assertThat(Promotion.of(List.of(type(INT32, 2), type(FLOAT64), type(FLOAT32, 2))))
        .isEqualTo(FLOAT32);
    assertThat(Promotion.of(List.of(type(BOOL, 2), type(INT64), type(UINT8, 2)))).isEqualTo(UINT8);
  }

  @Test
  void integersBecomeFloatsWhereFloatsAreNeeded() {
    assertThat(Stream.of(TYPES).map(t -> Promotion.floating(List.of(type(t, 2)))))
        .containsExactly(FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT16, BFLOAT16, FLOAT32, FLOAT64);
  }

  @Test
  void numbersAreNotBool() {
    assertThat(Promotion.numeric(List.of(type(BOOL, 2), type(UINT8)))).isEqualTo(UINT8);
    assertThatThrownBy(() -> Promotion.numeric(List.of(type(BOOL, 2), type(BOOL))))
        .isInstanceOf(TypeException.class)
        .hasMessage("takes numbers, not bool; convert with to(…), or use logicalNot and ne.");
  }

  @Test
  void javaNumbersAreWeak() {
    assertThat(Stream.of(TYPES).map(Promotion::ofReal))
        .containsExactly(FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT16, BFLOAT16, FLOAT32, FLOAT64);
    assertThat(Stream.of(TYPES).map(Promotion::ofWhole))
        .containsExactly(INT64, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64);
  }
}
