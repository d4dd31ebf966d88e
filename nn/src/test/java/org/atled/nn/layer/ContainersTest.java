package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;

/** Branches, repetitions and functions as parts of networks. */
class ContainersTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, -2}, {3, 4}});

  @Test
  void aBranchGivesTheResultOfEach() {
    Branch heads = Branch.of(new ReLU(), new Linear(2, 3));
    List<Tensor> results = heads.apply(X);

    assertThat(results.getFirst().toDoubles()).containsExactly(1, 0, 3, 4);
    assertThat(results.getLast().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(heads.state().snapshot().keySet()).containsExactlyInAnyOrder("1.weight", "1.bias");
    assertThat(heads).hasToString("Branch[ReLU(), Linear(2, 3)]");
    String description = Layers.describe(heads).pretty();
    assertThat(Layers.standard().make(JsonPlace.parse(description, "test")))
        .isInstanceOf(Branch.class)
        .hasToString(heads.toString());
  }

  @Test
  void branchesAreConcatenatedOrAdded() {
    Parallel wide = Parallel.concatenating(new ReLU(), new Lambda("twice", x -> x.mul(2)));
    Parallel sum = Parallel.adding(new ReLU(), new Lambda("twice", x -> x.mul(2)));

    assertThat(wide.apply(X).toDoubles()).containsExactly(1, 0, 2, -4, 3, 4, 6, 8);
    assertThat(sum.apply(X).toDoubles()).containsExactly(3, -4, 9, 12);
    assertThat(sum).hasToString("Parallel[ReLU(), Lambda(twice)] adding");
  }

  @Test
  void branchesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Parallel.adding(new ReLU(), new Linear(2, 3)).apply(X))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Parallel: branch 0 gives [2, 2] and branch 1 [2, 3], which cannot be added; they must"
                + " have one shape.");
    Parallel.Config rows =
        new Parallel.Config(List.of(new ReLU(), new Linear(2, 3)), Optional.of(0));
    assertThatThrownBy(() -> new Parallel(rows).apply(X))
        .hasMessage(
            "Parallel: branch 0 gives [2, 2] and branch 1 [2, 3], which cannot be concatenated"
                + " along axis 0; all other axes must have one size.");
    assertThatThrownBy(() -> Branch.of()).hasMessage("Branch: takes at least one branch.");
  }

  @Test
  void aRepeatedLayerHasOneSetOfWeightsAndDrawsAnewEachTime() {
    Repeat deep = new Repeat(Sequential.of(new Linear(4, 4), new Dropout(0.5)), 5);
    assertThat(deep.state().parameterCount()).isEqualTo(20);

    Tensor ones = Tensor.ones(8, 64);
    Mode training = Mode.training(Seed.of(5), Slot.of(3L));
    Tensor twice = new Repeat(new Dropout(0.5), 2).apply(ones, training);
    assertThat(twice.toDoubles()).contains(0, 4).containsOnly(0, 4);
    // Were both draws one, half of them would be left.
    assertThat(twice.ne(0).sum().item()).isBetween(80.0, 180.0);
  }

  @Test
  void aRepeatedLayerMustKeepTheShape() {
    assertThatThrownBy(() -> new Repeat(new Linear(2, 3), 2).apply(X))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Repeat: Linear(2, 3) gives [2, 3] for [2, 2], which it cannot take again; a repeated"
                + " layer must keep the shape.");
    assertThatThrownBy(() -> new Repeat(new ReLU(), 0))
        .hasMessage("Repeat: a layer is applied at least once, not 0 times.");
  }

  @Test
  void aFunctionIsNotSaved() {
    Sequential network = Sequential.of(new Linear(2, 2), new Lambda("square", Tensor::square));

    assertThatThrownBy(() -> Layers.describe(network))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Lambda \"1\": the function \"square\" is code, which a description cannot hold; to"
                + " save the model, write it as a class that extends Layer, and load it with"
                + " Layers.standard().with(…).");
  }

  @Test
  void aLayerThatStandsInTwoBranchesIsNotDescribed() {
    Linear linear = new Linear(2, 2);
    Sequential network =
        Sequential.of(linear, Parallel.adding(new ReLU(), new Residual(Sequential.of(linear))));

    assertThatThrownBy(() -> Layers.describe(network))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Linear \"1.1.body.0\" stands twice in Sequential \"1.1.body\", which a description"
                + " cannot say; write a module of your own for tied layers.");
  }
}
