package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.atled.core.shape.DType.BFLOAT16;
import static org.atled.core.shape.DType.FLOAT16;
import static org.atled.core.shape.DType.FLOAT32;
import static org.atled.core.shape.DType.FLOAT64;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Float16 and bfloat16 where the op table does not reach. */
class ShortFloatsTest {
  private static final float[] A = {0.1f, 2.7f, -3.3f, 1000, 1e-3f};
  private static final float[] B = {0.7f, 1.3f, 0.01f, 999, 7e-4f};

  private static final Map<String, BinaryOperator<Tensor>> ARITHMETIC =
      Map.of("add", Tensor::add, "sub", Tensor::sub, "mul", Tensor::mul, "div", Tensor::div);

  /** By NumPy: {@code a.astype(float16) + b.astype(float16)} and so on. */
  private static final Map<String, String> FLOAT16_BITS =
      Map.of(
          "add", "3a67 4400 c295 67cf 16f7",
          "sub", "b8cd 3d99 c29f 3c00 0cec",
          "mul", "2c7b 4304 a83a 7c00 000c",
          "div", "3092 4027 dd28 3c01 3db7");

  /** By PyTorch: {@code a.to(torch.bfloat16) + b.to(torch.bfloat16)} and so on. */
  private static final Map<String, String> BFLOAT16_BITS =
      Map.of(
          "add", "3f4d 4080 c052 44fa 3adf",
          "sub", "bf19 3fb4 c054 0000 399c",
          "mul", "3d8f 4060 bd07 4974 353c",
          "div", "3e13 4005 c3a5 3f80 3fb6");

  private static String bits(Tensor x) {
    short[] array = (short[]) x.toStorage().array();
    StringBuilder text = new StringBuilder();
    for (short bits : array) {
      text.append(text.isEmpty() ? "" : " ").append(HexFormat.of().toHexDigits(bits));
    }
    return text.toString();
  }

  private static Tensor of(DType dtype, String hex) {
    String[] words = hex.split(" ");
    short[] bits = new short[words.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (short) HexFormat.fromHexDigits(words[i]);
    }
    return Tensor.wrap(
        dtype == FLOAT16 ? new Storage.Float16(bits) : new Storage.Bfloat16(bits),
        Shape.of(bits.length));
  }

  @Test
  void arithmeticHasTheBitsOfNumPyAndPyTorch() {
    ARITHMETIC.forEach((name, operation) -> {
      Tensor half = operation.apply(Tensor.of(A).to(FLOAT16), Tensor.of(B).to(FLOAT16));
      Tensor brain = operation.apply(Tensor.of(A).to(BFLOAT16), Tensor.of(B).to(BFLOAT16));
      assertThat(bits(half)).as(name).isEqualTo(FLOAT16_BITS.get(name));
      assertThat(bits(brain)).as(name).isEqualTo(BFLOAT16_BITS.get(name));
    });
  }

  /** All 65,536 of them, through the backend's loops, through views, and as doubles. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void everyNumberIsTheSameAfterAWayThroughAWiderType(DType dtype) {
    short[] all = new short[1 << 16];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) i;
    }
    Tensor x =
        Tensor.wrap(
            dtype == FLOAT16 ? new Storage.Float16(all) : new Storage.Bfloat16(all),
            Shape.of(256, 256));
    float[] wanted = x.toFloats();
    for (DType wider : new DType[] {FLOAT32, FLOAT64}) {
      for (Tensor view : new Tensor[] {x, x.mT(), x.flip(0)}) {
        Tensor back = view.to(wider).to(dtype);
        float[] numbers = view.toFloats();
        assertThat(back.dtype()).isEqualTo(dtype);
        assertThat(back.toFloats()).isEqualTo(numbers);
        assertNumbersHaveTheirBits(view.copy(), back);
      }
    }
    assertThat(x.mT().copy().mT().toFloats()).isEqualTo(wanted);
  }

  private static void assertNumbersHaveTheirBits(Tensor wanted, Tensor got) {
    short[] a = (short[]) wanted.toStorage().array();
    short[] b = (short[]) got.toStorage().array();
    float[] numbers = wanted.toFloats();
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i] && !Float.isNaN(numbers[i])) {
        assertThat(b[i]).as("%s at %d", numbers[i], i).isEqualTo(a[i]);
      }
    }
  }

  /** Rounding to float32 first would make a tie of the first, and of the second in bfloat16. */
  @Test
  void doublesAndLongsAreRoundedOnce() {
    assertThat(bits(Tensor.of(new double[] {1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-11}).to(FLOAT16)))
        .isEqualTo("3c01 3c00");
    assertThat(bits(Tensor.of(new double[] {1 + 0x1p-8 + 0x1p-40, 1 + 0x1p-8}).to(BFLOAT16)))
        .isEqualTo("3f81 3f80");
    assertThat(bits(Tensor.full(FLOAT16, 1 + 0x1p-11 + 0x1p-40, 3))).isEqualTo("3c01 3c01 3c01");
    long tie = (1L << 62) + (1L << 54);
    assertThat(bits(Tensor.of(new long[] {tie + 1, tie}).to(BFLOAT16))).isEqualTo("5e81 5e80");
    assertThat(bits(Tensor.of(new int[] {65519, 65520, -7}).to(FLOAT16)))
        .isEqualTo("7bff 7c00 c700");
  }

  @Test
  void whatTheyBecomeInOtherTypes() {
    Tensor x = Tensor.of(new float[] {-2.75f, 0, 300, Float.NaN}).to(BFLOAT16);
    assertThat(x.to(DType.INT32).toArray()).isEqualTo(new int[] {-2, 0, 300, 0});
    assertThat(x.to(DType.BOOL).toArray()).isEqualTo(new boolean[] {true, false, true, true});
    assertThat(x.to(FLOAT16).toFloats()).isEqualTo(x.toFloats());
    assertThat(Tensor.of(1e5f).to(BFLOAT16).to(FLOAT16).item()).isInfinite();
    assertThat(x.slice(0, 0, 3).toDoubles()).containsExactly(-2.75, 0, 300);
    assertThat(x.get(2).item()).isEqualTo(300);
    assertThat((float[][]) x.slice(0, 1, 3).reshape(2, 1).toArray())
        .isDeepEqualTo(new float[][] {{0}, {300}});
  }

  @Test
  void aNumberBesideThemIsRoundedToTheirType() {
    Tensor x = Tensor.of(A).to(BFLOAT16);
    assertThat(bits(x.mul(0.1))).isEqualTo(bits(x.mul(Tensor.of(0.1f).to(BFLOAT16))));
    assertThat(x.add(1).dtype()).isEqualTo(BFLOAT16);
    assertThat(x.add(Tensor.of(B)).dtype()).isEqualTo(FLOAT32);
  }

  /** The square of 300 is no float16, but 1/300² is one, and more so 1/300. */
  @Test
  void slopesFarFromZeroDoNotVanish() {
    Tensor x = Tensor.of(300f).to(FLOAT16).requiresGrad();
    Tensor y = Tensor.of(400f).to(FLOAT16).requiresGrad();
    assertThat(slope(x.atan(), x)).isCloseTo(1 / 90001.0, within(1e-7));
    assertThat(slope(x.asinh(), x)).isCloseTo(1 / 300.0, within(2e-5));
    assertThat(slope(x.acosh(), x)).isCloseTo(1 / 300.0, within(2e-5));
    assertThat(slope(x.atan2(y), x)).isCloseTo(400 / 250000.0, within(4e-6));
    assertThat(slope(x.atan2(y), y)).isCloseTo(-300 / 250000.0, within(4e-6));
  }

  private static double slope(Tensor y, Tensor x) {
    return Autograd.gradients(y, x).of(x).item();
  }

  /** By adding float16 to float16 a sum of ones would stop at 2,048. */
  @Test
  void sumsAreAddedUpInFloat32() {
    assertThat(Tensor.full(FLOAT16, 1, 5000).sum().item()).isEqualTo(5000);
    assertThat(Tensor.full(BFLOAT16, 1, 512, 3).sum(0).toFloats()).containsExactly(512, 512, 512);
    assertThat(Tensor.full(BFLOAT16, 1, 300).cumSum(0).get(-1).item()).isEqualTo(300);
    assertThat(Tensor.full(FLOAT16, 1000, 100).mean().item()).isEqualTo(1000);
    assertThat(Tensor.full(FLOAT16, 1000, 100).sum().item()).isInfinite();
    assertThat(Tensor.full(FLOAT16, 1000, 100).varMean(0).mean().item()).isEqualTo(1000);
    Tensor ones = Tensor.full(BFLOAT16, 1, 2, 300);
    assertThat(ones.matmul(ones.mT()).toFloats()).containsExactly(300, 300, 300, 300);
    Tensor index = Tensor.zeros(DType.INT64, 300);
    Tensor table = Tensor.full(BFLOAT16, 0, 1).requiresGrad();
    Tensor picked = table.gather(0, index);
    assertThat(Autograd.gradients(picked.sum(), table).of(table).toFloats()).containsExactly(300);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void theGradientGoesBackInTheTypeOfItsSource(DType dtype) {
    Tensor x = Tensor.of(A).requiresGrad();
    Tensor y = x.to(dtype).to(FLOAT32);
    Tensor g = Autograd.gradients(y.mul(Tensor.of(B)).sum(), x).of(x);
    assertThat(g.dtype()).isEqualTo(FLOAT32);
    assertThat(g.toFloats()).isEqualTo(Tensor.of(B).to(dtype).toFloats());

    Tensor half = Tensor.of(A).to(dtype).requiresGrad();
    Tensor wide = half.to(FLOAT64);
    Tensor h = Autograd.gradients(wide.mul(wide).sum(), half).of(half);
    assertThat(h.dtype()).isEqualTo(dtype);
    assertThat(h.toFloats()).isEqualTo(half.mul(2).toFloats());
  }

  @Test
  void areInOrder() {
    Tensor x = of(FLOAT16, "0000 8001 7c00 fc00 3c00 0001 7e00 bc00");
    assertThat(x.argsort(0).toLongs()).containsExactly(3, 7, 1, 0, 5, 4, 2, 6);
    Tensor finite = of(BFLOAT16, "3f80 bf80 8001 4049 4049 c049");
    assertThat(finite.argmax(0).item()).isEqualTo(3);
    assertThat(finite.argmin(0).item()).isEqualTo(5);
    assertThat(finite.gt(0).toArray())
        .isEqualTo(new boolean[] {true, false, false, true, true, false});
  }

  @Test
  void drawsAreMadeInFloat32() {
    TensorType type = new TensorType(FLOAT16, Shape.of(3));
    assertThatThrownBy(() -> Sample.uniform(Seed.of(1), Tensor.of(0L), Optional.empty(), type))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "randomDraw: draws float32 or float64, not float16[3]; convert what it draws with"
                + " to(…).");
  }

  /** By PyTorch: {@code torch.addcmul(x, a, b, value=0.1)} and so on, of bfloat16. */
  @Test
  void aNumberBesideThemIsAFloat32AndTheyAreRoundedToOnce() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, -4.5f}).to(BFLOAT16);
    Tensor a = Tensor.of(new float[] {0.3f, 0.7f, -1.1f, 2.3f}).to(BFLOAT16);
    Tensor b = Tensor.of(new float[] {1.7f, -0.2f, 0.9f, 3.1f}).to(BFLOAT16);
    same(x.addcmul(a, b), 1.515625f, 1.859375f, 2.015625f, 2.609375f);
    same(x.addcmul(a, b, 0.1), 1.0546875f, 1.984375f, 2.90625f, -3.796875f);
    same(x.addcdiv(a, b, 0.1), 1.015625f, 1.6484375f, 2.875f, -4.4375f);
    same(x.lerp(a, 0.1), 0.9296875f, 1.8671875f, 2.59375f, -3.8125f);
  }

  private static void same(Tensor actual, float... expected) {
    assertThat(actual.dtype()).isEqualTo(BFLOAT16);
    assertThat((float[]) actual.to(FLOAT32).toStorage().array()).containsExactly(expected);
  }

  @Test
  void arePrintedWithTheDigitsThatTellThemApart() {
    assertThat(Tensor.of(A).to(FLOAT16))
        .hasToString("[ 1.0e-01  2.7e+00 -3.3e+00  1.0e+03  1.0e-03]");
    assertThat(Tensor.of(new float[] {0.1f, 2.7f, -3.3f}).to(BFLOAT16))
        .hasToString("[ 0.1  2.7 -3.3]");
    assertThat(Tensor.of(1 / 3f).to(BFLOAT16)).hasToString("0.334");
    assertThat(Tensor.of(1f).to(BFLOAT16).type()).hasToString("bfloat16[]");
  }

  /** Variances beyond 65,504, and an ε below the least float16: forward and backward in float32. */
  @Test
  void gradientsDoNotOverflowWhereTheValuesDoNot() {
    Tensor x = Tensor.of(new float[][] {{1000, -2000, 3000}, {500, 500, 500}});
    Tensor g = Tensor.of(new float[][] {{1, -1, 0.5f}, {1e-4f, 0, -1e-4f}});

    for (DType type : new DType[] {FLOAT16, BFLOAT16}) {
      Tensor half = x.to(type).requiresGrad();
      Tensor single = x.requiresGrad();
      Tensor byHalf = Autograd.gradients(half.layerNorm(1, 1e-8).mul(g).sum(), half).of(half);
      Tensor bySingle =
          Autograd.gradients(single.layerNorm(1, 1e-8).mul(g).sum(), single).of(single);
      assertThat(byHalf.to(FLOAT32).allClose(bySingle, 2e-2, 1e-6)).as("%s", type).isTrue();
      assertThat(bySingle.abs().max().item()).isPositive();
    }
  }

  @Test
  void theGradientOfARunningLogarithmKeepsTheAccuracyOfFloat32() {
    Tensor x = Tensor.of(new float[] {100, 101, 99});
    Tensor half = x.to(BFLOAT16).requiresGrad();
    Tensor single = x.requiresGrad();

    Tensor byHalf = Autograd.gradients(half.logCumSumExp(0).sum(), half).of(half);
    Tensor bySingle = Autograd.gradients(single.logCumSumExp(0).sum(), single).of(single);

    assertThat(byHalf.to(FLOAT32).allClose(bySingle, 1e-2, 0)).isTrue();
  }
}
