package org.atled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

/** Networks taken apart. */
class WeightTransferTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, -2}, {0.5f, 3}});

  private static Sequential network(int classes, long seed) {
    Sequential network = Sequential.of(new Linear(2, 3), new ReLU(), new Linear(3, classes));
    network.initialize(Seed.of(seed));
    return network;
  }

  @Test
  void whatFitsIsTakenAndTheRestIsReported() {
    Sequential from = network(2, 1);
    Map<String, Tensor> numbers = from.state().snapshot();
    numbers.put("3.weight", Tensor.ones(1));
    numbers.remove("2.bias");
    Sequential to = network(5, 2);
    Map<String, Tensor> before = to.state().snapshot();

    WeightTransfer.Report report = WeightTransfer.of(numbers).into(to);

    assertThat(report.matched()).containsExactly("0.weight", "0.bias");
    assertThat(report.missing()).containsExactly("2.bias");
    assertThat(report.misfits()).containsExactly("2.weight (float32[2, 3] for float32[5, 3])");
    assertThat(report.leftOver()).containsExactly("3.weight");
    assertThat(report)
        .hasToString(
            "2 of 4 loaded; missing: 2.bias; of another kind: 2.weight (float32[2, 3] for"
                + " float32[5, 3]); left over: 3.weight");
    Map<String, Tensor> after = to.state().snapshot();
    assertThat(Lookup.at(after, "0.weight").toFloats())
        .isEqualTo(Lookup.at(numbers, "0.weight").toFloats());
    assertThat(Lookup.at(after, "2.weight").toFloats())
        .isEqualTo(Lookup.at(before, "2.weight").toFloats());
  }

  @Test
  void narrowerFloatsAreWidened() {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    network(2, 1).state().snapshot().forEach((path, w) -> numbers.put(path, w.to(DType.BFLOAT16)));
    Sequential to = network(2, 2);

    assertThat(WeightTransfer.of(numbers).into(to)).hasToString("4 of 4 loaded");
    assertThat(Lookup.at(to.state().snapshot(), "0.weight").toFloats())
        .isEqualTo(Lookup.at(numbers, "0.weight").toFloats());
  }

  @Test
  void namesMayBeginOtherwise() {
    Map<String, Tensor> numbers = network(2, 1).state().snapshot();
    Sequential to = Sequential.of(network(2, 3));

    assertThat(WeightTransfer.of(numbers).renaming("", "0.").into(to)).hasToString("4 of 4 loaded");
    assertThat(to.apply(X).toFloats()).isEqualTo(network(2, 1).apply(X).toFloats());
    assertThatThrownBy(() -> WeightTransfer.of(numbers).renaming("head.", ""))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("no path begins with \"head.\"");
    assertThatThrownBy(() -> WeightTransfer.of(numbers).renaming("0.", "2."))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("gives two the name \"2.weight\"");
  }

  @Test
  void nothingThatFitsIsAnError() {
    Sequential to = Sequential.of(network(2, 3));

    assertThatThrownBy(() -> WeightTransfer.of(network(2, 1).state().snapshot()).into(to))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "WeightTransfer: nothing fits: the network has [0.0.weight, 0.0.bias, 0.2.weight,"
                + " 0.2.bias], and the source [0.weight, 0.bias, 2.weight, 2.bias]; use renaming.");
  }

  @Test
  void whatIsMissingIsDrawnLaterAndWhatWasTakenIsNot() {
    Map<String, Tensor> numbers = network(2, 1).state().matching("*.weight").snapshot();
    Sequential to = Sequential.of(new Linear(2, 3), new ReLU(), new Linear(3, 2));
    WeightTransfer.of(numbers).into(to);

    to.initializePending(Seed.of(1));

    assertThat(to.apply(X).toFloats()).isEqualTo(network(2, 1).apply(X).toFloats());
  }

  @Test
  void theLastLayerIsReplacedTheFirstFrozenAndTheRestGoesOnLearning() {
    Sequential pretrained = network(2, 1);
    Sequential model = pretrained.with(2, new Linear(3, 4));
    model.state().matching("0.*").freeze();
    float[] first = ((Linear) pretrained.layers().getFirst()).weight().value().toFloats();
    Tensor loss = model.apply(X).square().mean();
    float[] last = ((Linear) model.layers().getLast()).weight().value().toFloats();

    Sgd.withLearningRate(0.1)
        .over(model.parameters())
        .step(Autograd.gradients(loss, model.parameters()));

    assertThat(model.apply(X).shape().size(1)).isEqualTo(4);
    assertThat(((Linear) pretrained.layers().getFirst()).weight().value().toFloats())
        .isEqualTo(first);
    assertThat(((Linear) model.layers().getLast()).weight().value().toFloats()).isNotEqualTo(last);
    assertThat(model.parameters().stream().map(Parameter::isFrozen))
        .containsExactly(true, true, false, false);
  }

  @Test
  void aPartIsANetworkOfTheSameLayers() {
    Sequential whole = network(2, 1);
    Sequential part = whole.part(0, 2);

    assertThat(part.layers()).isEqualTo(whole.layers().subList(0, 2));
    assertThat(whole.layers().get(2).apply(part.apply(X)).toFloats())
        .isEqualTo(whole.apply(X).toFloats());
    assertThatThrownBy(() -> whole.part(2, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Sequential: there is no part from 2 to 2 of 3 layers, numbered from 0.");
    assertThatThrownBy(() -> whole.with(3, new ReLU()))
        .hasMessage("Sequential: there is no layer 3 of 3, numbered from 0.");
  }

  @Test
  void aPatternThatFitsNothingIsAnError() {
    assertThatThrownBy(() -> network(2, 1).state().matching("encoder.*"))
        .isInstanceOf(StateException.class)
        .hasMessage("No path fits \"encoder.*\"; there are [0.weight, 0.bias, 2.weight, 2.bias].");
  }
}
