package org.atled.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values by NumPy in float64 from the formulas, with logaddexp where it keeps digits. */
class LossesTest {
  private static final double STEP = 0x1p-16;

  @Test
  void squaredLossIsTheMeanOfSquares() {
    Tensor output = Tensor.of(new double[] {1, -2, 3.5}).requiresGrad();
    Tensor loss = new MSELoss().of(output, Tensor.of(new double[] {0, -1, 1.5}));

    assertThat(loss.shape()).isEqualTo(Shape.scalar());
    assertThat(loss.item()).isEqualTo(2);
    assertThat(Autograd.gradients(loss, output).of(output).toDoubles())
        .containsExactly(new double[] {2.0 / 3, -2.0 / 3, 4.0 / 3}, within(1e-15));
  }

  @Test
  void squaredLossDoesNotBroadcast() {
    assertThatThrownBy(() -> new MSELoss().of(floats(4, 1), floats(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "mseLoss: the output is [4, 1] but the target is [4]; they must be equal,"
                + " reshape one of them.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.6931471805599453, -0.5",
    "0, 0.25, 0.6931471805599453, 0.25",
    "100, 1, 3.720075976020836e-44, -3.720075976020836e-44",
    "100, 0, 100, 1",
    "-100, 1, 100, -1",
    "-100, 0, 3.720075976020836e-44, 3.720075976020836e-44",
    "10, 1, 4.539889921686465e-05, -4.5397868702434395e-05",
    "-3, 0.25, 0.798587351573742, -0.20257412682243322",
  })
  void logisticLossIsExactAtEveryLogit(double z, double y, double value, double slope) {
    Tensor logit = Tensor.of(z).requiresGrad();
    Tensor loss = new BCEWithLogitsLoss().of(logit, Tensor.of(y));

    assertThat(loss.item()).isCloseTo(value, within(1e-14 * value));
    assertThat(Autograd.gradients(loss, logit).of(logit).item())
        .isCloseTo(slope, within(1e-14 * Math.max(Math.abs(slope), 1e-30)));
  }

  @Test
  void logisticLossKeepsSmallLossesInFloat32() {
    Tensor loss = new BCEWithLogitsLoss().of(Tensor.of(10f), Tensor.of(1L));

    assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(loss.item()).isCloseTo(4.539889921686465e-05, within(1e-11));
  }

  @Test
  void logisticLossDoesNotBroadcast() {
    assertThatThrownBy(() -> new BCEWithLogitsLoss().of(floats(4, 1), floats(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "binaryCrossEntropyWithLogits: the output is [4, 1] but the target is [4]; they must be"
                + " equal, reshape one of them.");
  }

  @Test
  void crossEntropyIsTheMeanOfLogarithms() {
    Tensor logits = Tensor.of(new double[][] {{2, -1, 0.5}, {0, 0, 0}}).requiresGrad();
    Tensor loss = new CrossEntropyLoss().of(logits, Tensor.of(new long[] {0, 2}));

    assertThat(loss.item()).isCloseTo(0.6699617926626334, within(1e-15));
    assertThat(Autograd.gradients(loss, logits).of(logits).toDoubles())
        .containsExactly(
            new double[] {
              -0.10720148270536212,
              0.019556286635343725,
              0.08764519607001833,
              1.0 / 6,
              1.0 / 6,
              -1.0 / 3
            },
            within(1e-15));
  }

  @Test
  void crossEntropyTakesAxesAfterTheClasses() {
    Tensor logits = Tensor.of(new double[][][] {{{2, 0}, {-1, 1}, {0.5, 3}}}).requiresGrad();
    Tensor classes = Tensor.of(new int[][] {{0, 2}});
    Tensor loss = new CrossEntropyLoss().of(logits, classes);

    assertThat(loss.item()).isCloseTo(0.20557865810672138, within(1e-15));
    double[] gradient = Autograd.gradients(loss, logits).of(logits).toDoubles();
    double[] at = logits.detach().toDoubles();
    for (int i = 0; i < at.length; i++) {
      double x = at[i];
      at[i] = x + STEP;
      double up = new CrossEntropyLoss().of(Tensor.of(at, 1, 3, 2), classes).item();
      at[i] = x - STEP;
      double down = new CrossEntropyLoss().of(Tensor.of(at, 1, 3, 2), classes).item();
      at[i] = x;
      assertThat(gradient[i]).isCloseTo((up - down) / (2 * STEP), within(1e-9));
    }
  }

  @Test
  void crossEntropyIsFiniteAtExtremeLogits() {
    Tensor logits = Tensor.of(new float[][] {{1e4f, -1e4f, 0}}).requiresGrad();
    Tensor right = new CrossEntropyLoss().of(logits, Tensor.of(new long[] {0}));
    Tensor wrong = new CrossEntropyLoss().of(logits, Tensor.of(new long[] {1}));

    assertThat(right.item()).isZero();
    assertThat(wrong.item()).isEqualTo(2e4);
    assertThat(Autograd.gradients(wrong, logits).of(logits).toFloats()).containsExactly(1, -1, 0);
  }

  @Test
  void crossEntropySaysWhatShapesItTakes() {
    assertThatThrownBy(() -> new CrossEntropyLoss().of(floats(4, 3), Tensor.of(new long[4][1])))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "crossEntropy: the logits are [4, 3] but the classes are [4, 1]; they must be"
                + " [batch, classes, …] and [batch, …].");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(floats(4), Tensor.of(new long[4])))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("crossEntropy: the logits are [4] but");
  }

  @Test
  void crossEntropyTakesNumbersOfClasses() {
    assertThatThrownBy(() -> new CrossEntropyLoss().of(floats(4, 3), floats(4)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "crossEntropy: the target is float32[4] but must hold the numbers of classes,"
                + " int64 or int32.");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(floats(2, 3), Tensor.of(new byte[] {0, 1})))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("crossEntropy: the target is uint8[2] but");
  }

  @ParameterizedTest
  @CsvSource({"3", "-1", "9000000000"})
  void crossEntropyNamesAClassThatDoesNotExist(long label) {
    assertThatThrownBy(
            () -> new CrossEntropyLoss().of(floats(2, 3), Tensor.of(new long[] {1, label})))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "crossEntropy: the label at [1] is "
                + label
                + ", but the network tells 3 classes apart, numbered from 0 to 2; mend the label,"
                + " or give the network an output for its class.");
  }

  @Test
  void logisticLossTakesTheNumbersOfTwoClasses() {
    Tensor logits = Tensor.of(new float[][] {{0}, {2}, {-100}});
    Tensor classes = Tensor.of(new long[] {0, 1, 1});

    // ln 2, ln(1 + e⁻²) and 100.
    assertThat(new BCEWithLogitsLoss().of(logits, classes).item())
        .isCloseTo((0.6931471805599453 + 0.1269280110429725 + 100) / 3, within(1e-5));
    assertThatThrownBy(() -> new BCEWithLogitsLoss().of(logits, Tensor.of(new int[] {0, 1, 2})))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "binaryCrossEntropyWithLogits: the label at [2] is 2, but the network tells 2 classes"
                + " apart,");
  }

  private static Tensor floats(int... sizes) {
    return Tensor.of(java.lang.reflect.Array.newInstance(float.class, sizes));
  }
}
