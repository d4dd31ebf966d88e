package org.atled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.error.CaptureException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

/** What a call of a module carries: draws, observers, errors. */
class CallTest {
  private static final Tensor ONES = Tensor.ones(4, 16);

  /** Applies its one dropout twice. */
  private static final class Twice extends Module {
    record Out(Tensor first, Tensor second) {}

    private final Dropout dropout = child("dropout", new Dropout(0.5));

    Out apply(Tensor x, Mode mode) {
      return call(mode, () -> new Out(dropout.apply(x, mode), dropout.apply(x, mode)));
    }
  }

  private static Mode.Training training(long step) {
    return Mode.training(Seed.of(5), Slot.of(step));
  }

  @Test
  void aDropoutThatIsAppliedTwiceDrawsTwice() {
    Twice.Out out = new Twice().apply(ONES, training(3));

    assertThat(out.second().toFloats()).isNotEqualTo(out.first().toFloats());
  }

  @Test
  void aPassRepeatedDrawsTheSameAndOneOfAnotherNameOrStepDoesNot() {
    Twice twice = new Twice();
    Mode.Training mode = training(3);
    Twice.Out out = twice.apply(ONES, mode);
    Twice.Out again = twice.apply(ONES, mode);

    assertThat(again.first().toFloats()).isEqualTo(out.first().toFloats());
    assertThat(again.second().toFloats()).isEqualTo(out.second().toFloats());
    assertThat(twice.apply(ONES, mode.at("fake")).first().toFloats())
        .isNotEqualTo(out.first().toFloats());
    assertThat(twice.apply(ONES, training(4)).second().toFloats())
        .isNotEqualTo(out.second().toFloats());
  }

  @Test
  void aPlanDrawsWhatTheCallDraws() {
    Twice twice = new Twice();
    Slot step = Slot.of(0L);
    Mode mode = Mode.training(Seed.of(5), step);
    Compiled planned =
        Compiled.of(in -> {
          Twice.Out out = twice.apply(in.getFirst(), mode);
          return List.of(out.first(), out.second());
        });
    for (long i = 0; i < 3; i++) {
      step.set(i);
      Twice.Out out = twice.apply(ONES, mode);
      List<Tensor> results = planned.run(ONES);
      assertThat(results.get(0).toFloats()).isEqualTo(out.first().toFloats());
      assertThat(results.get(1).toFloats()).isEqualTo(out.second().toFloats());
    }
  }

  @Test
  void drawsOutsideACallAreAnError() {
    Module outside =
        new Module() {
          @Override
          public String toString() {
            draws(training(0));
            return "";
          }
        };

    assertThatThrownBy(outside::toString)
        .isInstanceOf(StateException.class)
        .hasMessageEndingWith("draws are made inside call(mode, …), not outside.");
  }

  @Test
  void observersHearOfEachCallInnermostFirst() {
    List<String> heard = new ArrayList<>();
    Observer observer =
        new Observer() {
          @Override
          public void calling(Module module) {
            heard.add("> " + module.title());
          }

          @Override
          public void called(Module module, Object result) {
            heard.add(module.title() + " " + ((Tensor) result).shape());
          }
        };
    Sequential.of(new Linear(3, 2), new ReLU())
        .apply(Tensor.ones(5, 3), Mode.evaluation().observedBy(observer));

    assertThat(heard)
        .containsExactly(
            "> Sequential",
            "> Linear \"0\"",
            "Linear \"0\" [5, 2]",
            "> ReLU \"1\"",
            "ReLU \"1\" [5, 2]",
            "Sequential [5, 2]");
  }

  @Test
  void aStepThatIsObservedCannotBeAPlan() {
    Layer network = Sequential.of(new Linear(3, 2));
    Mode observed = Mode.evaluation().observedBy(new Observer() {});
    Compiled planned = Compiled.of(in -> List.of(network.apply(in.getFirst(), observed)));

    assertThatThrownBy(() -> planned.run(Tensor.ones(5, 3)))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("observing Sequential inside a captured step");
  }

  @Test
  void errorsInATypedCallNameTheModule() {
    Mean mean = new Mean(3);

    assertThatThrownBy(() -> mean.apply(Tensor.ones(2, 4, 3), Tensor.ones(2, 5), Mode.evaluation()))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Mean: the mask is [2, 5] but must be [2, 4].");
    assertThatThrownBy(() -> mean.apply(Tensor.ones(2, 4, 7), Tensor.ones(2, 4), Mode.evaluation()))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Linear \"project\": the input's last axis is 7");
  }

  @Test
  void aModuleOfSeveralInputsTakesWhatItsMaskLeaves() {
    Mean mean = new Mean(1);
    mean.project.weight().copyInto(Tensor.of(new float[][] {{2}}));
    mean.project.bias().orElseThrow().copyInto(Tensor.of(new float[] {1}));
    Tensor x = Tensor.of(new float[] {1, 2, 30, 4, 50, 60}, Shape.of(2, 3, 1));
    Tensor mask = Tensor.of(new float[][] {{1, 1, 0}, {1, 0, 0}});

    assertThat(mean.apply(x, mask, Mode.evaluation()).pooled().toFloats()).containsExactly(4, 9);
  }
}
