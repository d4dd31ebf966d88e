package org.atled.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;
import org.atled.nn.loss.BCELoss;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.HuberLoss;
import org.atled.nn.loss.L1Loss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.loss.NLLLoss;
import org.atled.nn.loss.SmoothL1Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccumulationTest {
  private static final Tensor WEIGHTS = Tensor.of(new double[] {0.2, 1, 3});
  private static final Tensor LABELS = Tensor.of(new long[] {1, 2, -1, 0, -1, 2});
  private static final Tensor NUMBERS =
      Tensor.of(IntStream.range(0, 18).mapToDouble(i -> (i * 7 % 11) / 11.0).toArray())
          .reshape(6, 3);
  private final Parameter outputs =
      new Parameter(
          Tensor.of(IntStream.range(0, 18).mapToDouble(i -> (i * 5 % 13) / 13.0).toArray())
              .reshape(6, 3));

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(new CrossEntropyLoss().ignoring(-1), LABELS),
        Arguments.of(new CrossEntropyLoss().weight(WEIGHTS).ignoring(-1), LABELS),
        Arguments.of(
            new CrossEntropyLoss().weight(WEIGHTS).ignoring(-1).labelSmoothing(0.1), LABELS),
        Arguments.of(new CrossEntropyLoss().weight(WEIGHTS), LABELS.abs()),
        Arguments.of(new CrossEntropyLoss(), LABELS.abs()),
        Arguments.of(new CrossEntropyLoss().weight(WEIGHTS), NUMBERS),
        Arguments.of(new NLLLoss().weight(WEIGHTS).ignoring(-1), LABELS),
        Arguments.of(new MSELoss(), NUMBERS),
        Arguments.of(new L1Loss(), NUMBERS),
        Arguments.of(new HuberLoss(), NUMBERS),
        Arguments.of(new SmoothL1Loss(), NUMBERS),
        Arguments.of(new BCELoss(), NUMBERS),
        Arguments.of(new BCEWithLogitsLoss(), NUMBERS));
  }

  /** Parts of 1, 3 and 2 rows, in the first of which one target may be ignored. */
  @ParameterizedTest
  @MethodSource("losses")
  void smallBatchesHaveTheGradientsOfAll(Loss loss, Tensor target) {
    Tensor whole = loss.of(outputs.value(), target);
    double[] expected = Autograd.gradients(whole, List.of(outputs)).of(outputs).toDoubles();
    Accumulation gathered = new Accumulation(List.of(outputs));
    int[] cuts = {0, 1, 4, 6};
    for (int i = 0; i + 1 < cuts.length; i++) {
      String rows = cuts[i] + ":" + cuts[i + 1];
      gathered.add(loss.total(outputs.value().at(rows), target.at(rows)).orElseThrow());
    }

    assertThat(gathered.loss().item()).isCloseTo(whole.item(), within(1e-14));
    Gradients sum = gathered.gradients();
    assertThat(sum.of(outputs).toDoubles()).containsExactly(expected, within(1e-14));
  }

  @Test
  void aLossThatIsNoMeanHasNoTotal() {
    assertThat(new MSELoss().reduction(Reduction.SUM).total(NUMBERS, NUMBERS)).isEmpty();
    Accumulation none = new Accumulation(List.of(outputs));
    assertThatThrownBy(none::gradients)
        .isInstanceOf(StateException.class)
        .hasMessage("Accumulation: there are no gradients; add(…) the loss of a batch.");
  }
}
