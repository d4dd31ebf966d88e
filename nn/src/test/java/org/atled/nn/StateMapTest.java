package org.atled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.nn.Lookup.at;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.file.CellFile;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            + " holds float32[1, 3]; convert it with to(…) first.");
    other.put("1.weight", Tensor.of(new int[1][3]));
    refuses(
        other,
        "The snapshot does not fit the network: \"1.weight\" is int32[1, 3] but the network"
            + " holds float32[1, 3]; convert it with to(…) first.");
  }

  @Test
  void takesNarrowerFloatsAsTheyAre() {
    Map<String, Tensor> half = new LinkedHashMap<>(before);
    half.put("0.weight", at(before, "0.weight").to(DType.FLOAT16));
    half.put("1.weight", at(before, "1.weight").to(DType.BFLOAT16));
    network.initialize(Seed.of(2));
    network.state().restore(half);

    Map<String, Tensor> now = network.state().snapshot();
    for (String path : now.keySet()) {
      assertThat(at(now, path).dtype()).isEqualTo(DType.FLOAT32);
      assertThat(at(now, path).toFloats()).isEqualTo(at(half, path).toFloats());
    }
  }

  @Test
  void cellsOfShortFloatsComeBackFromAFile(@TempDir Path folder) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    cells.put(
        "half", new Parameter(Tensor.of(new float[] {0.1f, 1e-7f, -70_000}).to(DType.FLOAT16)));
    cells.put("brain", new Buffer(Tensor.of(new float[] {0.1f, 3e38f}).to(DType.BFLOAT16)));
    Map<String, Tensor> wanted = StateMap.of(cells).snapshot();
    CellFile.write(folder.resolve("cells.safetensors"), cells);
    cells.values().forEach(cell -> cell.copyInto(cell.value().detach().zerosLike()));

    StateMap.of(cells).restore(CellFile.read(folder.resolve("cells.safetensors")));
    wanted.forEach((name, tensor) -> {
      assertThat(at(StateMap.of(cells).snapshot(), name).type()).isEqualTo(tensor.type());
      assertThat(at(StateMap.of(cells).snapshot(), name).toFloats()).isEqualTo(tensor.toFloats());
    });
    Map<String, Tensor> wide = new LinkedHashMap<>(wanted);
    wide.put("brain", at(wanted, "brain").to(DType.FLOAT16));
    assertThatThrownBy(() -> StateMap.of(cells).restore(wide))
        .hasMessage(
            "The snapshot does not fit the network: \"brain\" is float16[2] but the network holds"
                + " bfloat16[2]; convert it with to(…) first.");
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
