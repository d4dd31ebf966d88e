package org.atled.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataLoader;
import org.atled.data.DatasetInfo;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.StateMap;
import org.atled.nn.optim.LbfgsOptimizer;
import org.atled.nn.optim.Mover;
import org.atled.nn.optim.Optimizer;

/**
 * Where a run stands and how it was to go, as it is written in JSON: seed, step and position in the
 * data, what was found of the epoch, and what a trainer that goes on is held to.
 *
 * @param begun what was found of the epoch that it was stopped in: {@code losses}, sums by phase,
 *     over {@code examples}; what metrics have summed up are tensors, and not here
 * @param rules the optimizers' rules with their hyperparameters, as text, by phase
 * @param json the rest, which runs of earlier versions do not say
 */
record TrainingState(
    Run.Position position, Run.Begun begun, SequencedMap<String, String> rules, JsonPlace json) {
  private static final String RULES = "rules";
  private static final String LOSSES = "losses";
  private static final String EPOCHS = "epochs";
  private static final String BATCHES = "batches";
  private static final String PARTS = "parts";
  private static final String TILE = "tile";
  private static final String SCHEDULE = "schedule";
  private static final String DATA = "data";
  private static final String NOTES = "notes";

  /** That of {@link org.atled.core.tensor.Sliding#tile}. */
  private static final int USUAL_TILE = 2;

  /** What runs of earlier versions do not say of their rules, and did not do. */
  private static final Pattern LATER = Pattern.compile(", (?:amsgrad|maximize)=false");

  static JsonObject json(Run run) {
    Run.Position position = run.position();
    Course course = run.course();
    JsonObject.Builder training =
        JsonObject.builder()
            .put("seed", position.seed())
            .put("step", position.step())
            .put("epoch", position.epoch())
            .put("batch", position.batch())
            .put("batch_size", position.batchSize());
    if (position.batch() > 0) {
      JsonObject.Builder losses = JsonObject.builder();
      run.begun().losses().forEach(losses::put);
      training
          .put(LOSSES, losses.build())
          .put("examples", run.begun().examples())
          .put("seconds", run.begun().seconds());
    }
    if (run.optimizers().size() == 1) {
      training.put("rule", run.optimizers().firstEntry().getValue().rule().toString());
    } else {
      JsonObject.Builder rules = JsonObject.builder();
      run.optimizers().forEach((name, optimizer) -> rules.put(name, optimizer.rule().toString()));
      training.put(RULES, rules.build());
    }
    course.tile().ifPresent(tile -> training.put(TILE, tile));
    return training
        .put(EPOCHS, course.epochs())
        .put(BATCHES, course.batches())
        .put(PARTS, JsonArray.of(course.parts().stream().mapToLong(n -> n).toArray()))
        .put(SCHEDULE, schedule(course))
        .put(
            DATA,
            JsonObject.builder()
                .put("examples", course.examples())
                .put("crc32c", course.data())
                .build())
        .put(NOTES, course.notes())
        .build();
  }

  private static JsonArray schedule(Course course) {
    return new JsonArray(
        Course.course(course.schedule(), course.epochs(), course.batches()).stream()
            .<Json>map(moment -> {
              JsonObject.Builder at =
                  JsonObject.builder()
                      .put("step", (long) moment[0])
                      .put("factor", JsonNumber.orNull(moment[1]));
              return moment.length > 2
                  ? at.put("momentum", JsonNumber.orNull(moment[2])).build()
                  : at.build();
            })
            .toList());
  }

  /** The optimizers' numbers; of several phases their names begin with that of the phase. */
  static SequencedMap<String, Tensor> numbers(SequencedMap<String, Mover> optimizers) {
    SequencedMap<String, Tensor> numbers = new LinkedHashMap<>();
    optimizers.forEach((phase, mover) -> {
      String prefix = prefix(optimizers, phase);
      switch (mover) {
        case Optimizer optimizer ->
            optimizer.state().forEach((name, cell) -> numbers.put(prefix + name, cell.value()));
        case LbfgsOptimizer search ->
            search.state().forEach((name, tensor) -> numbers.put(prefix + name, tensor));
      }
    });
    return numbers;
  }

  private static String prefix(SequencedMap<String, Mover> optimizers, String phase) {
    return optimizers.size() == 1 ? "" : phase + "/";
  }

  /**
   * Gives new optimizers what {@link #numbers} gave.
   *
   * @throws StateException if they are of other parameters
   */
  static void restore(SequencedMap<String, Mover> optimizers, Map<String, Tensor> numbers) {
    Map<String, Tensor> left = new LinkedHashMap<>(numbers);
    Map<String, Cell> cells = new LinkedHashMap<>();
    optimizers.forEach((phase, mover) -> {
      String prefix = prefix(optimizers, phase);
      switch (mover) {
        case Optimizer optimizer ->
            optimizer.state().forEach((name, cell) -> cells.put(prefix + name, cell));
        case LbfgsOptimizer search -> {
          Map<String, Tensor> own = new LinkedHashMap<>();
          numbers.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
              own.put(name.substring(prefix.length()), tensor);
              left.remove(name);
            }
          });
          search.restore(own);
        }
      }
    });
    StateMap.of(cells).restore(left);
  }

  /**
   * Reads what was written.
   *
   * @param sums what metrics have summed up
   * @throws org.atled.core.error.FormatException if it is damaged
   */
  static TrainingState of(JsonPlace json, Map<String, Tensor> sums) {
    Run.Position position =
        new Run.Position(
            json.longValue("seed"),
            json.longValue("step"),
            json.intValue("epoch"),
            json.intValue("batch"),
            json.intValue("batch_size"));
    if (position.step() < 0 || position.epoch() < 0 || position.batch() < 0) {
      throw json.error("has a negative step, epoch or batch.");
    }
    SequencedMap<String, String> rules = new LinkedHashMap<>();
    if (json.has(RULES)) {
      JsonPlace several = json.object(RULES);
      several.keys().forEach(phase -> rules.put(phase, several.string(phase)));
    } else {
      rules.put(Phase.ONLY, json.string("rule"));
    }
    return new TrainingState(position, begun(json, sums), rules, json);
  }

  /** Nothing in folders of earlier versions. */
  private static Run.Begun begun(JsonPlace json, Map<String, Tensor> sums) {
    if (!json.has(LOSSES)) {
      return Run.Begun.nothing();
    }
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    JsonPlace all = json.object(LOSSES);
    all.keys().forEach(phase -> losses.put(phase, all.doubleValue(phase)));
    SequencedMap<String, double[]> metrics = new LinkedHashMap<>();
    sums.forEach((name, numbers) -> metrics.put(name, numbers.toDoubles()));
    double seconds = json.has("seconds") ? json.doubleValue("seconds") : 0;
    return new Run.Begun(losses, json.longValue("examples"), metrics, seconds);
  }

  /** How many epochs there were to be; as many as are over where that is not said. */
  int epochs() {
    return json.has(EPOCHS) ? json.intValue(EPOCHS) : position.epoch();
  }

  /** What a program wanted to be kept; nothing where none did. */
  Optional<JsonPlace> notes() {
    return json.find(NOTES).filter(notes -> !notes.keys().isEmpty());
  }

  /**
   * Refuses a trainer that would go on otherwise than the run began.
   *
   * @throws StateException if its seed, batch size, rule, schedule, parts of a batch or tiles
   *     differ, or its data do
   */
  void check(Trainer trainer, DataLoader data) {
    require("seed", position.seed(), trainer.seed().value());
    require("batch size", position.batchSize(), trainer.batchSize());
    requireRules(trainer.phases());
    if (json.has(PARTS)) {
      List<Integer> parts = new ArrayList<>();
      for (long part : json.longs(PARTS)) {
        parts.add(Math.toIntExact(part));
      }
      require("parts of a batch", parts, Course.parts(trainer));
    }
    require(
        "tiles",
        json.has(TILE) ? json.intValue(TILE) : USUAL_TILE,
        trainer.tile().orElse(USUAL_TILE));
    DatasetInfo info = data.dataset().info();
    if (position.batch() >= data.batches()) {
      throw new StateException(
          "The saved run would go on with batch "
              + position.batch()
              + " of an epoch, from 0, but \""
              + info.name()
              + "\" has "
              + data.batches()
              + " batches; give it the data that it began with.");
    }
    if (json.has(DATA)) {
      requireData(json.object(DATA), data);
    }
    if (json.has(SCHEDULE)) {
      requireSchedule(trainer);
    }
  }

  private static void requireData(JsonPlace saved, DataLoader data) {
    long examples = saved.longValue("examples");
    String name = data.dataset().info().name();
    if (examples != data.dataset().size()) {
      throw new StateException(
          "The saved run learned from %d examples, but \"%s\" has %d; give it the data that it began with."
              .formatted(examples, name, data.dataset().size()));
    }
    if (!saved.string("crc32c").equals(Fingerprint.of(data.dataset()))) {
      throw new StateException(
          "The saved run learned from other data than \"%s\": the numbers of its %d examples are not the same; give it the data that it began with."
              .formatted(name, examples));
    }
  }

  /** Over the epochs that the saved run was to have. */
  private void requireSchedule(Trainer trainer) {
    List<double[]> given =
        Course.course(trainer.schedule(), epochs(), Math.max(1, json.intValue(BATCHES)));
    List<JsonPlace> saved = json.list(SCHEDULE);
    for (int i = 0; i < Math.min(saved.size(), given.size()); i++) {
      JsonPlace before = saved.get(i);
      double[] now = given.get(i);
      requireAt(before, "factor", "multiplies the learning rate by", now[1]);
      requireAt(before, "momentum", "makes the momentum", now.length > 2 ? now[2] : Double.NaN);
    }
  }

  private static void requireAt(JsonPlace saved, String name, String does, double given) {
    double before = saved.find(name).isPresent() ? saved.doubleValue(name) : Double.NaN;
    if (Double.compare(before, given) != 0) {
      throw new StateException(
          "The saved run's schedule %s %s at step %d, but the trainer's %s; give it the same schedule."
              .formatted(
                  does,
                  Double.isNaN(before) ? "what the rule says" : before,
                  saved.longValue("step"),
                  Double.isNaN(given) ? "what the rule says" : given));
    }
  }

  private void requireRules(List<Phase> phases) {
    if (phases.size() == 1 && rules.size() == 1) {
      requireRule("optimizer", rules.firstEntry().getValue(), phases.getFirst());
      return;
    }
    require(
        "phases", List.copyOf(rules.sequencedKeySet()), phases.stream().map(Phase::name).toList());
    for (Phase phase : phases) {
      requireRule(
          "optimizer of \"" + phase.name() + "\"",
          Optional.ofNullable(rules.get(phase.name())).orElseThrow(),
          phase);
    }
  }

  private static void requireRule(String what, String saved, Phase phase) {
    String given = phase.rule().toString();
    if (!LATER.matcher(saved).replaceAll("").equals(LATER.matcher(given).replaceAll(""))) {
      require(what, saved, given);
    }
  }

  private static void require(String what, Object saved, Object given) {
    if (!saved.equals(given)) {
      throw new StateException(
          "The saved run has the "
              + what
              + " "
              + saved
              + " but the trainer has "
              + given
              + "; give it the same.");
    }
  }
}
