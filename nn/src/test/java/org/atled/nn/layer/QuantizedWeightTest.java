package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;

class QuantizedWeightTest {
  private static final int IN = 200;
  private static final int OUT = 70;
  private static final Tensor W = normal("w", IN, OUT);

  private static Tensor normal(String name, long... sizes) {
    return Sample.normal(Seed.of(3).at(name), new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }

  @Test
  void noElementMovesByMoreThanHalfAStepOfItsColumn() {
    QuantizedWeight rounded = QuantizedWeight.of(W);

    float[] w = W.toFloats();
    float[] restored = rounded.restored().toFloats();
    float[] scale = rounded.scale().toFloats();
    for (int j = 0; j < OUT; j++) {
      float most = 0;
      for (int i = 0; i < IN; i++) {
        most = Math.max(most, Math.abs(w[i * OUT + j]));
        assertThat((double) restored[i * OUT + j])
            .isBetween(w[i * OUT + j] - 0.5001 * scale[j], w[i * OUT + j] + 0.5001 * scale[j]);
      }
      assertThat(scale[j]).isEqualTo(most / 127);
    }
    long[] bytes = rounded.bytes().toLongs();
    assertThat(Arrays.stream(bytes).min()).hasValue(1);
    assertThat(Arrays.stream(bytes).max()).hasValue(255);
  }

  /** For one row and for many, which are multiplied in different ways. */
  @Test
  void aProductMovesByNoMoreThanItsWeights() {
    QuantizedWeight rounded = QuantizedWeight.of(W);
    float[] scale = rounded.scale().toFloats();
    for (int rows : new int[] {1, 8, 9}) {
      Tensor x = normal("x", rows, IN);
      float[] exact = x.matmul(W).toFloats();
      float[] found = rounded.product(x).toFloats();
      float[] sums = x.abs().sum(1).toFloats();
      for (int at = 0; at < exact.length; at++) {
        double bound = 0.501 * scale[at % OUT] * sums[at / OUT];
        assertThat((double) found[at]).isBetween(exact[at] - bound, exact[at] + bound);
      }
      Tensor products = x.matmul(whole(rounded)).mul(rounded.scale());
      assertThat(found).containsExactly(products.slice(1, 0, OUT).toFloats());
    }
  }

  /** Of all panels one matrix, as wide as they are together. */
  private static Tensor whole(QuantizedWeight rounded) {
    long rows = rounded.bytes().shape().size(1);
    Tensor matrix = rounded.bytes().permute(1, 0, 2).reshape(rows, rounded.scale().shape().size(0));
    return matrix.to(DType.FLOAT32).sub(128);
  }

  /** One row and more than are multiplied by bytes, on panels of which the last is not full. */
  @Test
  void panelsGiveWhatTheMatrixGives() {
    Tensor w = normal("w", 30, 300);
    QuantizedWeight rounded = QuantizedWeight.of(w);
    assertThat(rounded.bytes().shape()).isEqualTo(Shape.of(5, 30, 64));
    assertThat(rounded.restored().allClose(w, 0, 0.02)).isTrue();
    Tensor matrix = whole(rounded).slice(1, 0, 300);
    Tensor scale = rounded.scale().slice(0, 0, 300);
    for (long[] sizes : new long[][] {{1, 30}, {2, 4, 30}, {9, 30}}) {
      Tensor x = normal("x", sizes);
      Tensor y = rounded.product(x);
      assertThat(y.shape()).isEqualTo(x.shape().with(sizes.length - 1, 300));
      assertThat(y.toFloats()).containsExactly(x.matmul(matrix).mul(scale).toFloats());
    }
  }

  @Test
  void aColumnOfZerosStaysOne() {
    QuantizedWeight rounded = QuantizedWeight.of(Tensor.zeros(3, 2));
    assertThat(rounded.product(Tensor.ones(1, 3)).toFloats()).containsExactly(0, 0);
    assertThatThrownBy(() -> QuantizedWeight.of(Tensor.ones(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("the weight is [3] but must be a matrix, [in, out].");
  }

  /** A scale that is no normal number has too few digits to divide by. */
  @Test
  void theSmallestAndTheGreatestNumbersMoveByNoMoreThanHalfAStep() {
    float[] numbers = {Float.MIN_VALUE, 2e-43f, 1e-37f, 1.5e-36f, 1e-30f, 3.2e38f};
    float[] others = {0, 1e-43f, -1e-37f, 1e-36f, 0, 3e38f};
    QuantizedWeight rounded = QuantizedWeight.of(Tensor.of(new float[][] {numbers, others}));
    float[] scale = rounded.scale().toFloats();
    float[] restored = rounded.restored().toFloats();
    for (int j = 0; j < numbers.length; j++) {
      assertThat((double) restored[j])
          .isBetween(numbers[j] - 0.5001 * scale[j], numbers[j] + 0.5001 * scale[j]);
      assertThat(restored[j]).isGreaterThanOrEqualTo(0);
    }
    assertThat(scale).startsWith(1, 1, 1).doesNotContain(0);
  }

  @Test
  void whatIsNotFiniteGivesNoNumber() {
    float infinity = Float.POSITIVE_INFINITY;
    float[][] weight = {{1, Float.NaN, infinity, 1}, {2, 1, 0, -infinity}};
    float[] y = QuantizedWeight.of(Tensor.of(weight)).product(Tensor.ones(1, 2)).toFloats();
    assertThat(y[0]).isBetween(2.98f, 3.02f);
    assertThat(Arrays.copyOfRange(y, 1, 4)).containsExactly(Float.NaN, Float.NaN, Float.NaN);
  }

  @Test
  void aTransformerKeepsToTheTypeOfItsVectors() {
    GPT gpt = new GPT(GPT.Config.of(11, 12, 32, 1));
    gpt.initialize(Seed.of(5));
    Tensor x = normal("x", 1, 3, 32);
    for (DType type : List.of(DType.BFLOAT16, DType.FLOAT64)) {
      DType exact = gpt.ofVectors(x.to(type), Mode.evaluation()).dtype();
      gpt.quantize();
      assertThat(gpt.ofVectors(x.to(type), Mode.evaluation()).dtype()).isEqualTo(exact);
    }
  }

  @Test
  void aTransformerComputesByRoundedWeightsInEvaluationAlone() {
    Tensor ids = Tensor.of(new long[][] {{3, 1, 4, 1, 5}});
    GPT gpt = new GPT(GPT.Config.of(11, 12, 32, 2));
    gpt.initialize(Seed.of(5));
    Mode training = Mode.training(Seed.of(1), Slot.of(0));
    float[] exact = gpt.apply(ids).toFloats();
    gpt.quantize();

    Tensor rounded = gpt.apply(ids);
    assertThat(rounded.toFloats()).isNotEqualTo(exact);
    assertThat(rounded.allClose(Tensor.of(exact).reshape(rounded.shape()), 0, 0.02)).isTrue();
    assertThat(gpt.apply(ids, training).toFloats()).containsExactly(exact);

    // Step by step, few rows at a time, it writes what it writes of the whole.
    GPT.Step first = gpt.step(ids.slice(1, 0, 4), List.of(), Mode.evaluation());
    Tensor last = gpt.step(ids.slice(1, 4, 5), first.caches(), Mode.evaluation()).logits();
    assertThat(last.toFloats()).containsExactly(rounded.slice(1, 4, 5).toFloats());

    gpt.parameters().stream()
        .filter(each -> each.name().equals("h.1.mlp.c_fc.weight"))
        .forEach(each -> each.copyInto(each.value().mul(2)));
    assertThatThrownBy(() -> gpt.apply(ids))
        .isInstanceOf(StateException.class)
        .hasMessageEndingWith(
            "the weight \"h.1.mlp.c_fc.weight\" has changed since it was rounded to int8; round"
                + " again by quantize().");
    gpt.quantize();
    assertThat(gpt.apply(ids).toFloats()).isNotEqualTo(rounded.toFloats());
  }
}
