package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

/** The search for a learning rate, and early stopping. */
class RateSearchTest {
  @Test
  void aSearchProposesARateThatLearnsAndLeavesNoTrace() {
    Linear model = new Linear(1, 1);
    Trainer trainer =
        Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0.5)).batchSize(8).seed(4);
    RateSearch search = RateSearch.of(trainer, Problems.line(32), 1e-5, 10, 100);

    assertThat(search.rates().getFirst()).isEqualTo(1e-5);
    assertThat(search.rates()).isSorted().hasSameSizeAs(search.losses());
    // The greatest rate that does not diverge is below 2 / (twice the mean of x² + 1).
    assertThat(search.proposal()).isBetween(1e-3, 0.1);
    Map<String, List<Float>> before = Problems.weights(model);
    RateSearch again = RateSearch.of(trainer, Problems.line(32), 1e-5, 10, 100);
    assertThat(again).isEqualTo(search);
    assertThat(Problems.weights(model)).isEqualTo(before);
    assertThatThrownBy(() -> RateSearch.of(trainer, Problems.line(32), 1, 0.1, 100))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "RateSearch: the rates must be above 0, rising and finite, with at least 10 steps, not"
                + " from 1.0 to 0.1 in 100.");
    Trainer still = Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0));
    assertThatThrownBy(() -> RateSearch.of(still, Problems.line(4)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "RateSearch: the rule's learning rate is 0, of which no rate is a multiple; give it one"
                + " above 0.");
  }

  @Test
  void aRunEndsWhenItGetsNoBetterWithTheBestWeights() {
    Linear model = new Linear(1, 1);
    EarlyStopping early = EarlyStopping.of(model, 2).leastChange(0.25);
    assertThatThrownBy(early::restore)
        .isInstanceOf(StateException.class)
        .hasMessage("EarlyStopping: no epoch has ended, of which there were weights.");
    for (int run = 0; run < 2; run++) {
      double[] losses = {3, 2, 1.9, 1.5, 1.4, 1.3};
      List<Boolean> over = new ArrayList<>();
      early.runStarted();
      for (int epoch = 1; epoch <= losses.length; epoch++) {
        early.epochStarted(epoch, losses.length, 1);
        model.weight().copyInto(Tensor.of(new float[][] {{epoch}}));
        early.epochDone(report(epoch, losses[epoch - 1]));
        over.add(early.getAsBoolean());
      }
      assertThat(over).containsExactly(false, false, false, false, false, true);
      assertThat(early.bestEpoch()).isEqualTo(4);
      early.restore();
      assertThat(model.weight().value().item()).isEqualTo(4);
    }
    assertThatThrownBy(() -> EarlyStopping.of(model, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "EarlyStopping: the patience is 0 but must be at least 1, and the least change 0.0 but"
                + " must be at least 0 and finite.");
  }

  private static EpochReport report(int epoch, double loss) {
    EpochReport.Measured test = new EpochReport.Measured(loss, Map.of());
    return new EpochReport(epoch, new EpochReport.Measured(0, Map.of()), Optional.of(test), 1, 1);
  }

  @Test
  void aTrainerStops() {
    Linear model = new Linear(1, 1);
    EarlyStopping early = EarlyStopping.of(model, 3);
    Run run =
        Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0))
            .epochs(20)
            .listener(early)
            .stopWhen(early)
            .fit(Problems.line(4), Problems.line(4));

    assertThat(run.ending()).isEqualTo(Run.Ending.STOPPED);
    assertThat(run.history()).hasSize(4);
    assertThat(early.bestEpoch()).isEqualTo(1);
    assertThat(run.last().test().orElseThrow().loss())
        .isCloseTo(run.history().getFirst().test().orElseThrow().loss(), within(1e-9));
  }
}
