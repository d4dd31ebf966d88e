package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.autograd.Autograd;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Rounding;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Rounded quotients and remainders, where doubles do not reach and loops must not stop. */
class DivisionTest {
  private static final long[] A = {
    Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 62) + 1, -(1L << 62) - 1, 7
  };
  private static final long[] B = {-1, 3, -2, (1L << 31) + 5, 1_000_003, Long.MIN_VALUE};

  @Test
  void int64IsDividedExactly() {
    long[] trunc = new long[A.length];
    long[] floor = new long[A.length];
    long[] fmod = new long[A.length];
    long[] remainder = new long[A.length];
    for (int i = 0; i < A.length; i++) {
      trunc[i] = A[i] / B[i];
      floor[i] = Math.floorDiv(A[i], B[i]);
      fmod[i] = A[i] % B[i];
      remainder[i] = Math.floorMod(A[i], B[i]);
    }
    Tensor a = Tensor.of(A);
    Tensor b = Tensor.of(B);
    assertThat(a.div(b, Rounding.TRUNC).toLongs()).containsExactly(trunc);
    assertThat(a.floorDivide(b).toLongs()).containsExactly(floor);
    assertThat(a.fmod(b).toLongs()).containsExactly(fmod);
    assertThat(a.remainder(b).toLongs()).containsExactly(remainder);
  }

  /** NumPy's answer, in every integer type, in rows short and long, by numbers and by tensors. */
  @Test
  void anIntegerDividedByZeroGivesZeroAndLeavesZero() {
    for (DType type : new DType[] {DType.UINT8, DType.INT32, DType.INT64}) {
      for (int n : new int[] {1, 5, 1000}) {
        Tensor x = Tensor.arange(n).to(type);
        Tensor zeros = Tensor.zeros(type, n);
        assertThat(x.floorDivide(zeros).ne(0).sum().item()).isZero();
        assertThat(x.div(zeros, Rounding.TRUNC).ne(0).sum().item()).isZero();
        assertThat(x.fmod(0).ne(0).sum().item()).isZero();
        assertThat(x.remainder(zeros).ne(0).sum().item()).isZero();
      }
    }
  }

  /** What a rounded quotient times the divisor would leave is wrong by much more than 1. */
  @Test
  void theRemainderOfLargeFloatsIsExact() {
    double[] a = {1e300, -1e300, 0x1p100, 1e16};
    double[] b = {3, 3, 7, 0.1};
    double[] fmod = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      fmod[i] = a[i] % b[i];
    }
    assertThat(Tensor.of(a).fmod(Tensor.of(b)).toDoubles()).containsExactly(fmod);
    assertThat(Tensor.of(new float[] {1e30f}).fmod(3).toFloats()).containsExactly(1e30f % 3);
  }

  @Test
  void aNumberIsWeak() {
    Tensor x = Tensor.of(new int[] {-7, 7});
    assertThat(x.floorDivide(2).toArray()).isEqualTo(new int[] {-4, 3});
    assertThat(x.floorDivide(2.0).toArray()).isEqualTo(new float[] {-4, 3});
    assertThat(x.div(2, Rounding.TRUNC).toArray()).isEqualTo(new int[] {-3, 3});
    assertThat(x.remainder(-2).toArray()).isEqualTo(new int[] {-1, -1});
    assertThat(x.fmod(2.5).toArray()).isEqualTo(new float[] {-2, 2});
  }

  @Test
  void boolsAreNotDivided() {
    Tensor bools = Tensor.of(new boolean[] {true});
    assertThatThrownBy(() -> bools.remainder(bools))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("remainder: takes numbers, not bool;");
    assertThatThrownBy(() -> bools.floorDivide(bools))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("floorDivide: takes numbers, not bool;");
  }

  @Test
  void theDerivativesOfARemainderAreThoseOfItsPiece() {
    Tensor a = Tensor.of(new double[] {7.5, -7.5}).requiresGrad();
    Tensor b = Tensor.of(new double[] {2, 2}).requiresGrad();
    var byFmod = Autograd.gradients(a.fmod(b).sum(), a, b);
    assertThat(byFmod.of(a).toDoubles()).containsExactly(1, 1);
    assertThat(byFmod.of(b).toDoubles()).containsExactly(-3, 3);
    assertThat(Autograd.gradients(a.remainder(b).sum(), b).of(b).toDoubles())
        .containsExactly(-3, 4);
  }
}
