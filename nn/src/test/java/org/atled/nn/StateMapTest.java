package org.atled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.nn.Lookup.at;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateMapTest {
  private final Layer network = Sequential.of(new Linear(2, 3), new Linear(3, 1));
  private Map<String, Tensor> before = Map.of();

  @BeforeEach
  void initialize() {
    network.initialize(Seed.of(1));
    before = network.state().snapshot();
  }

  @Test
  void aSnapshotDoesNotFollowTheNetwork() {
    float[] old = at(before, "0.weight").toFloats();
    network.initialize(Seed.of(2));

    assertThat(at(before, "0.weight").toFloats()).isEqualTo(old);
    assertThat(at(network.state().snapshot(), "0.weight").toFloats()).isNotEqualTo(old);
    network.state().restore(before);
    assertUnchanged();
  }

  @Test
  void saysWhatIsMissingAndWhatIsUnknown() {
    Map<String, Tensor> other = changed();
    other.remove("0.bias");
    refuses(
        other,
        "The snapshot does not fit the network: it lacks [0.bias]; was it saved from another"
            + " architecture?");
    other.put("2.weight", Tensor.of(1f));
    refuses(
        other,
        "The snapshot does not fit the network: it lacks [0.bias] and the network has no"
            + " [2.weight]; was it saved from another architecture?");
    other = changed();
    other.put("2.weight", Tensor.of(1f));
    refuses(
        other,
        "The snapshot does not fit the network: the network has no [2.weight]; was it saved from"
            + " another architecture?");
  }

  @Test
  void saysWhichShapeOrTypeDiffers() {
    Map<String, Tensor> other = changed();
    other.put("1.weight", Tensor.of(new float[3][1]));
    refuses(
        other,
        "The snapshot does not fit the network: \"1.weight\" is float32[3, 1] but the network"
            + " holds float32[1, 3].");
    other.put("1.weight", Tensor.of(new double[1][3]));
    refuses(
        other,
        "The snapshot does not fit the network: \"1.weight\" is float64[1, 3] but the network"
            + " holds float32[1, 3].");
  }

  private void refuses(Map<String, Tensor> snapshot, String message) {
    assertThatThrownBy(() -> network.state().restore(snapshot))
        .isInstanceOf(StateException.class)
        .hasMessage(message);
    assertUnchanged();
  }

  /** All numbers differ from the network's, so that a half restored one shows. */
  private Map<String, Tensor> changed() {
    Map<String, Tensor> other = new LinkedHashMap<>();
    before.forEach((path, numbers) -> other.put(path, numbers.add(1)));
    return other;
  }

  private void assertUnchanged() {
    network
        .state()
        .snapshot()
        .forEach((path, numbers) ->
            assertThat(numbers.toFloats()).as(path).isEqualTo(at(before, path).toFloats()));
  }
}
