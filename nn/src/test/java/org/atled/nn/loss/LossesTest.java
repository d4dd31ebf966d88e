package org.atled.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Reduction;
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
                + " int64 or int32, or probabilities of the logits' shape [4, 3].");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(floats(2, 3), Tensor.of(new byte[] {0, 1})))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("crossEntropy: the target is uint8[2] but");
  }

  /** Their target would be rounded to whole numbers. */
  @Test
  void logitsAreFloats() {
    assertThatThrownBy(() -> new BCEWithLogitsLoss().of(Tensor.of(new long[] {2, -1}), floats(2)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "binaryCrossEntropyWithLogits: takes floats, not int64[2]; convert with to(…).");
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

  /** PyTorch's numbers for smoothing 0, 0.1 and 1, with weights and without. */
  @ParameterizedTest
  @CsvSource({
    "0, .228145866, .647582989",
    "0.1, .359613388, .752027434",
    "1, 1.542821085, 1.692027433",
  })
  void crossEntropyPassesOverWhatIsIgnored(double smoothing, double weighted, double plain) {
    Tensor logits =
        Tensor.of(new double[][] {{1, 2, .5}, {.1, -1, 3}, {2, 2, 2}, {0, 1, -1}}).requiresGrad();
    Tensor classes = Tensor.of(new long[] {1, 2, -100, 0});
    CrossEntropyLoss loss = new CrossEntropyLoss().labelSmoothing(smoothing).ignoring(-100);
    Tensor weight = Tensor.of(new float[] {.2f, 1, 3});

    assertThat(loss.weight(weight).of(logits, classes).item()).isCloseTo(weighted, within(1e-8));
    Tensor mean = loss.of(logits, classes);
    assertThat(mean.item()).isCloseTo(plain, within(1e-8));
    assertThat(Autograd.gradients(mean, logits).of(logits).get(2).toDoubles()).containsOnly(0);
    Tensor none = Tensor.of(new long[] {-100, -100, -100, -100});
    assertThat(loss.of(logits, none).item()).isNaN();
    assertThat(loss.reduction(Reduction.SUM).of(logits, none).item()).isZero();
  }

  @Test
  void crossEntropyOfProbabilitiesDividesByTheRows() {
    Tensor logits = Tensor.of(new double[][] {{1, 2, .5}, {.1, -1, 3}});
    Tensor oneHot = Tensor.of(new double[][] {{0, 1, 0}, {0, 0, 1}});
    CrossEntropyLoss loss = new CrossEntropyLoss().weight(Tensor.of(new float[] {.2f, 1, 3}));

    // Σ w is 4 for two rows.
    double byWeights = loss.of(logits, Tensor.of(new long[] {1, 2})).item();
    assertThat(loss.of(logits, oneHot).item()).isCloseTo(2 * byWeights, within(1e-12));
  }

  @Test
  void crossEntropyNamesTheFirstClassThatIsNeitherOneNorIgnored() {
    assertThatThrownBy(() ->
            new CrossEntropyLoss().ignoring(-1).of(floats(3, 2), Tensor.of(new long[] {-1, 0, 2})))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("crossEntropy: the label at [2] is 2, but");
    assertThatThrownBy(() -> new NLLLoss().of(floats(3, 2), Tensor.of(new long[] {1, 0, -1})))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("nllLoss: the label at [2] is -1, but the network tells 2 classes");
  }

  @Test
  void crossEntropySaysWhatItsOptionsCannotBe() {
    CrossEntropyLoss loss = new CrossEntropyLoss();
    Tensor classes = Tensor.of(new long[] {0, 1});
    assertThatThrownBy(() -> loss.labelSmoothing(1.5).of(floats(2, 3), classes))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("crossEntropy: labelSmoothing must be from 0 to 1, not 1.5.");
    assertThatThrownBy(() -> loss.weight(floats(2)).of(floats(2, 3), classes))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "crossEntropy: the weights are [2] but there are 3 classes (scores [2, 3]); give one a"
                + " class.");
    assertThatThrownBy(() -> loss.ignoring(0).of(floats(2, 3), floats(2, 3)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "crossEntropy: class 0 is to be ignored, but the target float32[2, 3] holds"
                + " probabilities; give numbers of classes, or ignore none.");
  }

  @Test
  void lossesNameTheFirstNumberThatTheyCannotTake() {
    Tensor three = floats(3);
    assertThatThrownBy(() -> new BCELoss().of(Tensor.of(new float[] {0, 1.5f, 2}), three))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "binaryCrossEntropy: the probability at [1] is 1.5 but must be from 0 to 1; give logits"
                + " to binaryCrossEntropyWithLogits.");
    assertThatThrownBy(() -> new BCELoss().of(Tensor.of(Float.NaN), Tensor.of(1f)))
        .hasMessageStartingWith("binaryCrossEntropy: the probability is NaN but must be from 0");
    assertThatThrownBy(
            () -> new GaussianNLLLoss().of(three, three, Tensor.of(new float[] {1, 0, -2})))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "gaussianNllLoss: the variance at [2] is -2.0 but must be at least 0; take the"
                + " exponential of outputs.");
    assertThatThrownBy(() -> new HingeEmbeddingLoss().of(three, Tensor.of(new long[] {1, 0, 1})))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "hingeEmbeddingLoss: the target at [1] is 0.0 but must be 1 or -1; map classes 0 and 1"
                + " to these.");
    assertThatThrownBy(() -> new MultiLabelMarginLoss().of(three, Tensor.of(new long[] {1, -1, 3})))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("multilabelMarginLoss: the label at [2] is 3, but the network");
  }

  @Test
  void lossesNameShapesAndOptionsThatDoNotFit() {
    assertThatThrownBy(() -> new HuberLoss().of(floats(4, 1), floats(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "huberLoss: the output is [4, 1] but the target is [4]; they must be equal, reshape one"
                + " of them.");
    assertThatThrownBy(() -> new HuberLoss().delta(0).of(floats(2), floats(2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("huberLoss: delta must be above 0, not 0.0.");
    assertThatThrownBy(() -> new L1Loss().of(Tensor.of(new int[2]), Tensor.of(new int[2])))
        .isInstanceOf(TypeException.class)
        .hasMessage("l1Loss: takes floats, not int32[2]; convert with to(…).");
    assertThatThrownBy(() -> new BCELoss().weight(floats(3)).of(floats(2, 4), floats(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "binaryCrossEntropy: the weights are [3], which do not broadcast to the losses, [2,"
                + " 4].");
    assertThatThrownBy(() -> new GaussianNLLLoss().of(floats(2, 3), floats(2, 3), floats(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gaussianNllLoss: the variance is [3] but the output is [2, 3]; give one for each"
                + " element, or one for all along the last axis.");
    assertThatThrownBy(() -> new CosineEmbeddingLoss().of(floats(2, 3), floats(2, 3), floats(2, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "cosineEmbeddingLoss: the embeddings are [2, 3] and [2, 3], the target is [2, 1]; they"
                + " must be [batch, size] twice and [batch].");
    assertThatThrownBy(() -> new KLDivLoss().reduction(Reduction.BATCH_MEAN).of(floats(), floats()))
        .isInstanceOf(ShapeException.class)
        .hasMessage("klDiv: BATCH_MEAN divides by the first axis, but there is none.");
  }

  @Test
  void ctcSaysWhatLabelsAndLengthsItTakes() {
    CTCLoss loss = new CTCLoss();
    Tensor x = floats(4, 2, 3);
    Tensor labels = Tensor.of(new long[][] {{1, 2}, {2, 7}});
    Tensor steps = Tensor.of(new long[] {4, 4});
    Tensor one = Tensor.of(new long[] {1, 1});
    assertThat(loss.of(x, labels, steps, one).shape()).isEqualTo(Shape.scalar());
    assertThatThrownBy(() -> loss.of(x, labels, steps, Tensor.of(new long[] {1, 2})))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("ctcLoss: the label at [1, 1] is 7, but the network tells 3");
    assertThatThrownBy(() -> loss.of(x, labels, Tensor.of(new long[] {4, 5}), one))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "ctcLoss: the number of steps at [1] is 5.0 but must be from 1 to those given, 4.");
    assertThatThrownBy(() -> loss.of(x, labels, steps, Tensor.of(new long[] {3, 1})))
        .hasMessage("ctcLoss: the length at [0] is 3.0 but must be from 0 to the longest, 2.");
    assertThatThrownBy(() -> loss.blank(3).of(x, labels, steps, one))
        .hasMessage("ctcLoss: the blank is class 3, but there are only 3 classes.");
    assertThatThrownBy(() -> loss.of(floats(2, 3), labels, steps, one))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "ctcLoss: the logarithms are [2, 3], the labels [2, 2], their numbers of steps [2] and"
                + " lengths [2]; they must be [steps, batch, classes], [batch, longest], [batch]"
                + " and [batch].");
  }

  private static Tensor floats(int... sizes) {
    return Tensor.full(DType.FLOAT32, 0, Arrays.stream(sizes).asLongStream().toArray());
  }
}
