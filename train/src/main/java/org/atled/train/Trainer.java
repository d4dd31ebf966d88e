package org.atled.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.atled.compile.Compiled;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Slot;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Method;
import org.atled.nn.optim.Mover;
import org.atled.nn.optim.Schedule;

/**
 * Trains a network: for each batch the loss, its gradients, and the optimizer's step. It only calls
 * steps and optimizers, and tells its listeners what happened.
 *
 * <p>The usual step takes a model's output for x and a loss of it against y. Any other is a {@link
 * Step}: of batches with other tensors, modules with other inputs and results. Where several parts
 * of a network learn by losses of their own, one after the other for each batch, each is a {@link
 * Phase}.
 *
 * <p>Steps on batches of a shape that has come a hundred times run as a plan ({@link Compiled}),
 * with the same bits. What a module of your own keeps in Java beside its cells is looked at again
 * when an epoch begins; keep what changes more often in a {@link Slot}. The system property {@code
 * atled.compile=off} turns plans off.
 *
 * <p>The seed decides everything random: the weights that nothing has filled yet, the order of the
 * examples, and what dropout drops.
 *
 * @param module what learns
 * @param phases what is done with each batch, in this order; at least one
 * @param schedule what the rules' learning rates are multiplied by as the run goes on
 * @param epochs at least 1
 * @param batchSize at least 1
 * @param stop see {@link #stopWhen}
 * @param checkpoints see {@link #checkpoints(Checkpoints)}
 * @param tile see {@link #inTilesOf}
 * @param notes see {@link #notes(JsonObject)}
 */
public record Trainer(
    Module module,
    List<Phase> phases,
    Schedule schedule,
    int epochs,
    int batchSize,
    List<Metric> metrics,
    Seed seed,
    List<TrainingListener> listeners,
    BooleanSupplier stop,
    Optional<Checkpoints> checkpoints,
    Optional<Integer> tile,
    JsonObject notes) {
  public Trainer {
    if (epochs < 1) {
      throw new ArgumentException("epochs is " + epochs + " but must be at least 1.");
    }
    if (batchSize < 1) {
      throw new ArgumentException("The batch size is " + batchSize + " but must be at least 1.");
    }
    tile.ifPresent(Sliding.byOne()::inTilesOf); // which refuses others than 2 and 4
    phases = List.copyOf(phases);
    List<String> names = phases.stream().map(Phase::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new ArgumentException(
          "The phases are %s but there must be at least one, each with a name of its own."
              .formatted(names));
    }
    metrics = List.copyOf(metrics);
    listeners = List.copyOf(listeners);
  }

  /**
   * A trainer of one epoch, batches of 32, seed 0 and the rule's own learning rate, without metrics
   * and listeners, until told otherwise.
   *
   * @param loss what is made small; with the data's task it decides what the outputs mean, see
   *     {@link Objective}
   * @param rule how parameters move: {@code Adam.withLearningRate(1e-3)}
   */
  public static Trainer of(Layer model, Loss loss, Method rule) {
    return of(model, rule, new Supervised(model, loss));
  }

  /**
   * The same for a step of one's own.
   *
   * @param module what learns: any module
   * @param step applies it, and gives the loss that is made small
   */
  public static Trainer of(Module module, Method rule, Step step) {
    return of(module, new Phase(Phase.ONLY, module, rule, step));
  }

  /**
   * The same for a network of which several parts learn by losses of their own.
   *
   * @param module what learns, which holds all parts
   * @param phases what is done with each batch, in this order
   * @throws ArgumentException if two phases have the same name
   */
  public static Trainer of(Module module, Phase... phases) {
    return new Trainer(
        module,
        List.of(phases),
        Schedule.constant(),
        1,
        32,
        List.of(),
        Seed.of(0),
        List.of(),
        () -> false,
        Optional.empty(),
        Optional.empty(),
        JsonObject.builder().build());
  }

  /**
   * The model, if it goes from one tensor to one.
   *
   * @throws StateException if it does not; then {@link #module} is it
   */
  public Layer model() {
    return Mismatch.layer(module);
  }

  private Trainer with(Consumer<TrainerDraft> change) {
    TrainerDraft draft = new TrainerDraft(this);
    change.accept(draft);
    return draft.trainer();
  }

  /**
   * The learning rate follows a schedule over all steps of the run: before each step it is each
   * rule's times the schedule's factor. Constant unless told otherwise. A rule without a learning
   * rate is an error in {@link #fit}, and so is any other schedule with {@link
   * org.atled.nn.optim.Lbfgs}.
   */
  public Trainer schedule(Schedule course) {
    return with(trainer -> trainer.schedule = course);
  }

  /**
   * How often to go through the data; 1 unless told otherwise.
   *
   * @throws ArgumentException if it is less than 1
   */
  public Trainer epochs(int count) {
    return with(trainer -> trainer.epochs = count);
  }

  /**
   * How many examples a step learns from; 32 unless told otherwise. The last batch of an epoch may
   * have fewer.
   *
   * @throws ArgumentException if it is less than 1
   */
  public Trainer batchSize(int examples) {
    return with(trainer -> trainer.batchSize = examples);
  }

  /**
   * What is measured beside the loss, in training and in validation, in place of what was said
   * before; nothing unless told otherwise.
   */
  public Trainer metrics(Metric... measured) {
    return with(trainer -> trainer.metrics = List.of(measured));
  }

  /**
   * Decides everything random: the weights that nothing has filled yet, the order of the examples,
   * and what dropout drops. 0 unless told otherwise; the same seed gives the same bits.
   */
  public Trainer seed(long value) {
    return with(trainer -> trainer.seed = Seed.of(value));
  }

  /**
   * Tells one more listener what happens, after those that were given before. What it throws ends
   * the run.
   */
  public Trainer listener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return with(trainer -> trainer.listeners = more);
  }

  /**
   * Ends the run once a condition holds, in place of one that was given before; never unless told
   * otherwise. It is asked once for each step, on the training thread: after the step, and for the
   * last step of an epoch after {@link TrainingListener#epochDone}. So what a listener decides
   * there ends the run with the weights that its report measured. {@link Run#ending} says how it
   * went.
   */
  public Trainer stopWhen(BooleanSupplier condition) {
    return with(trainer -> trainer.stop = condition);
  }

  /**
   * Writes, while it trains, all that {@link #resume} needs, so that a run survives its process;
   * none unless told otherwise.
   */
  public Trainer checkpoints(Checkpoints wanted) {
    return with(trainer -> trainer.checkpoints = Optional.of(wanted));
  }

  /**
   * Computes the convolutions of training in tiles of so many windows down as across: 2 unless told
   * otherwise, and 4 for fewer multiplications and a greater rounding error, see {@link
   * Sliding#inTilesOf}. It is what the steps' mode says, {@link org.atled.nn.Mode#inTilesOf};
   * validation, and who uses the model later, compute as always.
   *
   * @throws ArgumentException if it is neither 2 nor 4
   */
  public Trainer inTilesOf(int windows) {
    return with(trainer -> trainer.tile = Optional.of(windows));
  }

  /**
   * Keeps what a program needs to make this trainer again, in checkpoints and with what {@link
   * SavedModel#save} writes; {@link SavedRun#notes} gives it back.
   */
  public Trainer notes(JsonObject kept) {
    return with(trainer -> trainer.notes = kept);
  }

  /** Trains without validation; see {@link #fit(Dataset, Dataset)}. */
  public Run fit(Dataset train) {
    return fit(train, Optional.empty());
  }

  /**
   * Trains, and measures on the second set after each epoch.
   *
   * @throws ArgumentException if there are no examples, or no convolution that is computed in the
   *     tiles that were asked for; or before the step of a batch that holds a label beyond the
   *     classes
   * @throws StateException before anything is changed, if the network has nothing to learn, its
   *     outputs are not those of the loss and the data's task, or its phases do not move all of it;
   *     before a step, if parameters were registered, or all frozen, since
   * @throws org.atled.core.error.ShapeException before the first step, if the loss is not one
   *     number
   * @throws NonFiniteLossException if a loss is not a finite number, before the step that would
   *     have followed; it names epoch, step and the first layer where such a number appeared
   */
  public Run fit(Dataset train, Dataset validation) {
    return fit(train, Optional.of(validation));
  }

  private Run fit(Dataset train, Optional<Dataset> validation) {
    Objective objective = new Checks(this).before(train);
    module.initializePending(seed.at("weights"));
    Run.Position start = new Run.Position(seed.value(), 0, 0, 0, batchSize);
    listeners.forEach(TrainingListener::runStarted);
    return new Training(this, objective, optimizers(), train, validation)
        .run(start, List.of(), Run.Begun.nothing(), false);
  }

  private SequencedMap<String, Mover> optimizers() {
    SequencedMap<String, Mover> optimizers = new LinkedHashMap<>();
    for (Phase phase : phases) {
      optimizers.put(phase.name(), phase.rule().over(phase.part().parameters()));
    }
    return optimizers;
  }

  /** Goes on without validation; see {@link #resume(Path, Dataset, Dataset)}. */
  public Run resume(Path folder, Dataset train) {
    return resume(read(folder), train, Optional.empty());
  }

  /**
   * Goes on where a saved run stopped, up to this trainer's epochs, and ends with the bits that a
   * run without the stop would have, on any number of threads. The model, the optimizers and the
   * listeners that are {@link Resumable} take the saved numbers; the history begins with what was
   * saved. With more epochs than were planned it ends as a run that was to have so many, where the
   * schedule does not depend on their number.
   *
   * <p>Of {@link Checkpoints} the newest is taken that is whole; a damaged one is named in a
   * warning.
   *
   * @param folder as {@link SavedModel#save} wrote it, or where {@link #checkpoints} are written
   * @param train the data that the run began with
   * @throws StateException if this trainer's network, phases, rules, schedule, seed, batch size,
   *     parts of a batch, tiles or data are not the run's, or its epochs are over; nothing is
   *     changed then
   */
  public Run resume(Path folder, Dataset train, Dataset validation) {
    return resume(read(folder), train, Optional.of(validation));
  }

  /** The same for a run that was read already; see {@link #resume(Path, Dataset, Dataset)}. */
  public Run resume(SavedRun saved, Dataset train, Dataset validation) {
    return resume(saved, train, Optional.of(validation));
  }

  private static SavedRun read(Path folder) {
    SavedRun saved = SavedRun.read(folder);
    for (String damaged : saved.damaged()) {
      System.getLogger("org.atled.train")
          .log(
              System.Logger.Level.WARNING,
              "{0} The run goes on from {1}.",
              damaged,
              saved.source());
    }
    return saved;
  }

  private Run resume(SavedRun saved, Dataset train, Optional<Dataset> validation) {
    saved.check(this, DataLoader.of(train, batchSize));
    Objective objective = new Checks(this).before(train);
    listeners.forEach(TrainingListener::runStarted);
    SequencedMap<String, Mover> optimizers = new LinkedHashMap<>();
    module.withoutSettling(() -> optimizers.putAll(optimizers()));
    saved.restore(optimizers);
    saved.restore(this);
    long seen = saved.begun().examples();
    listeners.forEach(listener -> listener.resumed(saved.history(), seen));
    return new Training(this, objective, optimizers, train, validation)
        .run(saved.position(), saved.history(), saved.begun(), true);
  }
}
