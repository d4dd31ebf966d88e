package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.atled.compile.Compilation;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.GELU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.AdamW;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether, and from which step on, steps are compiled changes no result. */
class CompilationTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "auto"})
  void givesTheBitsOfOperationByOperation(String how) {
    assertThat(trained(how)).isEqualTo(trained("off"));
  }

  /** The last batch of an epoch is smaller. */
  private static List<Float> trained(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Split data = Toy.moons().generate(Seed.of(1), 333, 50);
    Layer model = Sequential.of(new Linear(2, 24), new GELU(), new Dropout(0.2), new Linear(24, 2));
    Run run =
        Trainer.of(model, new CrossEntropyLoss(), AdamW.withLearningRate(0.02))
            .epochs(16)
            .batchSize(40)
            .metrics(Accuracy.top1())
            .seed(3)
            .fit(data.train(), data.test());
    assertThat(Problems.at(run.last().train().metrics(), "accuracy")).isGreaterThan(0.8);
    List<Float> numbers = new ArrayList<>();
    run.history().forEach(report -> numbers.add((float) report.train().loss()));
    model.state().entries().values().forEach(cell -> add(numbers, cell.value()));
    run.optimizer().state().values().forEach(cell -> add(numbers, cell.value()));
    return numbers;
  }

  private static void add(List<Float> numbers, Tensor tensor) {
    for (float number : tensor.toFloats()) {
      numbers.add(number);
    }
  }

  /** Decides by a number, which a plan cannot. */
  private static final class Curious extends Layer {
    private final Linear linear = child("linear", new Linear(2, 2));

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      Tensor y = linear.apply(x, mode);
      return y.sum().item() > 0 ? y : y.mul(2);
    }
  }

  @Test
  void whatLooksAtNumbersRunsOperationByOperation() {
    Split data = Toy.moons().generate(Seed.of(1), 300, 10);
    System.setProperty(Compilation.PROPERTY, "on");
    Trainer trainer =
        Trainer.of(new Curious(), new CrossEntropyLoss(), AdamW.withLearningRate(0.02))
            .epochs(50)
            .batchSize(100);
    assertThatThrownBy(() -> trainer.fit(data.train()))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("CompilationTest.java:");

    System.setProperty(Compilation.PROPERTY, "auto");
    assertThat(trainer.fit(data.train()).last().train().loss()).isLessThan(1);
  }

  @Test
  void parametersMayBeFrozenOnTheWay() {
    System.setProperty(Compilation.PROPERTY, "on");
    Split data = Toy.moons().generate(Seed.of(1), 60, 10);
    Linear first = new Linear(2, 8);
    Layer model = Sequential.of(first, new GELU(), new Linear(8, 2));
    List<float[]> weights = new ArrayList<>();
    TrainingListener freezes =
        new TrainingListener() {
          @Override
          public void stepDone(long examples, EpochReport.Measured soFar) {
            weights.add(first.weight().value().toFloats());
            if (weights.size() == 3) {
              first.state().freeze();
            }
          }
        };
    Trainer.of(model, new CrossEntropyLoss(), AdamW.withLearningRate(0.02))
        .epochs(2)
        .batchSize(15)
        .listener(freezes)
        .fit(data.train());

    assertThat(weights).hasSize(8);
    assertThat(weights.get(1)).isNotEqualTo(weights.get(0));
    assertThat(weights.get(2)).isNotEqualTo(weights.get(1));
    assertThat(weights.subList(3, 8)).allSatisfy(w -> assertThat(w).isEqualTo(weights.get(2)));
  }

  /** Uses a parameter that it never registered. */
  private static final class Forgetful extends Layer {
    private final Linear linear = child("linear", new Linear(2, 2));
    private final Parameter scale = new Parameter(Tensor.of(new float[] {1, 1}));

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return linear.apply(x, mode).mul(scale.value());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void aParameterThatNothingWouldTrainIsAnErrorBeforeTheFirstStep(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Forgetful model = new Forgetful();
    model.initialize(Seed.of(3));
    float[] weights = model.linear.weight().value().toFloats();
    Trainer trainer = Trainer.of(model, new CrossEntropyLoss(), AdamW.withLearningRate(0.1));
    Split moons = Toy.moons().generate(Seed.of(1), 64, 10);

    assertThatThrownBy(() -> trainer.fit(moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith(
            "Forgetful: the loss depends on Parameter float32[2], which is not registered and would"
                + " never be trained; ");
    assertThat(model.linear.weight().value().toFloats()).isEqualTo(weights);
    model.scale.freeze(true);
    assertThat(trainer.fit(moons.train()).history()).hasSize(1);
  }

  /** Keeps a number in Java that a listener changes between epochs. */
  private static final class Annealed extends Layer {
    private final Linear linear = child("linear", new Linear(2, 2));
    private double temperature = 1;

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return linear.apply(x, mode).mul(temperature);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "auto"})
  void whatAListenerChangesBetweenEpochsIsNoticed(String how) {
    assertThat(annealed(how)).isEqualTo(annealed("off"));
  }

  private static float[] annealed(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Annealed model = new Annealed();
    TrainingListener cools =
        new TrainingListener() {
          @Override
          public void epochDone(EpochReport report) {
            model.temperature *= 0.75;
          }
        };
    Trainer.of(model, new CrossEntropyLoss(), AdamW.withLearningRate(0.02))
        .epochs(6)
        .batchSize(5)
        .listener(cools)
        .fit(Toy.moons().generate(Seed.of(1), 250, 10).train());
    return model.linear.weight().value().toFloats();
  }

  @Test
  void anotherWordIsAnError() {
    System.setProperty(Compilation.PROPERTY, "yes");
    assertThatThrownBy(Compilation::ofThisProcess)
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "System property atled.compile is \"yes\"; it takes on, off or auto, for example"
                + " -Datled.compile=off.");
  }
}
