package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataLoader;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.StateMap;
import org.atled.nn.file.CellFile;
import org.atled.nn.optim.Optimizer;

/**
 * What resuming needs besides the model: {@code optimizer.safetensors} (buffers, step counts,
 * hyperparameters) and {@code training.json} (seed, step, and position in the data). Where there
 * are several phases, the names of an optimizer's numbers begin with that of its phase: {@code
 * critic/fc.weight.step}.
 *
 * @param begun what was found of the epoch that it was stopped in: {@code losses}, sums by phase,
 *     over {@code examples}
 * @param rules the optimizers' rules with their hyperparameters, as text, by phase
 * @param optimizers the optimizers' numbers by name
 */
record TrainingState(
    Run.Position position,
    Run.Begun begun,
    SequencedMap<String, String> rules,
    Map<String, Tensor> optimizers) {
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String TRAINING = "training.json";
  private static final String RULES = "rules";
  private static final String LOSSES = "losses";

  /** What runs of earlier versions do not say of their rules, and did not do. */
  private static final Pattern LATER = Pattern.compile(", (?:amsgrad|maximize)=false");

  static void write(Path folder, Run run) throws IOException {
    CellFile.write(folder.resolve(OPTIMIZER), cells(run.optimizers()));
    Run.Position position = run.position();
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
      training.put(LOSSES, losses.build()).put("examples", run.begun().examples());
    }
    if (run.optimizers().size() == 1) {
      training.put("rule", run.optimizer().rule().toString());
    } else {
      JsonObject.Builder rules = JsonObject.builder();
      run.optimizers().forEach((name, optimizer) -> rules.put(name, optimizer.rule().toString()));
      training.put(RULES, rules.build());
    }
    Files.writeString(folder.resolve(TRAINING), training.build().pretty() + "\n");
  }

  private static Map<String, Cell> cells(SequencedMap<String, Optimizer> optimizers) {
    if (optimizers.size() == 1) {
      return optimizers.firstEntry().getValue().state();
    }
    Map<String, Cell> cells = new LinkedHashMap<>();
    optimizers.forEach((phase, optimizer) ->
        optimizer.state().forEach((name, cell) -> cells.put(phase + "/" + name, cell)));
    return cells;
  }

  /**
   * Gives optimizers their numbers back; all are checked before any is changed.
   *
   * @throws StateException if they are of other parameters
   */
  void restore(SequencedMap<String, Optimizer> of) {
    StateMap.of(cells(of)).restore(optimizers);
  }

  /**
   * Reads what was written.
   *
   * @throws org.atled.core.error.FormatException if a file is damaged
   */
  static TrainingState read(Path folder) {
    Path file = folder.resolve(TRAINING);
    JsonPlace json;
    try {
      json = JsonPlace.parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new AtledException(
          "Cannot read " + file + ", which resuming needs; was the model saved by a run? " + e, e);
    }
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
    return new TrainingState(
        position, begun(json), rules, CellFile.read(folder.resolve(OPTIMIZER)));
  }

  /** Nothing in folders of earlier versions. */
  private static Run.Begun begun(JsonPlace json) {
    if (!json.has(LOSSES)) {
      return Run.Begun.nothing();
    }
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    JsonPlace sums = json.object(LOSSES);
    sums.keys().forEach(phase -> losses.put(phase, sums.doubleValue(phase)));
    return new Run.Begun(losses, json.longValue("examples"));
  }

  /**
   * Refuses a trainer that would go on otherwise than the run began.
   *
   * @throws StateException if its seed, batch size or rule differ, its epochs are over, or the data
   *     have no such batch
   */
  void check(Trainer trainer, DataLoader data) {
    require("seed", position.seed(), trainer.seed().value());
    require("batch size", position.batchSize(), trainer.batchSize());
    requireRules(trainer.phases());
    if (position.batch() >= data.batches()) {
      throw new StateException(
          "The saved run would go on with batch "
              + position.batch()
              + " of an epoch, from 0, but \""
              + data.dataset().info().name()
              + "\" has "
              + data.batches()
              + " batches; give it the data that it began with.");
    }
    if (position.epoch() >= trainer.epochs()) {
      throw new StateException(
          "The saved run has ended epoch "
              + position.epoch()
              + " and the trainer asks for "
              + trainer.epochs()
              + "; ask for more epochs.");
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
