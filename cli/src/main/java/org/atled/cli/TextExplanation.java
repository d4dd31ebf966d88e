package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.inspect.AttentionMaps;
import org.atled.nn.layer.TokenModel;
import org.atled.plot.ModelFigures;
import org.atled.text.LanguageModel;

/**
 * What of a text a model that writes on goes by: what each token adds to the logit of the token
 * that it expects next, and where its heads look, if it has some.
 *
 * @param likely what the model expects next, the likeliest first
 * @param parts of the logit of the likeliest
 */
record TextExplanation(List<Likely> likely, TokenParts parts, Optional<AttentionWeights> attention)
    implements Explanation {
  private static final int SAID = 5;

  /** What may come next, and how probable it is. */
  record Likely(int id, String token, double probability) {}

  /** Reads a text. */
  static TextExplanation of(Path folder, LanguageModel model, String text) {
    LanguageModel.Reading reading = model.reading(text);
    TokenModel network = (TokenModel) model.saved().module();
    int steps = (int) reading.ids().shape().size(1);
    if (network.context().isPresent() && steps > network.context().getAsLong()) {
      throw new ArgumentException(
          "The text has %d tokens, but the model in %s sees at most %d at once; give it a shorter one."
              .formatted(steps, folder, network.context().getAsLong()));
    }
    AttentionMaps seen = new AttentionMaps();
    Tensor logits =
        Autograd.noGrad(
            () -> ((Layer) network).apply(reading.ids(), Mode.evaluation().observedBy(seen)));
    double[] p = Autograd.noGrad(() -> logits.get(0).select(0, steps - 1).softmax(0)).toDoubles();
    List<Likely> likely = likely(model, p);
    int next = likely.getFirst().id();
    Tensor vectors =
        Autograd.noGrad(() -> network.vectors(reading.ids(), Mode.evaluation())).get(0);
    return new TextExplanation(
        likely,
        TokenParts.of(
            x -> network.ofVectors(x, Mode.evaluation()).select(1, steps - 1).select(1, next),
            vectors,
            reading.texts().stream().map(TokenParts::shown).toList()),
        AttentionWeights.of(seen));
  }

  private static List<Likely> likely(LanguageModel model, double... p) {
    int end = model.preparation().tokenizer().size();
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -p[id]))
        .limit(SAID)
        .map(id ->
            new Likely(
                id,
                id < end ? TokenParts.shown(model.preparation().tokenizer().decode(id)) : "the end",
                p[id]))
        .toList();
  }

  @Override
  public List<String> lines() {
    List<String> tokens = parts.tokens();
    int last = tokens.size() - 1;
    String next =
        likely.stream()
            .map(one -> String.format(Locale.ROOT, "%s %.2f", one.token(), one.probability()))
            .collect(Collectors.joining(", "));
    List<String> lines = new ArrayList<>();
    lines.add(
        attention
            .map(weights ->
                "%d tokens through %d layers of %d heads"
                    .formatted(tokens.size(), weights.layers().length, weights.heads()))
            .orElseGet(() -> "%d tokens".formatted(tokens.size())));
    lines.add("next, with its probability: " + next);
    lines.addAll(parts.lines(likely.getFirst().token()));
    attention.ifPresent(weights ->
        lines.add(
            "what comes out at the last token, %d %s, by rollout comes most from: %s"
                .formatted(last, tokens.get(last), weights.sources(tokens, last))));
    return lines;
  }

  @Override
  public List<ModelFigures.Named> figures() {
    List<ModelFigures.Named> figures = new ArrayList<>();
    figures.add(parts.figure(likely.getFirst().token()));
    attention.ifPresent(weights -> figures.addAll(weights.figures(parts.tokens())));
    return figures;
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
    parts.describe(json);
    json.put("next", new JsonArray(next));
    attention.ifPresent(weights -> weights.describe(json));
  }
}
