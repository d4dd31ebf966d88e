package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.atled.nn.WeightTransfer;
import org.junit.jupiter.api.Test;

class RecurrentTest {
  private static final Mode PLAIN = Mode.evaluation();
  private static final Recurrent.Config DEEP =
      Recurrent.Config.of(5, 7).withLayers(2).inBothDirections();

  private static Tensor sequence(int seed, long steps) {
    return Sample.normal(Seed.of(seed), steps, 5);
  }

  @Test
  void sequencesOfDifferentLengthsGetWhatEachGetsAlone() {
    LSTM lstm = new LSTM(DEEP);
    List<Tensor> each = List.of(sequence(1, 3), sequence(2, 9), sequence(3, 1), sequence(4, 6));
    LSTM.Out together = lstm.apply(Padded.of(each), PLAIN);

    for (int i = 0; i < each.size(); i++) {
      LSTM.Out alone = lstm.apply(each.get(i).unsqueeze(0), PLAIN);
      long steps = each.get(i).shape().size(0);
      Tensor row = together.sequence().get(i);
      assertThat(row.slice(0, 0, steps).toFloats()).containsExactly(alone.sequence().toFloats());
      assertThat(row.slice(0, steps, 9).abs().sum().item()).isZero();
      assertThat(together.state().hidden().select(1, i).toFloats())
          .containsExactly(alone.state().hidden().toFloats());
      assertThat(together.state().cell().select(1, i).toFloats())
          .containsExactly(alone.state().cell().toFloats());
    }
  }

  @Test
  void gradientsByThemAreThoseOfEachAlone() {
    GRU gru = new GRU(DEEP);
    List<Tensor> each = List.of(sequence(1, 3), sequence(2, 5));
    Padded padded = Padded.of(each);
    Tensor x = padded.sequences().requiresGrad();
    Tensor loss = gru.apply(new Padded(x, padded.lengths()), PLAIN).sequence().square().sum();
    Tensor gradient = Autograd.gradients(loss, x).of(x);

    for (int i = 0; i < each.size(); i++) {
      Tensor own = each.get(i).unsqueeze(0).requiresGrad();
      Tensor alone = gru.apply(own, PLAIN).sequence().square().sum();
      assertThat(gradient.get(i).slice(0, 0, own.shape().size(1)).toFloats())
          .containsExactly(Autograd.gradients(alone, own).of(own).toFloats());
    }
  }

  @Test
  void whatStandsBehindAnEndCountsForNothing() {
    GRU gru = new GRU(5, 7);
    Tensor x = sequence(1, 3).unsqueeze(0);
    Tensor length = Tensor.of(new long[] {3});
    List<Gradients> gradients = new ArrayList<>();
    for (double behind : new double[] {0, Double.NaN}) {
      Tensor more = Tensor.full(new TensorType(DType.FLOAT32, Shape.of(1, 2, 5)), behind);
      Padded padded = new Padded(Structure.concat(1, x, more), length);
      Tensor loss = gru.apply(padded, PLAIN).sequence().square().sum();
      gradients.add(Autograd.gradients(loss, gru.parameters()));
    }

    for (Parameter parameter : gru.parameters()) {
      assertThat(gradients.get(1).of(parameter).toFloats())
          .containsExactly(gradients.get(0).of(parameter).toFloats());
    }
  }

  @Test
  void aSequenceInPartsGivesTheSameAsAtOnce() {
    LSTM lstm = new LSTM(Recurrent.Config.of(5, 7).withLayers(2));
    Tensor x = Sample.normal(Seed.of(1), 2, 6, 5);
    LSTM.Out whole = lstm.apply(x, PLAIN);
    LSTM.Out first = lstm.apply(x.slice(1, 0, 4), PLAIN);
    LSTM.Out second = lstm.apply(x.slice(1, 4, 6), first.state(), PLAIN);

    assertThat(second.sequence().toFloats())
        .containsExactly(whole.sequence().slice(1, 4, 6).toFloats());
    assertThat(second.state().cell().toFloats()).containsExactly(whole.state().cell().toFloats());
  }

  @Test
  void theOrderOfTheAxesChangesNothingElse() {
    GRU batchFirst = new GRU(DEEP);
    GRU stepsFirst = new GRU(DEEP.stepsFirst());
    stepsFirst.state().restore(batchFirst.state().snapshot());
    Tensor x = Sample.normal(Seed.of(1), 2, 6, 5);

    assertThat(stepsFirst.apply(x.transpose(0, 1), PLAIN).sequence().transpose(0, 1).toFloats())
        .containsExactly(batchFirst.apply(x, PLAIN).sequence().toFloats());
  }

  @Test
  void dropoutStandsBetweenLayersOfTrainingAndDrawsByExample() {
    Recurrent.Config dropping = Recurrent.Config.of(5, 7).withLayers(3).withDropout(0.5);
    RNN batchFirst = new RNN(dropping);
    RNN stepsFirst = new RNN(dropping.stepsFirst());
    stepsFirst.state().restore(batchFirst.state().snapshot());
    Tensor x = Sample.normal(Seed.of(1), 2, 6, 5);
    Mode training = Mode.training(Seed.of(3), Slot.of(4L), Tensor.of(new long[] {8, 9}));
    Tensor both = batchFirst.apply(x, training).sequence();

    assertThat(both.toFloats()).isNotEqualTo(batchFirst.apply(x, PLAIN).sequence().toFloats());
    assertThat(stepsFirst.apply(x.transpose(0, 1), training).sequence().transpose(0, 1).toFloats())
        .containsExactly(both.toFloats());
    Mode alone = Mode.training(Seed.of(3), Slot.of(4L), Tensor.of(new long[] {9}));
    assertThat(batchFirst.apply(x.slice(0, 1, 2), alone).sequence().toFloats())
        .containsExactly(both.get(1).toFloats());
  }

  @Test
  void weightsStartWithinPyTorchsBounds() {
    LSTM lstm = new LSTM(Recurrent.Config.of(5, 16).projectedTo(3));

    assertThat(lstm.state().entries().keySet())
        .containsExactly(
            "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_hr_l0");
    lstm.parameters()
        .forEach(p -> {
          float most = (float) p.value().abs().amax().item();
          assertThat(most).isBetween(0.15f, 0.25f);
        });
  }

  @Test
  void oneUnitGivesTheNumbersOfPyTorch() {
    LSTM lstm = new LSTM(1, 1);
    WeightTransfer.of(
            Map.of(
                "weight_ih_l0", column(0.1f, 0.2f, 0.3f, 0.4f),
                "weight_hh_l0", column(0.5f, 0.6f, 0.7f, 0.8f),
                "bias_ih_l0", Tensor.of(new float[] {0.01f, 0.02f, 0.03f, 0.04f}),
                "bias_hh_l0", Tensor.of(new float[] {0.1f, 0.1f, 0.1f, 0.1f})))
        .into(lstm);
    LSTM.Out out = lstm.apply(Tensor.ones(1, 2, 1), PLAIN);

    assertThat(out.sequence().toDoubles())
        .containsExactly(new double[] {0.139122618, 0.255045975}, within(1e-7));
    assertThat(out.state().cell().item()).isCloseTo(0.409465707, within(1e-7));
  }

  private static Tensor column(float... numbers) {
    return Tensor.of(numbers, Shape.of(numbers.length, 1));
  }

  @Test
  void namesShapesThatDoNotFit() {
    LSTM lstm = new LSTM(DEEP);

    assertThatThrownBy(() -> lstm.apply(Tensor.ones(6, 5), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "LSTM: the input is [6, 5] but must be [batch, steps, 5]; make one sequence a batch by"
                + " unsqueeze.");
    assertThatThrownBy(() -> new RNN(DEEP.stepsFirst()).apply(Tensor.ones(2, 6, 4), PLAIN))
        .hasMessage("RNN: the input is [2, 6, 4] but must be [steps, batch, 5].");
    assertThatThrownBy(() -> lstm.apply(Tensor.ones(2, 0, 5), PLAIN))
        .hasMessage("LSTM: the input is [2, 0, 5], sequences of no step; give each at least one.");
    assertThatThrownBy(() -> lstm.apply(Tensor.zeros(DType.INT64, 2, 6, 5), PLAIN))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "LSTM: the input is int64[2, 6, 5] but must be floats; ids go through an Embedding"
                + " first.");
    assertThatThrownBy(() ->
            lstm.apply(
                Tensor.ones(2, 6, 5),
                new LSTM.State(Tensor.ones(4, 2, 7), Tensor.ones(4, 3, 7)),
                PLAIN))
        .hasMessage(
            "LSTM: the state c is [4, 3, 7] but must be [4, 2, 7], [layers · directions, batch,"
                + " numbers].");
  }

  @Test
  void namesLengthsThatDoNotFit() {
    GRU gru = new GRU(5, 7);
    Tensor x = Tensor.ones(2, 6, 5);

    assertThatThrownBy(() -> gru.apply(new Padded(x, Tensor.of(new long[] {6, 7})), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "GRU: sequence 1 has the length 7, but lengths go from 1 to the 6 steps of the input.");
    assertThatThrownBy(() -> gru.apply(new Padded(x, Tensor.of(new long[] {0, 6})), PLAIN))
        .hasMessageStartingWith("GRU: sequence 0 has the length 0,");
    assertThatThrownBy(() -> gru.apply(new Padded(x, Tensor.of(new long[] {6})), PLAIN))
        .hasMessage("GRU: the lengths are int64[1] but must be int64 [2], one for each sequence.");
    assertThatThrownBy(() -> Padded.of(List.of(Tensor.ones(3, 5), Tensor.ones(4, 6))))
        .hasMessage(
            "Padded: sequence 1 is [4, 6] but must be [steps, ..] with at least one step, and steps"
                + " like those of the first, [3, 5].");
    assertThatThrownBy(() -> Padded.of(List.of()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Padded: takes at least one sequence.");
  }

  @Test
  void refusesWhatBelongsToOthers() {
    assertThatThrownBy(() -> new GRU(Recurrent.Config.of(5, 7).projectedTo(2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("GRU: has no projection, which belongs to LSTM; put a Linear behind it.");
    assertThatThrownBy(
            () -> new LSTM(Recurrent.Config.of(5, 7).withNonlinearity(Recurrent.Nonlinearity.RELU)))
        .hasMessage(
            "LSTM: takes no nonlinearity, which belongs to RNN; its own are sigmoid and tanh.");
    assertThatThrownBy(() ->
            new GRUCell(
                RecurrentCell.Config.of(5, 7).withNonlinearity(Recurrent.Nonlinearity.RELU)))
        .hasMessage(
            "GRUCell: takes no nonlinearity, which belongs to RNNCell; its own are sigmoid and"
                + " tanh.");
    assertThatThrownBy(() -> Recurrent.Config.of(5, 7).withDropout(0.5))
        .hasMessage(
            "the dropout of a recurrence is 0.5 with 1 layer(s), but it must be at least 0 and less"
                + " than 1, and stands between layers; put a Dropout behind it.");
    assertThatThrownBy(() -> Recurrent.Config.of(5, 7).projectedTo(7))
        .hasMessage("the projection is to 7 numbers but must be to fewer than hidden, 7.");
  }

  @Test
  void aCellNamesShapesThatDoNotFit() {
    LSTMCell cell = new LSTMCell(5, 7);

    assertThatThrownBy(() -> cell.apply(Tensor.ones(2, 4), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage("LSTMCell: the input is [2, 4] but must be [batch, 5].");
    assertThatThrownBy(() ->
            cell.apply(
                Tensor.ones(2, 5), new LSTMCell.State(Tensor.ones(2, 6), Tensor.ones(2, 7)), PLAIN))
        .hasMessage("LSTMCell: the state h is [2, 6] but must be [2, 7], [batch, hidden].");
  }

  @Test
  void cellsStepByStepGiveWhatTheModuleGives() {
    GRU gru = new GRU(5, 7);
    GRUCell cell = new GRUCell(5, 7);
    Map<String, Tensor> numbers = new HashMap<>();
    gru.state().snapshot().forEach((name, t) -> numbers.put(name.replace("_l0", ""), t));
    WeightTransfer.of(numbers).into(cell);
    Tensor x = Sample.normal(Seed.of(1), 2, 3, 5);
    Tensor h = Tensor.zeros(2, 7);
    for (int t = 0; t < 3; t++) {
      h = cell.apply(x.select(1, t), h, PLAIN);
    }

    assertThat(h.toFloats()).containsExactly(gru.apply(x, PLAIN).state().toFloats());
  }
}
