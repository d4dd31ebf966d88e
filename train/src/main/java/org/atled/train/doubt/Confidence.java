package org.atled.train.doubt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.file.ModelFolder;
import org.atled.train.Objective;

/**
 * How sure a model may be, as examples told that it did not learn from. Kept beside the model in
 * {@code confidence.json}: from then on {@link org.atled.train.Predictor}, and all that ask it,
 * give probabilities at the temperature that was fitted. A model that is saved anew in its place
 * starts without it.
 *
 * <pre>{@code
 * List<HeldOut> halves = HeldOut.of(SavedModel.load(folder), test).halves(Seed.of(0));
 * Confidence.fit(halves.getFirst()).save(folder);
 * }</pre>
 */
public sealed interface Confidence {
  /** How many examples it was fitted to. */
  int examples();

  /** {@link ConformityScores#mass} of these examples. */
  double mass();

  /** Whether they tell what holds at a coverage. */
  default boolean tells(double coverage) {
    return ConformityScores.needed(coverage) <= mass();
  }

  /** What outputs mean, at the temperature that was fitted. */
  Objective calibrated(Objective objective);

  /**
   * The share of examples, by their weights, for which what is said at a coverage holds what was
   * right.
   *
   * @param asked the coverage
   * @param found the share; of several targets the mean over them
   * @param size how many classes are said, or how wide intervals are, on average; of several
   *     targets that of each
   */
  record Coverage(double asked, double found, List<Double> size) {}

  /**
   * Of a classification.
   *
   * @param temperature empty where the examples tell none: see {@link Temperature#fit}
   * @param scores of the examples, at that temperature
   */
  record OfClasses(OptionalDouble temperature, Map<SetKind, ConformityScores> scores)
      implements Confidence {
    @Override
    public int examples() {
      return scores(SetKind.LIKELY).count();
    }

    @Override
    public double mass() {
      return scores(SetKind.LIKELY).mass();
    }

    private ConformityScores scores(SetKind kind) {
      return Optional.ofNullable(scores.get(kind)).orElseThrow();
    }

    @Override
    public Objective calibrated(Objective objective) {
      return objective.at(temperature.orElse(1));
    }

    /**
     * The classes among which the right one is with a probability of at least the coverage, the
     * most probable first.
     *
     * @param probabilities at the temperature
     * @throws org.atled.core.error.ArgumentException if there were too few examples for it
     */
    public List<Integer> set(SetKind kind, double[] probabilities, double coverage) {
      return kind.set(probabilities, scores(kind).threshold(coverage));
    }

    /** Measures sets on other examples. */
    public Coverage measure(SetKind kind, HeldOut others, double coverage) {
      double[][] probabilities = others.probabilities(temperature.orElse(1));
      int[] labels = others.labels();
      double covered = 0;
      double size = 0;
      for (int i = 0; i < labels.length; i++) {
        List<Integer> set = set(kind, probabilities[i], coverage);
        double weight = others.weights()[i];
        covered += set.contains(labels[i]) ? weight : 0;
        size += weight * set.size();
      }
      double all = Arrays.stream(others.weights()).sum();
      return new Coverage(coverage, covered / all, List.of(size / all));
    }
  }

  /**
   * Of a regression.
   *
   * @param scores of each output |y − ŷ|, in the unit of the network's outputs
   */
  record OfNumbers(List<ConformityScores> scores) implements Confidence {
    public OfNumbers {
      scores = List.copyOf(scores);
    }

    @Override
    public int examples() {
      return scores.getFirst().count();
    }

    @Override
    public double mass() {
      return scores.getFirst().mass();
    }

    @Override
    public Objective calibrated(Objective objective) {
      return objective;
    }

    /**
     * By how much what is right is off each output at most, with a probability of at least the
     * coverage, each output for itself.
     *
     * @throws org.atled.core.error.ArgumentException if there were too few examples for it
     */
    public double[] reach(double coverage) {
      return scores.stream().mapToDouble(each -> each.threshold(coverage)).toArray();
    }

    /** Measures intervals on other examples; the widths are in the unit of the outputs. */
    public Coverage measure(HeldOut others, double coverage) {
      double[] reach = reach(coverage);
      double covered = 0;
      for (int i = 0; i < others.size(); i++) {
        for (int k = 0; k < reach.length; k++) {
          boolean holds = Math.abs(others.truth()[i][k] - others.outputs()[i][k]) <= reach[k];
          covered += holds ? others.weights()[i] : 0;
        }
      }
      return new Coverage(
          coverage,
          covered / (Arrays.stream(others.weights()).sum() * reach.length),
          Arrays.stream(reach).map(each -> 2 * each).boxed().toList());
    }
  }

  /** Fits temperature and scores, or the scores of numbers. */
  static Confidence fit(HeldOut examples) {
    if (examples.objective().named().isEmpty()) {
      int width = examples.outputs()[0].length;
      return new OfNumbers(
          IntStream.range(0, width)
              .mapToObj(k ->
                  new ConformityScores(
                      IntStream.range(0, examples.size())
                          .mapToDouble(
                              i -> Math.abs(examples.truth()[i][k] - examples.outputs()[i][k]))
                          .toArray(),
                      examples.weights()))
              .toList());
    }
    int[] labels = examples.labels();
    OptionalDouble temperature = Temperature.fit(examples.logits(), labels, examples.weights());
    double[][] probabilities = examples.probabilities(temperature.orElse(1));
    Map<SetKind, ConformityScores> scores = new EnumMap<>(SetKind.class);
    for (SetKind kind : SetKind.values()) {
      scores.put(
          kind,
          new ConformityScores(
              IntStream.range(0, labels.length)
                  .mapToDouble(i -> kind.score(probabilities[i], labels[i]))
                  .toArray(),
              examples.weights()));
    }
    return new OfClasses(temperature, scores);
  }

  /** Writes it beside a saved model, in place of what was there. */
  default void save(Path folder) {
    JsonObject.Builder json = JsonObject.builder();
    switch (this) {
      case OfClasses classes -> {
        classes.temperature().ifPresent(value -> json.put("temperature", value));
        classes.scores().forEach((kind, one) -> json.put(kind.toString(), json(one)));
      }
      case OfNumbers numbers ->
          json.put(
              "distances",
              new JsonArray(numbers.scores().stream().<Json>map(Confidence::json).toList()));
    }
    byte[] bytes = (json.build().compact() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(ModelFolder.current(folder).resolve(ModelFolder.CONFIDENCE), bytes);
  }

  /** The scores, or, where they do not count the same, these and their weights. */
  private static Json json(ConformityScores scores) {
    JsonArray sorted = JsonArray.of(scores.sorted());
    return scores.mass() == scores.count()
        ? sorted
        : JsonObject.builder()
            .put("scores", sorted)
            .put("weights", JsonArray.of(scores.weights()))
            .build();
  }

  /**
   * What was saved beside a model.
   *
   * @param folder of the model
   * @param objective what the model's outputs mean
   * @throws org.atled.core.error.FormatException if it is damaged, or of another model
   */
  static Optional<Confidence> find(Path folder, Objective objective) {
    Path file = folder.resolve(ModelFolder.CONFIDENCE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          read(JsonPlace.parse(Files.readAllBytes(file), file.toString()), objective));
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e, e);
    }
  }

  /**
   * What was saved beside a model that is asked for it.
   *
   * @throws StateException if nothing was
   */
  static Confidence read(Path folder, Objective objective) {
    return find(ModelFolder.current(folder), objective)
        .orElseThrow(() ->
            new StateException(
                "The model in %s was not calibrated, so that nothing is known of how sure it may be; run ./atled calibrate %s first."
                    .formatted(folder, folder)));
  }

  private static Confidence read(JsonPlace json, Objective objective) {
    if (objective.named().isEmpty()) {
      List<ConformityScores> scores = new ArrayList<>();
      for (JsonPlace place : json.list("distances")) {
        scores.add(scores(place));
      }
      if (scores.size() != objective.outputs()) {
        throw json.get("distances").error("are not of the model's outputs.");
      }
      return new OfNumbers(scores);
    }
    OptionalDouble temperature = OptionalDouble.empty();
    if (json.has("temperature")) {
      temperature = OptionalDouble.of(json.doubleValue("temperature"));
      if (!(temperature.getAsDouble() > 0)) {
        throw json.get("temperature").error("must be above 0.");
      }
    }
    Map<SetKind, ConformityScores> scores = new EnumMap<>(SetKind.class);
    for (SetKind kind : SetKind.values()) {
      scores.put(kind, scores(json.get(kind.toString())));
    }
    return new OfClasses(temperature, scores);
  }

  private static ConformityScores scores(JsonPlace place) {
    if (!(place.value() instanceof JsonObject)) {
      return new ConformityScores(numbers(place));
    }
    double[] weights = numbers(place.get("weights"));
    double[] scores = numbers(place.get("scores"));
    if (weights.length != scores.length || !Arrays.stream(weights).allMatch(w -> w > 0)) {
      throw place.get("weights").error("must have a number above 0 for each of the scores.");
    }
    return new ConformityScores(scores, weights);
  }

  private static double[] numbers(JsonPlace place) {
    List<JsonPlace> items = place.items();
    if (items.isEmpty()) {
      throw place.error("must have a number for each example.");
    }
    return items.stream().mapToDouble(JsonPlace::asDouble).toArray();
  }
}
