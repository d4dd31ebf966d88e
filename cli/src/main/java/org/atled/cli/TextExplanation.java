package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.explain.AttentionRollout;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.inspect.AttentionMaps;
import org.atled.nn.layer.TokenModel;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;
import org.atled.plot.ImageGrid;
import org.atled.plot.ModelFigures;
import org.atled.plot.Panels;
import org.atled.text.LanguageModel;

/**
 * Which tokens of a text a model with attention looks at.
 *
 * @param tokens of the text, as people read them
 * @param likely what the model expects next, the likeliest first
 * @param layers of each layer and head the weights, [layers][heads][tokens][tokens]
 * @param rollout shares of the inputs in the outputs, [tokens][tokens]
 */
record TextExplanation(
    List<String> tokens, List<Likely> likely, double[][][][] layers, double[][] rollout)
    implements Explanation {
  private static final int SAID = 5;
  private static final int LABELLED = 8;
  private static final int SIDE_BY_SIDE = 3;
  private static final int SMALL_BESIDE = 8;

  /** What may come next, and how probable it is. */
  record Likely(String token, double probability) {}

  /** Reads a text. */
  static TextExplanation of(Path folder, LanguageModel model, String text) {
    LanguageModel.Reading reading = model.reading(text);
    TokenModel network = (TokenModel) model.saved().module();
    long steps = reading.ids().shape().size(1);
    if (network.context().isPresent() && steps > network.context().getAsLong()) {
      throw new ArgumentException(
          "The text has %d tokens, but the model in %s sees at most %d at once; give it a shorter one."
              .formatted(steps, folder, network.context().getAsLong()));
    }
    AttentionMaps seen = new AttentionMaps();
    Tensor logits =
        Autograd.noGrad(
            () -> ((Layer) network).apply(reading.ids(), Mode.evaluation().observedBy(seen)));
    if (seen.all().isEmpty()) {
      throw new ArgumentException(
          "The network in %s, %s, has no attention whose weights could be shown; train one that has: ./atled train FILE.txt --model gpt:2x64."
              .formatted(folder, network));
    }
    double[] p =
        Autograd.noGrad(() -> logits.get(0).select(0, (int) steps - 1).softmax(0)).toDoubles();
    double[][][][] layers =
        seen.weights().stream()
            .map(weights ->
                IntStream.range(0, (int) weights.shape().size(1))
                    .mapToObj(head -> matrix(weights.get(0).get(head)))
                    .toArray(double[][][]::new))
            .toArray(double[][][][]::new);
    return new TextExplanation(
        reading.texts().stream().map(TextExplanation::shown).toList(),
        likely(model, p),
        layers,
        matrix(AttentionRollout.of(seen.weights()).shares().get(0)));
  }

  private static List<Likely> likely(LanguageModel model, double[] p) {
    int end = model.preparation().tokenizer().size();
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -p[id]))
        .limit(SAID)
        .map(id ->
            new Likely(
                id < end ? shown(model.preparation().tokenizer().decode(id)) : "the end", p[id]))
        .toList();
  }

  /** What cannot be seen is written by signs. */
  private static String shown(String token) {
    return token.isEmpty() ? "∅" : token.replace(' ', '␣').replace("\n", "⏎").replace("\t", "⇥");
  }

  private static double[][] matrix(Tensor square) {
    int side = (int) square.shape().size(0);
    double[] values = square.toDoubles();
    return IntStream.range(0, side)
        .mapToObj(row -> Arrays.copyOfRange(values, row * side, (row + 1) * side))
        .toArray(double[][]::new);
  }

  @Override
  public List<String> lines() {
    int last = tokens.size() - 1;
    double[] shares = rollout[last];
    String from =
        IntStream.range(0, shares.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -shares[i]))
            .limit(SAID)
            .map(i -> String.format(Locale.ROOT, "%d %s %.2f", i, tokens.get(i), shares[i]))
            .collect(Collectors.joining(", "));
    String next =
        likely.stream()
            .map(one -> String.format(Locale.ROOT, "%s %.2f", one.token(), one.probability()))
            .collect(Collectors.joining(", "));
    return List.of(
        "%d tokens through %d layers of %d heads".formatted(tokens.size(), layers.length, heads()),
        "next, with its probability: " + next,
        "what comes out at the last token, %d %s, by rollout comes most from: %s"
            .formatted(last, tokens.get(last), from));
  }

  private int heads() {
    return layers[0].length;
  }

  @Override
  public List<ModelFigures.Named> figures() {
    String[] numbered =
        IntStream.range(0, tokens.size())
            .mapToObj(i -> i + " " + tokens.get(i))
            .toArray(String[]::new);
    Figure heads = layers.length * heads() <= LABELLED ? labelled(numbered) : small();
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
  private Figure labelled(String... numbered) {
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

  @Override
  public void describe(JsonObject.Builder json) {
    List<Json> next = new ArrayList<>();
    for (Likely one : likely) {
      next.add(
          JsonObject.builder()
              .put("token", one.token())
              .put("probability", one.probability())
              .build());
    }
    json.put("tokens", JsonArray.ofStrings(tokens))
        .put("layers", layers.length)
        .put("heads", heads())
        .put("next", new JsonArray(next))
        .put("rollout", new JsonArray(Arrays.stream(rollout).<Json>map(JsonArray::of).toList()));
  }
}
