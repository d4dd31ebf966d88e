package org.atled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.nn.Lookup.at;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.init.Initializer;
import org.atled.nn.inspect.Summary;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ModuleTest {
  /** Lets a test register what it likes. */
  private static final class Open extends Layer {
    Open with(String name, Layer module) {
      child(name, module);
      return this;
    }

    Open withBuffer(String name) {
      buffer(name, Tensor.of(1f));
      return this;
    }

    Open withParameter(String name) {
      parameter(name, new TensorType(DType.FLOAT32, Shape.of(2)), Initializer.ones());
      return this;
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (Module child : children().values()) {
        y = ((Layer) child).apply(y, mode);
      }
      return y;
    }
  }

  @Test
  void pathsAreTheNamesFromTheTop() {
    Linear linear = new Linear(2, 2);
    Open body = new Open().with("fc1", linear).withBuffer("mean");
    Open network = new Open().with("body", body).withParameter("scale");

    assertThat(linear.path()).isEqualTo("body.fc1");
    assertThat(linear.weight().name()).isEqualTo("body.fc1.weight");
    assertThat(linear.title()).isEqualTo("Linear \"body.fc1\"");
    assertThat(network.path()).isEmpty();
    assertThat(network.title()).isEqualTo("Open");
    assertThat(network.state().entries().keySet())
        .containsExactly("scale", "body.mean", "body.fc1.weight", "body.fc1.bias");
    assertThat(body.state().entries().keySet()).containsExactly("mean", "fc1.weight", "fc1.bias");
    assertThat(network.parameters().stream().map(Parameter::name))
        .containsExactly("scale", "body.fc1.weight", "body.fc1.bias");
    assertThat(network.modules()).containsExactly(network, body, linear);
  }

  @Test
  void namesAreDistinctNotEmptyAndWithoutDots() {
    Open module = new Open().with("a", new ReLU()).withBuffer("b");

    for (String name : List.of("a", "b", "", "x.y")) {
      assertThatThrownBy(() -> module.with(name, new ReLU()))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "Open: the name \""
                  + name
                  + "\" is taken, empty, or contains a dot; names of children and cells are"
                  + " distinct.");
      assertThatThrownBy(() -> module.withParameter(name)).isInstanceOf(StateException.class);
    }
    assertThat(module.children().keySet()).containsExactly("a");
  }

  @Test
  void nothingIsAChildOfItself() {
    Open top = new Open();
    Open middle = new Open();
    Open shared = new Open();
    top.with("middle", middle);
    new Open().with("elsewhere", shared);
    middle.with("shared", shared);

    assertThatThrownBy(() -> top.with("me", top))
        .isInstanceOf(StateException.class)
        .hasMessage("Open: \"me\" would make the module a child of itself.");
    assertThatThrownBy(() -> middle.with("up", top)).isInstanceOf(StateException.class);
    assertThatThrownBy(() -> shared.with("up", top)).isInstanceOf(StateException.class);
    assertThat(top.modules()).containsExactly(top, middle, shared);
  }

  @Test
  void tiedModulesCountOnceUnderTheirFirstPath() {
    Linear tied = new Linear(3, 3);
    Sequential network = Sequential.of(tied, new ReLU(), tied);

    assertThat(network.state().entries().keySet()).containsExactly("0.weight", "0.bias");
    assertThat(network.state().parameterCount()).isEqualTo(12);
    assertThat(Summary.of(network, Shape.of(3)).toString()).endsWith("\n12 parameters");
    Tensor loss = network.apply(Tensor.of(new float[][] {{1, 2, 3}})).sum();
    assertThat(Autograd.gradients(loss, network.parameters()).of(tied.weight()).shape())
        .isEqualTo(Shape.of(3, 3));
  }

  @Test
  void frozenModulesNeedNoGradient() {
    Sequential network = Sequential.of(new Linear(2, 2), new Linear(2, 2));
    Module first = at(network.children(), "0");

    first.state().freeze();
    assertThat(network.parameters().stream().map(Parameter::isFrozen))
        .containsExactly(true, true, false, false);
    network.state().unfreeze();
    assertThat(network.parameters()).noneMatch(Parameter::isFrozen);
  }

  @Test
  void freezingDrawsNothing() {
    Linear early = new Linear(2, 2);
    early.state().freeze();
    early.state().unfreeze();
    early.initializePending(Seed.of(9));
    Linear late = new Linear(2, 2);
    late.initialize(Seed.of(9));

    assertThat(early.weight().value().toFloats()).isEqualTo(late.weight().value().toFloats());
  }

  @Test
  void theSummaryIsATable() {
    Sequential network =
        Sequential.of(new Linear(784, 512), new ReLU(), new Dropout(0.2), new Linear(512, 10));

    assertThat(Summary.of(network, Shape.of(784)).toString())
        .isEqualTo(
            """
            path  layer             output    parameters
                  input             [1, 784]
            0     Linear(784, 512)  [1, 512]     401,920
            1     ReLU()            [1, 512]           0
            2     Dropout(0.2)      [1, 512]           0
            3     Linear(512, 10)   [1, 10]        5,130
            407,050 parameters\
            """);
    at(network.children(), "0").state().freeze();
    assertThat(Summary.of(network, Shape.of(784)).toString())
        .endsWith("\n407,050 parameters, 5,130 of them trainable");
  }

  @Test
  void weightsAreAFunctionOfSeedAndPath() {
    Sequential one = Sequential.of(new Linear(3, 3), new Linear(3, 3));
    Sequential other = Sequential.of(new Linear(3, 3), new Linear(3, 3));
    one.initialize(Seed.of(4));
    other.initialize(Seed.of(4));

    assertThat(numbers(other, "0.weight")).isEqualTo(numbers(one, "0.weight"));
    assertThat(numbers(one, "1.weight")).isNotEqualTo(numbers(one, "0.weight"));
    other.initialize(Seed.of(5));
    assertThat(numbers(other, "0.weight")).isNotEqualTo(numbers(one, "0.weight"));
  }

  @Test
  void whatNobodySeededComesFromTheDefaultSeed() {
    Tensor x = Tensor.of(new float[][] {{1, 2, 3}});
    Linear used = new Linear(3, 3);
    Linear seeded = new Linear(3, 3);
    seeded.initialize(Layer.DEFAULT_SEED);

    assertThat(used.apply(x).toFloats()).isEqualTo(seeded.apply(x).toFloats());
    used.initializePending(Seed.of(77));
    assertThat(used.apply(x).toFloats()).isEqualTo(seeded.apply(x).toFloats());
  }

  @Test
  void drawingIsNoPartOfACapturedStep() {
    Tensor x = Tensor.of(new float[][] {{1, 2, 3}});
    Linear linear = new Linear(3, 3);
    Recording recording =
        Capture.record(List.of(x.type()), in -> List.of(linear.apply(in.getFirst())));

    assertThat(recording.operations()).isEqualTo(1);
    assertThat(linear.weight().value().abs().sum().item()).isPositive();
  }

  @Test
  @Timeout(60)
  void aThreadThatArrivesWhileWeightsAreDrawnDoesNotDrawAgain() throws InterruptedException {
    Tensor x = Tensor.of(new float[1][2]);
    AtomicInteger draws = new AtomicInteger();
    AtomicReference<Linear> made = new AtomicReference<>();
    Thread late = new Thread(() -> made.get().apply(x));
    Initializer slow =
        (place, type) -> {
          if (draws.incrementAndGet() == 1) {
            late.start();
            while (late.getState() != Thread.State.BLOCKED) {
              Thread.onSpinWait();
            }
          }
          return Initializer.ones().draw(place, type);
        };
    made.set(new Linear(Linear.Config.of(2, 2).initializedBy(slow)));

    made.get().apply(x);
    late.join();

    assertThat(draws).hasValue(1);
  }

  @Test
  void aSummaryLeavesTheWeightsToTheSeed() {
    Sequential shown = Sequential.of(new Linear(3, 2));
    Sequential other = Sequential.of(new Linear(3, 2));
    assertThat(Summary.of(shown, Shape.of(3)).rows()).isNotEmpty();
    shown.initializePending(Seed.of(7));
    other.initializePending(Seed.of(7));

    assertThat(numbers(shown, "0.weight")).containsExactly(numbers(other, "0.weight"));
  }

  @Test
  void aLayerThatStandsTwiceHasNoDescription() {
    Linear tied = new Linear(2, 2);
    Sequential model = Sequential.of(tied, new ReLU(), tied);

    assertThatThrownBy(model::config)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Linear \"0\" stands twice in Sequential, which a description cannot say; write a"
                + " module of your own for tied layers.");
  }

  @Test
  void whatIsFrozenStaysSoInAFile(@TempDir Path folder) {
    Sequential model = Sequential.of(new Linear(2, 2), new Linear(2, 1));
    model.children().values().iterator().next().state().freeze();
    ModelFolder.save(folder.resolve("model"), model);

    List<Parameter> loaded = ModelFolder.load(folder.resolve("model")).model().parameters();
    assertThat(loaded.stream().map(Parameter::isFrozen)).containsExactly(true, true, false, false);
  }

  private static float[] numbers(Layer module, String path) {
    return at(module.state().snapshot(), path).toFloats();
  }
}
