package org.atled.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.tensor.Tensor;
import org.atled.explain.IntegratedGradients;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.plot.Chart;
import org.atled.plot.ModelFigures;

/**
 * What each token of a text adds to a logit: integrated gradients by the tokens' vectors, from
 * vectors of 0, summed over a token's (Sundararajan, Taly and Yan 2017, section 6).
 *
 * @param tokens as people read them
 * @param parts for each
 * @param whole of which these are the sums
 */
record TokenParts(List<String> tokens, double[] parts, IntegratedGradients whole) {
  private static final int SAID = 5;
  private static final int DRAWN = 40;

  /**
   * Asks.
   *
   * @param logit of vectors [n, steps, width], one for each of n
   * @param vectors of the text, [steps, width]
   */
  static TokenParts of(UnaryOperator<Tensor> logit, Tensor vectors, List<String> tokens) {
    IntegratedGradients found = IntegratedGradients.of(logit, vectors, vectors.zerosLike());
    return new TokenParts(tokens, found.parts().sum(1).toDoubles(), found);
  }

  /** What cannot be seen is written by signs. */
  static String shown(String token) {
    return token.isEmpty() ? "∅" : token.replace(' ', '␣').replace("\n", "⏎").replace("\t", "⇥");
  }

  /**
   * For people.
   *
   * @param what the logit is of
   */
  List<String> lines(String what) {
    String most =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(parts[i])))
            .limit(SAID)
            .map(i -> String.format(Locale.ROOT, "%d %s %+.3f", i, tokens.get(i), parts[i]))
            .collect(Collectors.joining(", "));
    return List.of(
        "what adds or takes most of the logit of %s: %s".formatted(what, most),
        String.format(
            Locale.ROOT,
            "integrated gradients: the parts of all tokens add up to %.5f; the logit is %.5f, of"
                + " vectors of 0 %.5f, the difference %.5f: missed by %.1e (%d gradients)",
            whole.sum(),
            whole.score(),
            whole.baseline(),
            whole.score() - whole.baseline(),
            whole.gap(),
            whole.gradients()));
  }

  /** Of many tokens those that count most, in the order of the text. */
  ModelFigures.Named figure(String what) {
    int[] drawn =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(parts[i])))
            .limit(DRAWN)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    String[] labels =
        IntStream.of(drawn).mapToObj(i -> i + " " + tokens.get(i)).toArray(String[]::new);
    return new ModelFigures.Named(
        "tokens",
        Chart.of("What each token adds to the logit of " + what, "token", "adds to the logit")
            .size(Math.max(640, 28 * drawn.length), 300)
            .bars("adds", labels, IntStream.of(drawn).mapToDouble(i -> parts[i]).toArray())
            .figure());
  }

  /** Adds what programs may want to know. */
  void describe(JsonObject.Builder json) {
    json.put("tokens", JsonArray.ofStrings(tokens))
        .put("parts", JsonArray.of(parts))
        .put("logit", whole.score())
        .put("baseline", whole.baseline())
        .put("sum", whole.sum())
        .put("gap", whole.gap());
  }
}
