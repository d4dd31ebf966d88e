package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataLoader;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.safetensors.SafetensorsWriter;
import org.atled.nn.file.CellFile;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.layer.Layers;
import org.atled.nn.optim.Mover;

/**
 * A run that goes on by {@link Trainer#resume}: the newest of its {@link Checkpoints} that is
 * whole, or what {@link SavedModel#save} wrote of it, which are, beside the model, {@code
 * training.json}, {@code optimizer.safetensors} and {@code partial.safetensors}, where metrics and
 * listeners have numbers.
 */
public final class SavedRun {
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String PARTIAL = "partial.safetensors";
  private static final String TRAINING = "training.json";
  private static final String MODEL_PART = "model/";
  private static final String OPTIMIZER_PART = "optimizer/";
  private static final String METRICS_PART = "metrics/";
  private static final String KEPT_PART = "kept/";

  private final Path source;
  private final boolean isCheckpoint;
  private final TrainingState state;
  private final List<EpochReport> history;
  private final Json layers;
  private final Map<String, Tensor> weights;
  private final Map<String, Tensor> optimizers;
  private final Map<String, Tensor> kept;
  private final List<String> damaged;

  private SavedRun(
      Path source,
      boolean isCheckpoint,
      TrainingState state,
      List<EpochReport> history,
      Json layers,
      Map<String, Tensor> weights,
      Map<String, Tensor> optimizers,
      Map<String, Tensor> kept,
      List<String> damaged) {
    this.source = source;
    this.isCheckpoint = isCheckpoint;
    this.state = state;
    this.history = history;
    this.layers = layers;
    this.weights = weights;
    this.optimizers = optimizers;
    this.kept = kept;
    this.damaged = List.copyOf(damaged);
  }

  /** Whether there is one in a folder, as far as names of files tell. */
  public static boolean isIn(Path folder) {
    return !checkpoints(folder).isEmpty()
        || ModelFolder.find(folder).filter(at -> Files.exists(at.resolve(TRAINING))).isPresent();
  }

  /**
   * The steps after which the newest checkpoint in the folder of a model was written, if the model
   * is not of that moment: a run was killed, or is going on, after the model was saved.
   */
  public static OptionalLong beyondModel(Path folder) {
    List<CheckpointFile> all = checkpoints(folder);
    Optional<Path> training = ModelFolder.find(folder).map(at -> at.resolve(TRAINING));
    if (all.isEmpty() || training.filter(Files::isRegularFile).isEmpty()) {
      return OptionalLong.empty();
    }
    long steps = all.getFirst().step();
    return steps == json(training.get()).longValue("step")
        ? OptionalLong.empty()
        : OptionalLong.of(steps);
  }

  /** Whether all epochs are over that there were to be, and the model of their end is saved. */
  public boolean isOver() {
    return position().epoch() >= epochs() && !isCheckpoint;
  }

  private static List<CheckpointFile> checkpoints(Path folder) {
    Path current = ModelFolder.find(folder).orElse(folder);
    List<CheckpointFile> beside = CheckpointFile.all(current.resolve(ModelFolder.CHECKPOINTS));
    return beside.isEmpty() ? CheckpointFile.all(folder) : beside;
  }

  /**
   * Reads it.
   *
   * @param folder of the model, or that of its checkpoints
   * @throws FormatException if there is none, or all is damaged
   */
  public static SavedRun read(Path folder) {
    List<String> damaged = new ArrayList<>();
    for (CheckpointFile file : checkpoints(folder)) {
      try {
        return of(file, damaged);
      } catch (AtledException e) {
        damaged.add(Objects.requireNonNullElse(e.getMessage(), e.toString()));
      }
    }
    if (!damaged.isEmpty() && ModelFolder.find(folder).isEmpty()) {
      throw new AtledException(
          "No checkpoint in %s can be read: %s".formatted(folder, String.join(" ", damaged)));
    }
    return ofModel(ModelFolder.current(folder), damaged);
  }

  private static SavedRun of(CheckpointFile file, List<String> damaged) {
    CheckpointFile.Content content = file.read();
    JsonPlace json = JsonPlace.parse(content.state(), file.path().toString());
    return new SavedRun(
        file.path(),
        true,
        TrainingState.of(json.object("training"), content.part(METRICS_PART)),
        HistoryFile.history(json.object("history")),
        json.get("layers").value(),
        content.part(MODEL_PART),
        content.part(OPTIMIZER_PART),
        content.part(KEPT_PART),
        damaged);
  }

  private static SavedRun ofModel(Path folder, List<String> damaged) {
    Path file = folder.resolve(TRAINING);
    JsonPlace json = json(file);
    Path partial = folder.resolve(PARTIAL);
    var beside =
        new CheckpointFile.Content(
            "",
            Files.exists(partial)
                ? new LinkedHashMap<>(CellFile.read(partial))
                : new LinkedHashMap<>());
    return new SavedRun(
        folder,
        false,
        TrainingState.of(json, beside.part(METRICS_PART)),
        HistoryFile.read(folder),
        ModelFolder.layers(folder),
        Map.of(),
        CellFile.read(folder.resolve(OPTIMIZER)),
        beside.part(KEPT_PART),
        damaged);
  }

  private static JsonPlace json(Path file) {
    try {
      return JsonPlace.parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new AtledException(
          "Cannot read " + file + ", which resuming needs; was the model saved by a run? " + e, e);
    }
  }

  /** Writes what belongs to a run into the folder of its model. */
  static void write(Path folder, Run run) throws IOException {
    SafetensorsWriter.write(
        folder.resolve(OPTIMIZER),
        TrainingState.numbers(run.optimizers()),
        new LinkedHashMap<>(Map.of("format", "pt")));
    Files.writeString(folder.resolve(TRAINING), TrainingState.json(run).pretty() + "\n");
    HistoryFile.write(folder, run.history());
    SequencedMap<String, Tensor> partial = partial(run);
    if (!partial.isEmpty()) {
      SafetensorsWriter.write(folder.resolve(PARTIAL), partial, new LinkedHashMap<>());
    }
  }

  private static SequencedMap<String, Tensor> partial(Run run) {
    SequencedMap<String, Tensor> partial = new LinkedHashMap<>();
    run.begun()
        .metrics()
        .forEach((name, sums) -> partial.put(METRICS_PART + name, Tensor.of(sums)));
    Course.kept(run.course().listeners())
        .forEach((name, numbers) -> partial.put(KEPT_PART + name, numbers));
    return partial;
  }

  /** All numbers of a run as they are at the moment, by the names that a checkpoint has. */
  static SequencedMap<String, Tensor> numbers(Run run) {
    SequencedMap<String, Tensor> all = new LinkedHashMap<>();
    run.module()
        .state()
        .entries()
        .forEach((name, cell) -> all.put(MODEL_PART + name, cell.value()));
    TrainingState.numbers(run.optimizers())
        .forEach((name, tensor) -> all.put(OPTIMIZER_PART + name, tensor));
    all.putAll(partial(run));
    return all;
  }

  /** What a checkpoint says of a run beside its numbers, as JSON. */
  static String state(Run run) {
    return JsonObject.builder()
        .put("training", TrainingState.json(run))
        .put("history", HistoryFile.json(run.history()))
        .put("layers", Layers.describe(run.module()))
        .build()
        .compact();
  }

  /** The file, or the folder of the model, that was read. */
  public Path source() {
    return source;
  }

  /** Where the next step would be. */
  public Run.Position position() {
    return state.position();
  }

  /** How many epochs there were to be. */
  public int epochs() {
    return state.epochs();
  }

  /** The epochs that have ended. */
  public List<EpochReport> history() {
    return history;
  }

  /** What a program had kept with it: {@link Trainer#notes(JsonObject)}. */
  public Optional<JsonPlace> notes() {
    return state.notes();
  }

  /** What was found damaged, newer than what was read: a sentence for each file. */
  public List<String> damaged() {
    return damaged;
  }

  Run.Begun begun() {
    return state.begun();
  }

  /**
   * Refuses a trainer that would go on otherwise than the run began.
   *
   * @throws StateException naming what is another
   */
  void check(Trainer trainer, DataLoader data) {
    state.check(trainer, data);
    difference("", layers, Layers.describe(trainer.module()))
        .ifPresent(text -> {
          throw new StateException(
              "The saved run trained another network: %s; give the trainer the same architecture."
                  .formatted(text));
        });
    // A checkpoint may be the last that its process wrote: what is left to do is to save the model.
    if (position().epoch() >= trainer.epochs()
        && (!isCheckpoint || position().epoch() > trainer.epochs())) {
      throw new StateException(
          "The saved run has ended epoch "
              + position().epoch()
              + " and the trainer asks for "
              + trainer.epochs()
              + "; ask for more epochs.");
    }
  }

  /** Where two descriptions of networks first differ. */
  private static Optional<String> difference(String path, Json saved, Json given) {
    if (saved.equals(given)) {
      return Optional.empty();
    }
    if (saved instanceof JsonObject(var before) && given instanceof JsonObject(var now)) {
      for (Map.Entry<String, Json> member : before.entrySet()) {
        Json other = now.get(member.getKey());
        Optional<String> inside =
            other == null
                ? Optional.empty()
                : difference(path + "." + member.getKey(), member.getValue(), other);
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    if (saved instanceof JsonArray(var before)
        && given instanceof JsonArray(var now)
        && before.size() == now.size()) {
      for (int i = 0; i < before.size(); i++) {
        Optional<String> inside = difference(path + "[" + i + "]", before.get(i), now.get(i));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    String place = path.isEmpty() ? "" : path.substring(1) + " is ";
    return Optional.of("%s%s there and %s here".formatted(place, saved.compact(), given.compact()));
  }

  /**
   * Gives optimizers their numbers back; all are checked before any is changed.
   *
   * @throws StateException if they are of other parameters
   */
  void restore(SequencedMap<String, Mover> of) {
    TrainingState.restore(of, optimizers);
  }

  /** Gives the network its numbers, and listeners theirs. */
  void restore(Trainer trainer) {
    if (isCheckpoint) {
      trainer.module().state().restore(weights);
      trainer.module().markInitialized();
    } else {
      ModelFolder.restore(source, trainer.module());
    }
    Course.giveBack(Course.resumables(trainer), kept);
  }
}
