package org.atled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.capture.Capture;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.inspect.Summary;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

/** What a module uses and never registered: nothing would train it. */
class RegistrationTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, -2}, {0, 3}});

  /** Applies what it is given, and registers what it is told to. */
  private static final class MyNet extends Layer {
    private final UnaryOperator<Tensor> body;

    MyNet(UnaryOperator<Tensor> body) {
      this.body = body;
    }

    MyNet with(String name, Layer module) {
      child(name, module);
      return this;
    }

    MyNet withBuffer(String name) {
      buffer(name, Tensor.of(1f));
      return this;
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return body.apply(x);
    }
  }

  /** A summary applies parts one by one, and takes what a call of the whole takes. */
  @Test
  void aPartMayUseAnotherPartOfTheNetworkInASummaryToo() {
    Linear shared = new Linear(2, 2);
    Sequential network = Sequential.of(shared, new MyNet(shared::apply));

    assertThat(network.apply(X).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(Summary.of(network, Shape.of(2)).toString()).contains("MyNet");
  }

  @Test
  void applyingALayerThatIsNoChildIsAnErrorThatNamesBoth() {
    Linear forgotten = new Linear(2, 3);
    MyNet net = new MyNet(forgotten::apply);
    String what =
        ": its call applies Linear(2, 3), which is not a child of it and would be neither trained"
            + " nor saved; register it in the constructor: this.linear = child(\"linear\", new"
            + " Linear(2, 3)), or freeze it, state().freeze(), if it is meant to stay as it is.";

    assertThatThrownBy(() -> net.apply(X))
        .isInstanceOf(StateException.class)
        .hasMessage("MyNet" + what);
    assertThatThrownBy(() -> Sequential.of(new ReLU(), net).apply(X))
        .isInstanceOf(StateException.class)
        .hasMessage("MyNet \"1\"" + what);
    assertThatThrownBy(
            () -> Capture.record(List.of(X.type()), in -> List.of(net.apply(in.getFirst()))))
        .isInstanceOf(StateException.class)
        .hasMessage("MyNet \"1\"" + what);
    net.with("linear", forgotten);
    assertThat(net.apply(X).shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void soIsALayerWhoseParametersLieDeeperAndOneThatHasOnlyBuffers() {
    MyNet deep = new MyNet(Sequential.of(new ReLU(), new Linear(2, 2))::apply);
    MyNet buffered = new MyNet(new MyNet(x -> x).withBuffer("mean")::apply);

    assertThatThrownBy(() -> deep.apply(X))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("MyNet: its call applies Sequential[ReLU(), Linear(2, 2)], which");
    assertThatThrownBy(() -> buffered.apply(X))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("MyNet: its call applies MyNet(), which")
        .hasMessageContaining("this.myNet = child(\"myNet\", ");
  }

  @Test
  void anErrorInAForwardLeavesLaterCallsAlone() {
    Linear linear = new Linear(2, 3);
    assertThatThrownBy(() -> new MyNet(linear::apply).apply(X)).isInstanceOf(StateException.class);

    assertThat(linear.apply(X).shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void whatHasNoNumbersNeedsNoPlace() {
    MyNet net = new MyNet(Sequential.of(new ReLU(), new ReLU())::apply);

    assertThat(net.apply(X).toFloats()).containsExactly(1, 0, 0, 3);
  }

  @Test
  void aFrozenNetworkMayBeUsedAsItIs() {
    Sequential pretrained = Sequential.of(new Linear(2, 2), new ReLU(), new Linear(2, 1));
    MyNet net = new MyNet(pretrained::apply);
    pretrained.children().values().iterator().next().state().freeze();
    assertThatThrownBy(() -> net.apply(X)).isInstanceOf(StateException.class);

    pretrained.state().freeze();
    assertThat(net.apply(X).shape()).isEqualTo(Shape.of(2, 1));
  }

  @Test
  void aPartOfAModuleFurtherOutIsTrainedWithIt() {
    Linear shared = new Linear(2, 2);
    MyNet borrower = new MyNet(shared::apply);
    MyNet owner = new MyNet(x -> borrower.apply(shared.apply(x)));
    owner.with("shared", shared).with("borrower", borrower);
    MyNet second = new MyNet(borrower::apply).with("also", shared).with("borrower", borrower);

    assertThat(owner.apply(X).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(second.apply(X).shape()).isEqualTo(Shape.of(2, 2));
    assertThatThrownBy(() -> borrower.apply(X)).isInstanceOf(StateException.class);
  }

  @Test
  void aModuleThatIsRegisteredInTwoNetworksIsTied() {
    Linear shared = new Linear(2, 2);
    Sequential one = Sequential.of(shared, new Linear(2, 1));
    Sequential two = Sequential.of(new ReLU(), shared, new Linear(2, 3));

    assertThat(one.apply(X).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(two.apply(X).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(two.parameters()).contains(shared.weight());
    assertThat(two.state().entries()).containsKey("1.weight");
    assertThat(shared.path()).isEqualTo("0");
  }

  @Test
  void aParameterThatIsNotRegisteredIsNamed() {
    Parameter scale = new Parameter(Tensor.full(new TensorType(DType.FLOAT32, Shape.of(2)), 1));
    Buffer shift = new Buffer(Tensor.of(1f));
    Linear linear = new Linear(2, 2);
    MyNet net = new MyNet(x -> linear.apply(x).mul(scale.value()).add(shift.value()));
    net.with("linear", linear);
    Tensor loss = net.apply(X).square().mean();

    assertThatThrownBy(() -> net.checkTrains(loss))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "MyNet: the loss depends on Parameter float32[2], which is not registered and would"
                + " never be trained; register it in the constructor: this.scale ="
                + " parameter(\"scale\", initial), or freeze it if it is meant to stay as it is.");
    scale.freeze(true);
    net.checkTrains(net.apply(X).square().mean());
    linear.state().freeze();
    net.checkTrains(net.apply(X).square().mean());
  }

  @Test
  void aForwardWithoutParametersIsLegal() {
    MyNet net = new MyNet(x -> x.mul(2));

    net.checkTrains(net.apply(X).sum());
    assertThat(net.apply(X).toFloats()).containsExactly(2, -4, 0, 6);
  }
}
