package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.tensor.Tensor;
import org.atled.explain.AttentionRollout;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.nn.inspect.AttentionMaps;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;
import org.atled.plot.ImageGrid;
import org.atled.plot.ModelFigures;
import org.atled.plot.Panels;

/**
 * Which tokens of a text the heads of a network look at.
 *
 * @param layers of each layer and head the weights, [layers][heads][tokens][tokens]
 * @param rollout shares of the inputs in the outputs, [tokens][tokens]
 */
record AttentionWeights(double[][][][] layers, double[][] rollout) {
  private static final int SAID = 5;
  private static final int LABELLED = 8;
  private static final int SIDE_BY_SIDE = 3;
  private static final int SMALL_BESIDE = 8;

  /** What was seen of one text; nothing of a network without attention. */
  static Optional<AttentionWeights> of(AttentionMaps seen) {
    if (seen.all().isEmpty()) {
      return Optional.empty();
    }
    double[][][][] layers =
        seen.weights().stream()
            .map(weights ->
                IntStream.range(0, (int) weights.shape().size(1))
                    .mapToObj(head -> matrix(weights.get(0).get(head)))
                    .toArray(double[][][]::new))
            .toArray(double[][][][]::new);
    return Optional.of(
        new AttentionWeights(layers, matrix(AttentionRollout.of(seen.weights()).shares().get(0))));
  }

  private static double[][] matrix(Tensor square) {
    int side = (int) square.shape().size(0);
    double[] values = square.toDoubles();
    return IntStream.range(0, side)
        .mapToObj(row -> Arrays.copyOfRange(values, row * side, (row + 1) * side))
        .toArray(double[][]::new);
  }

  int heads() {
    return layers[0].length;
  }

  /** From which tokens what comes out at one comes most. */
  String sources(List<String> tokens, int at) {
    return IntStream.range(0, tokens.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -rollout[at][i]))
        .limit(SAID)
        .map(i -> String.format(Locale.ROOT, "%d %s %.2f", i, tokens.get(i), rollout[at][i]))
        .collect(Collectors.joining(", "));
  }

  List<ModelFigures.Named> figures(List<String> tokens) {
    String[] numbered =
        IntStream.range(0, tokens.size())
            .mapToObj(i -> i + " " + tokens.get(i))
            .toArray(String[]::new);
    Figure heads = layers.length * heads() <= LABELLED ? labelled(tokens, numbered) : small();
    HeatMap whole =
        HeatMap.of(
                "Attention rollout", "token that is read", "token at which it comes out", rollout)
            .xTicks(tokens.toArray(String[]::new))
            .yTicks(numbered)
            .valueLabel("share of the row");
    return List.of(
        new ModelFigures.Named("attention", heads),
        new ModelFigures.Named("rollout", whole.figure()));
  }

  /** A few, with the tokens beside them. */
  private Figure labelled(List<String> tokens, String... numbered) {
    List<Figure> panels = new ArrayList<>();
    for (int layer = 0; layer < layers.length; layer++) {
      for (int head = 0; head < heads(); head++) {
        panels.add(
            HeatMap.of(
                    "Layer %d, head %d".formatted(layer + 1, head + 1),
                    "token that it looks at",
                    "token that looks",
                    layers[layer][head])
                .xTicks(tokens.toArray(String[]::new))
                .yTicks(numbered)
                .valueLabel("weight, of 1 a row")
                .figure());
      }
    }
    int columns = heads() == 1 ? layers.length : heads();
    return Panels.of(
        "Heads of attention", Math.min(SIDE_BY_SIDE, columns), panels.toArray(Figure[]::new));
  }

  /** Many, a small picture each. */
  private Figure small() {
    ImageGrid grid = ImageGrid.of("Heads of attention", Math.min(SMALL_BESIDE, heads()));
    for (int layer = 0; layer < layers.length; layer++) {
      for (int head = 0; head < heads(); head++) {
        grid = grid.image(layers[layer][head], "layer %d, head %d".formatted(layer + 1, head + 1));
      }
    }
    return grid.figure();
  }

  /** Adds what programs may want to know. */
  void describe(JsonObject.Builder json) {
    json.put("layers", layers.length)
        .put("heads", heads())
        .put("rollout", new JsonArray(Arrays.stream(rollout).<Json>map(JsonArray::of).toList()));
  }
}
