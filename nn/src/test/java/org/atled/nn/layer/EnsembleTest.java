package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, -2, 0.5f}, {0.25f, 3, -1}});

  private static Sequential network(EnsembleMean.Of of) {
    return Sequential.of(
        new EnsembleLinear(EnsembleLinear.Config.of(3, 4, 5).scaledBy(Initializer.signs())),
        new Tanh(),
        new MemberLinear(4, 2, 5),
        new EnsembleMean(of));
  }

  private static Tensor training(Sequential network) {
    return network.apply(X, Mode.training(Seed.of(1), Slot.of(0L)));
  }

  @Test
  void eachMemberHasItsSayInTrainingAndTheirMeanIsTheAnswer() {
    Sequential network = network(EnsembleMean.Of.NUMBERS);
    Tensor members = training(network);

    assertThat(members.shape()).isEqualTo(Shape.of(2, 5, 2));
    assertThat(IntStream.range(0, 5).mapToObj(i -> members.select(1, i).toDoubles()))
        .doesNotHaveDuplicates();
    assertThat(network.apply(X).toDoubles()).containsExactly(members.mean(1).toDoubles());
  }

  @Test
  void ofClassesTheAnswerIsTheMeanOfProbabilities() {
    Sequential classes = network(EnsembleMean.Of.CLASSES);
    Sequential chances = network(EnsembleMean.Of.CHANCES);

    assertThat(classes.apply(X).softmax(1).toDoubles())
        .containsExactly(training(classes).softmax(2).mean(1).toDoubles(), within(1e-6));
    assertThat(chances.apply(X).sigmoid().toDoubles())
        .containsExactly(training(chances).sigmoid().mean(1).toDoubles(), within(1e-6));
  }

  @Test
  void logitsThatAreFarOutStayFinite() {
    Tensor sure = Tensor.of(new float[][][] {{{1000, -1000}, {1000, 900}}});

    assertThat(new EnsembleMean(EnsembleMean.Of.CHANCES).apply(sure).toDoubles())
        .containsExactly(new double[] {1000, 0}, within(1e-3));
    assertThat(new EnsembleMean(EnsembleMean.Of.CLASSES).apply(sure).toDoubles())
        .containsExactly(new double[] {0, -100 - Math.log(2)}, within(1e-4));
  }

  @Test
  void membersStartApartOnlyBySigns() {
    EnsembleLinear same = new EnsembleLinear(EnsembleLinear.Config.of(3, 2, 2));
    Tensor y = same.apply(X);
    Tensor biases = Objects.requireNonNull(same.state().entries().get("bias")).value();

    assertThat(y.select(1, 0).sub(biases.select(0, 0)).toDoubles())
        .containsExactly(y.select(1, 1).sub(biases.select(0, 1)).toDoubles(), within(1e-6));
  }

  @Test
  void whatTheyCannotTakeIsNamed() {
    assertThatThrownBy(() -> network(EnsembleMean.Of.NUMBERS).apply(Tensor.zeros(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "the input is [2, 4] but must be [batch, 3], the same for all members, or [batch, 5,"
                + " 3].");
    assertThatThrownBy(() -> new MemberLinear(3, 1, 5).apply(Tensor.zeros(2, 4, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the input is [2, 4, 3] but must be [batch, 3], the same");
    assertThatThrownBy(() -> new EnsembleMean(EnsembleMean.Of.NUMBERS).apply(X))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "the input is [2, 3] but must be [batch, members, n], as MemberLinear gives it.");
    assertThatThrownBy(() -> EnsembleLinear.Config.of(3, 1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("EnsembleLinear: in, out and members must be at least 1, not 3, 1 and 0.");
    assertThatThrownBy(() -> new MemberLinear(0, 1, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("MemberLinear: in, out and members must be at least 1, not 0, 1 and 2.");
  }
}
