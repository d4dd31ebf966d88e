package org.atled.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.atled.compile.Compiled;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Schedule;

/**
 * The training loop: for each batch the loss, its gradients, and the optimizer's step. It only
 * calls layers, losses and optimizers, and tells its listeners what happened.
 *
 * <p>Steps on batches of a shape that has come a hundred times run as a plan ({@link Compiled}),
 * with the same bits. What a module of your own keeps in Java beside its cells is looked at again
 * when an epoch begins; keep what changes more often in a {@link Slot}. The system property {@code
 * atled.compile=off} turns plans off.
 *
 * <p>The seed decides everything random: the weights that nothing has filled yet, the order of the
 * examples, and what dropout drops.
 *
 * @param schedule what the rule's learning rate is multiplied by as the run goes on
 * @param epochs at least 1
 * @param batchSize at least 1
 * @param stop see {@link #stopWhen}
 */
public record Trainer(
    Layer model,
    Loss loss,
    Rule rule,
    Schedule schedule,
    int epochs,
    int batchSize,
    List<Metric> metrics,
    Seed seed,
    List<TrainingListener> listeners,
    BooleanSupplier stop) {
  public Trainer {
    if (epochs < 1) {
      throw new ArgumentException("epochs is " + epochs + " but must be at least 1.");
    }
    if (batchSize < 1) {
      throw new ArgumentException("The batch size is " + batchSize + " but must be at least 1.");
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
  public static Trainer of(Layer model, Loss loss, Rule rule) {
    return new Trainer(
        model,
        loss,
        rule,
        Schedule.constant(),
        1,
        32,
        List.of(),
        Seed.of(0),
        List.of(),
        () -> false);
  }

  /**
   * The learning rate follows a schedule over all steps of the run: before each step it is the
   * rule's times the schedule's factor. Constant unless told otherwise. A rule without a learning
   * rate is an error in {@link #fit}.
   */
  public Trainer schedule(Schedule course) {
    return new Trainer(
        model, loss, rule, course, epochs, batchSize, metrics, seed, listeners, stop);
  }

  /**
   * How often to go through the data; 1 unless told otherwise.
   *
   * @throws ArgumentException if it is less than 1
   */
  public Trainer epochs(int count) {
    return new Trainer(
        model, loss, rule, schedule, count, batchSize, metrics, seed, listeners, stop);
  }

  /**
   * How many examples a step learns from; 32 unless told otherwise. The last batch of an epoch may
   * have fewer.
   *
   * @throws ArgumentException if it is less than 1
   */
  public Trainer batchSize(int examples) {
    return new Trainer(
        model, loss, rule, schedule, epochs, examples, metrics, seed, listeners, stop);
  }

  /**
   * What is measured beside the loss, in training and in validation, in place of what was said
   * before; nothing unless told otherwise.
   */
  public Trainer metrics(Metric... measured) {
    return new Trainer(
        model, loss, rule, schedule, epochs, batchSize, List.of(measured), seed, listeners, stop);
  }

  /**
   * Decides everything random: the weights that nothing has filled yet, the order of the examples,
   * and what dropout drops. 0 unless told otherwise; the same seed gives the same bits.
   */
  public Trainer seed(long value) {
    return new Trainer(
        model, loss, rule, schedule, epochs, batchSize, metrics, Seed.of(value), listeners, stop);
  }

  /**
   * Tells one more listener what happens, after those that were given before. What it throws ends
   * the run.
   */
  public Trainer listener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new Trainer(model, loss, rule, schedule, epochs, batchSize, metrics, seed, more, stop);
  }

  /**
   * Ends the run once a condition holds, in place of one that was given before; never unless told
   * otherwise. It is asked once for each step, on the training thread: after the step, and for the
   * last step of an epoch after {@link TrainingListener#epochDone}. So what a listener decides
   * there ends the run with the weights that its report measured. {@link Run#ending} says how it
   * went.
   */
  public Trainer stopWhen(BooleanSupplier condition) {
    return new Trainer(
        model, loss, rule, schedule, epochs, batchSize, metrics, seed, listeners, condition);
  }

  /** Trains without validation; see {@link #fit(Dataset, Dataset)}. */
  public Run fit(Dataset train) {
    return fit(train, Optional.empty());
  }

  /**
   * Trains, and measures on the second set after each epoch.
   *
   * @throws ArgumentException if there are no examples, or before the step of a batch that holds a
   *     label beyond the classes
   * @throws StateException before anything is changed, if the network has nothing to learn, or its
   *     outputs are not those of the loss and the data's task; before a step, if parameters were
   *     registered, or all frozen, since
   * @throws org.atled.core.error.ShapeException before the first step, if the loss is not one
   *     number
   * @throws NonFiniteLossException if a loss is not a finite number, before the step that would
   *     have followed; it names epoch, step and the first layer where such a number appeared
   */
  public Run fit(Dataset train, Dataset validation) {
    return fit(train, Optional.of(validation));
  }

  private Run fit(Dataset train, Optional<Dataset> validation) {
    Objective objective = objective(train);
    model.initializePending(seed.at("weights"));
    Run.Position start = new Run.Position(seed.value(), 0, 0, 0, batchSize);
    return run(objective, rule.over(model.parameters()), start, List.of(), train, validation);
  }

  /** All that can be checked before anything is changed; what the outputs will mean. */
  private Objective objective(Dataset train) {
    if (train.size() == 0) {
      throw new ArgumentException(
          "\"" + train.info().name() + "\" has no examples; training needs at least one.");
    }
    try {
      List<Objective> decided = new ArrayList<>();
      model.withoutSettling(() -> {
        Composition.of(model).requireLearning();
        decided.add(Objective.of(model, train.info(), loss));
      });
      return decided.getFirst();
    } catch (StateException e) {
      throw e.within("Trainer");
    }
  }

  /** Goes on without validation; see {@link #resume(Path, Dataset, Dataset)}. */
  public Run resume(Path folder, Dataset train) {
    return resume(folder, train, Optional.empty());
  }

  /**
   * Goes on where a saved run stopped, up to this trainer's epochs, and ends with the bits that a
   * run without the stop would have. The model and the optimizer take the saved numbers; the
   * learning rate follows this trainer's rule and schedule. The history begins with what was saved;
   * the first report of an epoch that ends from now on measures only what was left of it.
   *
   * @param folder as {@link SavedModel#save} wrote it
   * @param train the data that the run began with
   * @throws StateException if this trainer's model, rule, seed or batch size are not the run's, or
   *     its epochs are over; nothing is changed then
   */
  public Run resume(Path folder, Dataset train, Dataset validation) {
    return resume(folder, train, Optional.of(validation));
  }

  private Run resume(Path folder, Dataset train, Optional<Dataset> validation) {
    Path current = ModelFolder.current(folder);
    TrainingState saved = TrainingState.read(current);
    saved.check(this, DataLoader.of(train, batchSize));
    Objective objective = objective(train);
    List<EpochReport> before = HistoryFile.read(current);
    Optimizer optimizer = rule.over(model.parameters());
    optimizer.restore(saved.optimizer());
    ModelFolder.restore(current, model);
    return run(objective, optimizer, saved.position(), before, train, validation);
  }

  private Run run(
      Objective objective,
      Optimizer optimizer,
      Run.Position from,
      List<EpochReport> before,
      Dataset train,
      Optional<Dataset> validation) {
    DataLoader loader = DataLoader.of(train, batchSize).shuffled(seed);
    Slot step = Slot.of(from.step());
    optimizer.slot("lr"); // a rule without one cannot follow a schedule, and is told so here
    double lr = rule.hyperparameters().getOrDefault("lr", 0.0);
    TrainingStep training = new TrainingStep(model, loss, optimizer, seed.at("draws"), step);
    List<EpochReport> history = new ArrayList<>(before);
    Run.Position at = from;
    Run.Ending ending = Run.Ending.COMPLETED;
    while (ending == Run.Ending.COMPLETED && at.epoch() < epochs) {
      int number = at.epoch() + 1;
      listeners.forEach(l -> l.epochStarted(number, epochs, train.size()));
      training.beginEpoch();
      Evaluation soFar = new Evaluation(metrics);
      long start = System.nanoTime();
      for (Batch batch : loader.epoch(at.epoch()).from(at.batch())) {
        step.set(at.step());
        double progress = at.step() / ((double) epochs * loader.batches());
        optimizer.learningRate(lr * schedule.factor(progress));
        if (train.info().task() instanceof Task.Classification(List<String> classes)) {
          checkLabels(batch, train.info(), classes.size());
        }
        take(training, batch, step, soFar, number);
        at = at.next(loader.batches());
        EpochReport.Measured measured = soFar.measured();
        listeners.forEach(l -> l.stepDone(soFar.examples(), measured));
        if (at.batch() != 0 && stop.getAsBoolean()) {
          requireFinite(number);
          ending = Run.Ending.INTERRUPTED;
          break;
        }
      }
      if (at.batch() == 0) {
        double seconds = (System.nanoTime() - start) / 1e9;
        EpochReport report =
            new EpochReport(
                number,
                soFar.measured(),
                validation.map(set -> Evaluation.of(model, loss, metrics, set, batchSize)),
                seconds,
                soFar.examples());
        requireFinite(number);
        history.add(report);
        listeners.forEach(l -> l.epochDone(report));
        if (stop.getAsBoolean() && at.epoch() < epochs) {
          ending = Run.Ending.STOPPED;
        }
      }
    }
    return new Run(model, train.info(), objective, optimizer, history, ending, at);
  }

  /** A loss finds some of them too, but cannot say which example it is. */
  private static void checkLabels(Batch batch, DatasetInfo info, int classes) {
    long[] labels = batch.y().toLongs();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new ArgumentException(
            "Trainer: example "
                + batch.index().toLongs()[i]
                + " of \""
                + info.name()
                + "\" has the label "
                + labels[i]
                + " but there are "
                + classes
                + " classes, numbered from 0 to "
                + (classes - 1)
                + "; mend the label, or name its class in the task.");
      }
    }
  }

  /**
   * A step may write numbers that are not finite although its loss was: the next loss would show
   * it, but the last step has none.
   */
  private void requireFinite(int epoch) {
    model
        .state()
        .entries()
        .forEach((path, cell) -> {
          if (!Diagnosis.finite(cell.value())) {
            throw new NonFiniteLossException(
                "In epoch "
                    + epoch
                    + " "
                    + cell
                    + " came to hold a number that is not finite; nothing is to be saved of it. Try"
                    + " a smaller learning rate.");
          }
        });
  }

  private void take(TrainingStep step, Batch batch, Slot number, Evaluation soFar, int epoch) {
    TrainingStep.Outcome outcome = step.take(batch);
    if (!Double.isFinite(outcome.loss())) {
      throw new NonFiniteLossException(
          "The loss is "
              + outcome.loss()
              + " in epoch "
              + epoch
              + " after "
              + soFar.examples()
              + " examples (step "
              + (number.value().toLongs()[0] + 1)
              + "); the first number that is not finite is in "
              + Diagnosis.firstNonFinite(model, batch.x(), step.mode(batch.index()))
              + ". Try a smaller learning rate.");
    }
    soFar.add(outcome.output(), batch, outcome.loss());
  }
}
