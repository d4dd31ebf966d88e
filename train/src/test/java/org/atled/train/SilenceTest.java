package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.atled.compile.Compilation;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would train nothing, or less than was meant, says so. */
class SilenceTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");
  private final Split moons = Problems.moons();

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
  }

  @Test
  void aNetworkWithoutParametersHasNothingToLearn() {
    assertThatThrownBy(() -> Problems.trainer(Sequential.of(new Tanh())).fit(moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Trainer: the network has no parameters, so that there is nothing to learn; register"
                + " its layers and parameters (child, parameter) in the constructor.");
  }

  @Test
  void neitherHasAFrozenOne() {
    Layer model = Problems.network();
    model.state().freeze();
    assertThatThrownBy(() -> Problems.trainer(model).fit(moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Trainer: all 6 parameters of the network are frozen, so that there is nothing to"
                + " learn; unfreeze those that are to be learned.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void allThatIsFrozenOnTheWayEndsTheRun(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Layer model = Problems.network();
    assertThatThrownBy(() ->
            Problems.trainer(model)
                .listener(afterTheFirstStep(examples -> model.state().freeze()))
                .fit(moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("Trainer: all 6 parameters of the network are frozen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void aLossThatIsNoNumberIsNamed(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Layer model = Problems.network();
    Loss each = (output, target) -> output.logSoftmax(1).gather(1, target.unsqueeze(1)).neg();
    Trainer trainer = Trainer.of(model, each, Sgd.withLearningRate(0.1));

    assertThatThrownBy(() -> trainer.fit(moons.train()))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "the loss gives float32[32, 1] for outputs [32, 2], but a loss is one number,"
                + " of rank 0; end it with mean() or sum().");
    assertThatThrownBy(
            () -> Trainer.of(model, new EachLoss(), Sgd.withLearningRate(0.1)).fit(moons.train()))
        .hasMessageStartingWith("EachLoss gives float32[1] for outputs");
  }

  private record EachLoss() implements Loss {
    @Override
    public Tensor of(Tensor output, Tensor target) {
      return new CrossEntropyLoss().of(output, target).unsqueeze(0);
    }
  }

  /** Grows while it is trained. */
  private static final class Growing extends Layer {
    private final Linear first = child("first", new Linear(2, 2));

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      Tensor y = first.apply(x, mode);
      for (Module more : children().values()) {
        y = more == first ? y : ((Layer) more).apply(y, mode);
      }
      return y;
    }

    void add(Layer more) {
      child("more", more);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void aParameterThatComesLateIsNamed(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Growing model = new Growing();
    assertThatThrownBy(() ->
            Problems.trainer(model)
                .listener(afterTheFirstStep(examples -> model.add(new Linear(2, 2))))
                .fit(moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Trainer: Parameter \"more.weight\" float32[2, 2] was registered after training had"
                + " begun, and the optimizer does not know it; register all parameters before.");
  }

  @Test
  void aLayerWithoutParametersThatComesLateTakesPart() {
    assertThat(grown("on")).isEqualTo(grown("off"));
  }

  private Map<String, List<Float>> grown(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Growing model = new Growing();
    Problems.trainer(model)
        .listener(afterTheFirstStep(examples -> model.add(new Tanh())))
        .fit(moons.train());
    return Problems.weights(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void aLayerThatIsLetGoLearns(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Linear first = new Linear(2, 8);
    first.state().freeze();
    Layer model = Sequential.of(first, new Tanh(), new Linear(8, 2));
    Parameter weight = first.weight();
    float[] start = weight.value().toFloats();
    Problems.trainer(model)
        .listener(
            afterTheFirstStep(examples -> {
              assertThat(weight.value().toFloats()).isEqualTo(start);
              first.state().unfreeze();
            }))
        .fit(moons.train());

    assertThat(weight.value().toFloats()).isNotEqualTo(start);
  }

  private static TrainingListener afterTheFirstStep(Consumer<Long> action) {
    return new TrainingListener() {
      private boolean done;

      @Override
      public void stepDone(long examples, EpochReport.Measured soFar) {
        if (!done) {
          done = true;
          action.accept(examples);
        }
      }
    };
  }
}
