package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layer. */
class LayerTableTest {
  private static final double STEP = 0x1p-16;

  static List<LayerRow> rows() {
    return Stream.of(
            LayerTable.ROWS,
            ImageLayers.ROWS,
            ResizingLayers.ROWS,
            SequenceLayers.ROWS,
            AttentionLayers.ROWS)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void everyLayerHasARow() throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes =
        Path.of(Layers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> layers = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes.resolve("org/atled/nn/layer"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> kind = Class.forName("org.atled.nn.layer." + name);
        if (Layer.class.isAssignableFrom(kind) && !Modifier.isAbstract(kind.getModifiers())) {
          layers.add(name);
        }
      }
    }
    assertThat(layers).contains("Linear", "Sequential");
    assertThat(rows().stream().map(row -> row.make().get().getClass().getSimpleName()))
        .containsAll(layers);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesTheValues(LayerRow row) {
    Tensor y = row.of(row.make().get(), row.x());

    assertThat(y.toDoubles()).containsExactly(row.y(), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void trainsAsItEvaluatesUnlessItSaysOtherwise(LayerRow row) {
    Module layer = row.make().get();
    Tensor y = row.use().of(layer, row.x(), Mode.training(Seed.of(5), Slot.of(3L)));

    assertThat(y.allClose(row.of(layer, row.x()), 0, 0)).isNotEqualTo(row.trains());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theGradientByTheInputIsThatOfDifferences(LayerRow row) {
    Module layer = row.make().get();
    Tensor x = row.x().requiresGrad();
    double[] gradient = Autograd.gradients(score(row, layer, x), x).of(x).toDoubles();

    double[] at = row.x().toDoubles();
    for (int i = 0; i < at.length; i++) {
      double numeric =
          (score(row, layer, moved(row.x(), i, STEP)).item()
                  - score(row, layer, moved(row.x(), i, -STEP)).item())
              / (2 * STEP);
      assertThat(gradient[i]).as("by element %s", i).isCloseTo(numeric, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theGradientsByTheParametersAreThoseOfDifferences(LayerRow row) {
    Module layer = row.make().get();
    for (Parameter parameter : layer.parameters()) {
      double[] gradient =
          Autograd.gradients(score(row, layer, row.x()), List.of(parameter))
              .of(parameter)
              .toDoubles();
      Tensor before = parameter.value().detach().copy();
      for (int i = 0; i < gradient.length; i++) {
        parameter.copyInto(moved(before, i, STEP));
        double up = score(row, layer, row.x()).item();
        parameter.copyInto(moved(before, i, -STEP));
        double down = score(row, layer, row.x()).item();
        parameter.copyInto(before);
        assertThat(gradient[i])
            .as("%s, element %s", parameter, i)
            .isCloseTo((up - down) / (2 * STEP), within(1e-6 * Math.max(1, Math.abs(gradient[i]))));
      }
    }
  }

  /** A whole step of training, its gradients by input and parameters and their effect. */
  @ParameterizedTest
  @MethodSource("rows")
  void compiledItHasTheSameBits(LayerRow row) {
    Module eager = row.make().get();
    Module planned = row.make().get();
    Slot number = Slot.of(3L);
    Compiled compiled = Compiled.of(in -> step(row, planned, in.getFirst(), number));
    for (int run = 0; run < 3; run++) {
      number.set((long) run);
      Tensor x = row.x().add(0.125 * run);
      List<Tensor> wanted = step(row, eager, x, number);
      List<Tensor> got = compiled.run(x);
      for (int k = 0; k < wanted.size(); k++) {
        assertThat(got.get(k).toDoubles()).containsExactly(wanted.get(k).toDoubles());
      }
      assertThat(numbers(planned)).isEqualTo(numbers(eager));
    }
  }

  private static Map<String, List<Double>> numbers(Module layer) {
    Map<String, List<Double>> numbers = new TreeMap<>();
    layer
        .state()
        .entries()
        .forEach((path, cell) ->
            numbers.put(path, Arrays.stream(cell.value().toDoubles()).boxed().toList()));
    return numbers;
  }

  private static List<Tensor> step(LayerRow row, Module layer, Tensor x, Slot number) {
    Tensor tracked = x.requiresGrad();
    Tensor y = row.use().of(layer, tracked, Mode.training(Seed.of(5), number));
    Tensor loss = y.square().mean();
    List<Tensor> results =
        new ArrayList<>(List.of(loss, y, Autograd.gradients(loss, tracked).of(tracked)));
    Gradients gradients = Autograd.gradients(loss, Independent.ZEROS, layer.parameters());
    for (Parameter parameter : layer.parameters()) {
      Tensor g = gradients.of(parameter).detach();
      parameter.copyInto(parameter.value().detach().sub(g.mul(0.1)));
      results.add(g);
    }
    gradients.applyPending();
    return results;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isMadeAgainFromItsDescription(LayerRow row) {
    Module layer = row.make().get();
    if (row.code()) {
      assertThatThrownBy(() -> Layers.describe(layer)).isInstanceOf(StateException.class);
      return;
    }
    String description = Layers.describe(layer).pretty();

    Module again = Layers.standard().make(JsonPlace.parse(description, "test"));
    again.state().restore(layer.state().snapshot());

    assertThat(again).hasSameClassAs(layer).hasToString(layer.toString());
    assertThat(Layers.describe(again).pretty()).isEqualTo(description);
    Mode training = Mode.training(Seed.of(5), Slot.of(3L));
    assertThat(row.of(again, row.x()).toDoubles())
        .containsExactly(row.of(layer, row.x()).toDoubles());
    assertThat(row.use().of(again, row.x(), training).toDoubles())
        .containsExactly(row.use().of(layer, row.x(), training).toDoubles());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void hasItsNumberOfParameters(LayerRow row) {
    Module layer = row.make().get();

    assertThat(layer.state().parameterCount()).isEqualTo(row.parameters());
    assertThat(
            layer.state().entries().keySet().stream()
                .map(path -> path.replaceAll(".*\\.|_l\\d(_reverse)?$", ""))
                .collect(Collectors.toSet()))
        .isSubsetOf(
            "weight",
            "bias",
            "running_mean",
            "running_var",
            "num_batches_tracked",
            "weight_g",
            "weight_v",
            "weight_orig",
            "r",
            "s",
            "weight_u",
            "weight_ih",
            "weight_hh",
            "weight_hr",
            "bias_ih",
            "bias_hh",
            "in_proj_weight",
            "in_proj_bias",
            "q_proj_weight",
            "k_proj_weight",
            "v_proj_weight");
  }

  /** A number that depends on every output, on each in another way. */
  private static Tensor score(LayerRow row, Module layer, Tensor x) {
    Tensor y = row.of(layer, x);
    double[] weights = new double[y.shape().elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 + 0.5 * i;
    }
    return y.mul(Tensor.of(weights, y.shape())).sum();
  }

  private static Tensor moved(Tensor x, int element, double by) {
    double[] values = x.toDoubles();
    values[element] += by;
    return Tensor.of(values, x.shape()).to(x.dtype());
  }
}
