package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Bits beyond what doubles hold, and operands that have none. */
class LogicTest {
  private static final Tensor BOOLS = Tensor.of(new boolean[] {true, false});

  @Test
  void int64IsJoinedInAllItsBits() {
    long a = 0x7123_4567_89AB_CDEFL;
    long b = 0xF0F0_0F0F_F0F0_0F0FL;
    Tensor x = Tensor.of(new long[] {a});
    Tensor y = Tensor.of(new long[] {b});
    assertThat(x.bitwiseAnd(y).toLongs()).containsExactly(a & b);
    assertThat(x.bitwiseOr(y).toLongs()).containsExactly(a | b);
    assertThat(x.bitwiseXor(y).toLongs()).containsExactly(a ^ b);
    assertThat(x.bitwiseNot().toLongs()).containsExactly(~a);
    assertThat(x.bitwiseLeftShift(9).toLongs()).containsExactly(a << 9);
    assertThat(y.bitwiseRightShift(9).toLongs()).containsExactly(b >> 9);
  }

  /** PyTorch's rule; Java would take the low bits of the number of bits. */
  @Test
  void shiftsByMoreBitsThanThereAreOrByLessThanNoneLeaveOnlyTheSign() {
    Tensor x = Tensor.of(new int[] {5, -5, 5, -5});
    Tensor bits = Tensor.of(new int[] {32, 33, -1, -1});
    assertThat(x.bitwiseLeftShift(bits).toArray()).isEqualTo(new int[] {0, 0, 0, 0});
    assertThat(x.bitwiseRightShift(bits).toArray()).isEqualTo(new int[] {0, -1, 0, -1});
    assertThat(Tensor.of(new long[] {1}).bitwiseLeftShift(33).toLongs()).containsExactly(1L << 33);
  }

  @Test
  void aNumberBesideBitsIsOfTheirType() {
    assertThat(Tensor.of(new int[] {6}).bitwiseAnd(3).toArray()).isEqualTo(new int[] {2});
    assertThat(BOOLS.bitwiseOr(2).toArray()).isEqualTo(new long[] {3, 2});
    assertThat(Tensor.of(new byte[] {(byte) 0x81}).bitwiseLeftShift(1).toLongs())
        .containsExactly(2);
    assertThat(Tensor.of(new byte[] {(byte) 0x81}).bitwiseRightShift(9).toLongs())
        .containsExactly(0);
  }

  @Test
  void floatsHaveNoBitsAndBoolsAreNotShifted() {
    assertThatThrownBy(() -> Tensor.of(1f).bitwiseAnd(3))
        .isInstanceOf(TypeException.class)
        .hasMessage("bitwiseAnd: takes integers and bools, not float32; convert with to(…).");
    assertThatThrownBy(() -> Tensor.of(1.0).to(DType.FLOAT16).bitwiseNot())
        .isInstanceOf(TypeException.class)
        .hasMessage("bitwiseNot: takes integers and bools, not float16; convert with to(…).");
    assertThatThrownBy(() -> BOOLS.bitwiseLeftShift(BOOLS))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "bitwiseLeftShift: takes numbers, not bool; convert with to(…), or use logicalNot and"
                + " ne.");
  }

  @Test
  void aMinusSignIsSeenAtZerosAndInfinities() {
    Tensor x = Tensor.of(new float[] {-0f, 0f, Float.NEGATIVE_INFINITY, -1, 1});
    assertThat(x.signbit().toArray()).isEqualTo(new boolean[] {true, false, true, true, false});
    assertThat(BOOLS.signbit().toArray()).isEqualTo(new boolean[] {false, false});
  }

  @Test
  void integersFarApartAreNotClose() {
    Tensor a = Tensor.of(new int[] {2_000_000_000, 7, Integer.MIN_VALUE});
    Tensor b = Tensor.of(new int[] {-2_000_000_000, 7, 1});
    assertThat(a.isClose(b, 1e-5, 1e-8).toArray()).isEqualTo(new boolean[] {false, true, false});
    Tensor truths = Tensor.of(new boolean[] {true, false});
    assertThat(truths.isClose(truths, 1e-5, 1e-8).toArray()).isEqualTo(new boolean[] {true, true});
  }
}
