package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.core.shape.DType.BFLOAT16;
import static org.atled.core.shape.DType.BOOL;
import static org.atled.core.shape.DType.FLOAT16;
import static org.atled.core.shape.DType.FLOAT32;
import static org.atled.core.shape.DType.FLOAT64;
import static org.atled.core.shape.DType.INT32;
import static org.atled.core.shape.DType.INT64;
import static org.atled.core.shape.DType.UINT8;

import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In which type tensors meet: PyTorch's documented rule, written out. */
class PromotionTest {
  private static final DType[] ORDER = {
    BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64
  };

  /** {@code torch.result_type} of two tensors with axes, row by column in the order above. */
  private static final DType[][] TORCH = {
    {BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {UINT8, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT32, INT32, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT64, INT64, INT64, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT32, FLOAT32, FLOAT64},
    {BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, FLOAT32, BFLOAT16, FLOAT32, FLOAT64},
    {FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT64},
    {FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64},
  };

  /** The row has axes, the column is of rank 0. */
  private static final DType[][] TORCH_RANK_0 = {
    {BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {UINT8, UINT8, UINT8, UINT8, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT32, INT32, INT32, INT32, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {INT64, INT64, INT64, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64},
    {FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT16},
    {BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16},
    {FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32},
    {FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64},
  };

  @ParameterizedTest
  @EnumSource(DType.class)
  void tensorsMeetInPyTorchsType(DType row) {
    Tensor a = Tensor.full(row, 1, 3);
    for (int j = 0; j < ORDER.length; j++) {
      DType wanted = TORCH[row.ordinal()][j];
      Tensor b = Tensor.full(ORDER[j], 1, 3);
      assertThat(a.add(b).dtype()).as("%s + %s", row, ORDER[j]).isEqualTo(wanted);
      assertThat(b.mul(a).dtype()).as("%s · %s", ORDER[j], row).isEqualTo(wanted);
      assertThat(a.maximum(b).dtype()).as("max of %s, %s", row, ORDER[j]).isEqualTo(wanted);
      assertThat(a.eq(b).dtype()).isEqualTo(BOOL);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void rankZeroCountsOnlyByItsCategory(DType row) {
    Tensor a = Tensor.full(row, 1, 3);
    for (int j = 0; j < ORDER.length; j++) {
      DType wanted = TORCH_RANK_0[row.ordinal()][j];
      Tensor b = Tensor.full(ORDER[j], 1);
      assertThat(a.add(b).dtype()).as("%s + %s of rank 0", row, ORDER[j]).isEqualTo(wanted);
      assertThat(b.add(a).dtype()).as("%s of rank 0 + %s", ORDER[j], row).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void twoOfRankZeroMeetAsEquals(DType row) {
    for (int j = 0; j < ORDER.length; j++) {
      assertThat(Tensor.full(row, 1).add(Tensor.full(ORDER[j], 1)).dtype())
          .isEqualTo(TORCH[row.ordinal()][j]);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void javaNumbersAreWeak(DType dtype) {
    Tensor x = Tensor.full(dtype, 1, 3);
    DType real = dtype.isFloating() ? dtype : FLOAT32;
    DType whole = dtype == BOOL ? INT64 : dtype;
    assertThat(x.add(2.5).dtype()).isEqualTo(real);
    assertThat(x.mul(2.5).dtype()).isEqualTo(real);
    assertThat(x.add(2).dtype()).isEqualTo(whole);
    assertThat(x.sub(2).dtype()).isEqualTo(whole);
    assertThat(x.div(2).dtype()).isEqualTo(real);
    assertThat(x.gt(0.5).dtype()).isEqualTo(BOOL);
    assertThat(x.exp().dtype()).isEqualTo(real);
    Tensor scalar = Tensor.full(dtype, 1);
    assertThat(scalar.add(2.5).dtype()).isEqualTo(real);
    assertThat(scalar.add(2).dtype()).isEqualTo(whole);
  }
}
