package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What integers and bools do where they differ from floats. */
class IntegersAndBoolsTest {
  private static final Tensor BOOLS = Tensor.of(new boolean[] {true, true, false, false});
  private static final Tensor OTHERS = Tensor.of(new boolean[] {true, false, true, false});

  @Test
  void boolsAddAsOrAndMultiplyAsAnd() {
    assertThat(BOOLS.add(OTHERS).toArray()).isEqualTo(new boolean[] {true, true, true, false});
    assertThat(BOOLS.mul(OTHERS).toArray()).isEqualTo(new boolean[] {true, false, false, false});
    assertThat(BOOLS.maximum(OTHERS).toArray()).isEqualTo(new boolean[] {true, true, true, false});
    assertThat(BOOLS.logicalNot().toArray()).isEqualTo(new boolean[] {false, false, true, true});
    assertThat(BOOLS.eq(OTHERS).toArray()).isEqualTo(new boolean[] {true, false, false, true});
    assertThat(BOOLS.gt(OTHERS).toArray()).isEqualTo(new boolean[] {false, true, false, false});
  }

  @Test
  void boolsAreCountedBySumAndReducedByAnyAndAll() {
    assertThat(BOOLS.sum().dtype()).isEqualTo(DType.INT64);
    assertThat(BOOLS.sum().item()).isEqualTo(2);
    assertThat(BOOLS.max().toArray()).isEqualTo(new boolean[] {true});
    assertThat(BOOLS.min().toArray()).isEqualTo(new boolean[] {false});
  }

  @Test
  void integersWrapAsJavas() {
    assertThat(Tensor.of(new int[] {Integer.MAX_VALUE}).add(1).toArray())
        .isEqualTo(new int[] {Integer.MIN_VALUE});
    assertThat(Tensor.of(new byte[] {(byte) 250}).add(Tensor.of(new byte[] {10})).toLongs())
        .isEqualTo(new long[] {4});
    assertThat(Tensor.of(new byte[] {3}).neg().toLongs()).isEqualTo(new long[] {253});
  }

  @Test
  void integerSumsAreInt64AndDoNotOverflow() {
    Tensor x = Tensor.full(DType.INT32, Integer.MAX_VALUE, 3);
    assertThat(x.sum().toLongs()).isEqualTo(new long[] {3L * Integer.MAX_VALUE});
    assertThat(Tensor.full(DType.UINT8, 255, 3).sum().toLongs()).isEqualTo(new long[] {765});
  }

  @Test
  void int64IsExactBeyondWhatDoublesHold() {
    long big = (1L << 60) + 1;
    assertThat(Tensor.of(new long[] {big}).add(1).toLongs()).isEqualTo(new long[] {big + 1});
    assertThat(Tensor.of(new long[] {big, big - 1}).max().toLongs()).isEqualTo(new long[] {big});
    assertThat(Tensor.of(new long[] {big - 1, big}).argmax(0).item()).isEqualTo(1);
    assertThat(Tensor.of(new long[] {big, 1}).sum().toLongs()).isEqualTo(new long[] {big + 1});
    assertThat(Tensor.of(new long[] {big}).eq(Tensor.of(new long[] {big - 1})).toArray())
        .isEqualTo(new boolean[] {false});
  }

  @Test
  void quotientsOfIntegersAreTrue() {
    assertThat(Tensor.of(new int[] {1, -7, 0}).div(2).toArray())
        .isEqualTo(new float[] {0.5f, -3.5f, 0});
    assertThat(Tensor.of(new int[] {1, 0}).div(0).toArray())
        .isEqualTo(new float[] {Float.POSITIVE_INFINITY, Float.NaN});
  }

  @Test
  void floatsBecomeIntegersByTruncationThatSaturates() {
    Tensor x = Tensor.of(new double[] {1e20, -1e20, Double.NaN, -1.9});
    assertThat(x.to(DType.INT32).toArray())
        .isEqualTo(new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1});
  }

  @Test
  void comparingWithANumberThatTheTypeCannotHoldIsRight() {
    Tensor bytes = Tensor.of(new byte[] {0, (byte) 255});
    assertThat(bytes.gt(-1).toArray()).isEqualTo(new boolean[] {true, true});
    assertThat(bytes.lt(300).toArray()).isEqualTo(new boolean[] {true, true});
    assertThat(Tensor.of(new int[] {5}).lt(1e12).toArray()).isEqualTo(new boolean[] {true});
    assertThat(Tensor.of(new int[] {2}).gt(1.5).toArray()).isEqualTo(new boolean[] {true});
  }

  @Test
  void whatBoolsDoNotTakeSaysSo() {
    assertThatThrownBy(() -> BOOLS.sub(OTHERS))
        .isInstanceOf(TypeException.class)
        .hasMessage("sub: takes numbers, not bool; convert with to(…), or use logicalNot and ne.");
    assertThatThrownBy(BOOLS::neg)
        .hasMessage("neg: takes numbers, not bool; convert with to(…), or use logicalNot and ne.");
    assertThatThrownBy(() -> Tensor.of(new int[] {1, 2}).mean())
        .isInstanceOf(TypeException.class)
        .hasMessage("mean: takes floats, not int32[2]; convert with to(…).");
    assertThatThrownBy(() -> Tensor.of(new int[] {1, 2}).softmax(0))
        .isInstanceOf(TypeException.class)
        .hasMessage("softmax: takes floats, not int32[2]; convert with to(…).");
    assertThatThrownBy(() -> Tensor.arange(4).reshape(2, 2).matmul(Tensor.arange(2)))
        .isInstanceOf(TypeException.class)
        .hasMessage("matMul: int64[2, 2] × int64[2, 1]: takes floats; convert with to(…).");
    assertThatThrownBy(() -> Tensor.arange(4).where(BOOLS, BOOLS))
        .isInstanceOf(TypeException.class)
        .hasMessage("where: the condition is int64[4] but must be bool; compare it with ne(0).");
  }

  @Test
  void wholeNumbersKeepIntegersWhole() {
    Tensor labels = Tensor.of(new long[] {16_777_217, -1});

    assertThat(labels.maximum(0).toLongs()).containsExactly(16_777_217, 0);
    assertThat(labels.maximum(0).dtype()).isEqualTo(DType.INT64);
    assertThat(labels.gt(0).where(labels, 0).dtype()).isEqualTo(DType.INT64);
    assertThat(labels.minimum(0.5).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(Tensor.of(16_777_217).gt(16_777_216.5).item()).isEqualTo(1);
  }

  @Test
  void numbersThatDoNotFitAnIntegerTypeAreRefused() {
    assertThatThrownBy(() -> Tensor.of(new int[] {1}).add(1L << 32))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "4294967296 does not fit int32, the type of the tensor it meets; convert the tensor"
                + " with to(INT64) first.");
    assertThatThrownBy(() -> Tensor.full(DType.UINT8, 300, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("full: 300.0 is no number of type uint8.");
    assertThatThrownBy(() -> Tensor.full(DType.INT64, Double.NaN))
        .isInstanceOf(ArgumentException.class);
  }
}
