package org.atled.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.formats.file.AtomicFile;
import org.atled.nn.optim.Mover;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Schedule;

/** The loop: epoch after epoch, batch after batch, phase after phase. */
final class Training {
  private static final Run.Ending COMPLETED = Run.Ending.COMPLETED;

  private final Trainer trainer;
  private final Checks checks;
  private final Objective objective;
  private final SequencedMap<String, Mover> optimizers;
  private final Dataset train;
  private final Optional<Dataset> validation;
  private final DataLoader loader;
  private final Slot step = Slot.of(0L);
  private final SequencedMap<Phase, TrainingStep> steps = new LinkedHashMap<>();
  private final List<EvaluationStep> measuring;
  private final Course course;
  private final List<EpochReport> history = new ArrayList<>();
  private Run.Position at;
  private Run.Begun known = Run.Begun.nothing();

  /**
   * @param optimizers by the names of their phases
   */
  Training(
      Trainer trainer,
      Objective objective,
      SequencedMap<String, Mover> optimizers,
      Dataset train,
      Optional<Dataset> validation) {
    this.trainer = trainer;
    this.checks = new Checks(trainer);
    this.objective = objective;
    this.optimizers = optimizers;
    this.train = train;
    this.validation = validation;
    this.loader = DataLoader.of(train, trainer.batchSize()).shuffled(trainer.seed());
    this.measuring = EvaluationStep.of(trainer);
    this.course = Course.of(trainer, loader);
    this.at = new Run.Position(trainer.seed().value(), 0, 0, 0, trainer.batchSize());
    Seed draws = trainer.seed().at("draws");
    for (Phase phase : trainer.phases()) {
      Mover mover = mover(phase);
      if (mover instanceof Optimizer optimizer) {
        optimizer.slot("lr"); // a rule without one cannot follow a schedule, and is told so here
      }
      Seed own = trainer.phases().size() == 1 ? draws : draws.at(phase.name());
      steps.put(phase, new TrainingStep(trainer, phase, mover, own, step));
    }
  }

  private Mover mover(Phase phase) {
    return Optional.ofNullable(optimizers.get(phase.name())).orElseThrow();
  }

  /**
   * Goes on to the end, or until it is stopped.
   *
   * @param before what was reported already
   * @param begun what was found of the epoch that it goes on in
   * @param isResumed whether it was saved
   */
  Run run(Run.Position from, List<EpochReport> before, Run.Begun begun, boolean isResumed) {
    history.addAll(before);
    at = from;
    known = begun;
    if (trainer.checkpoints().isEmpty()) {
      return run(Optional.empty(), isResumed);
    }
    try (CheckpointWriter writer =
        CheckpointWriter.begin(
            trainer.checkpoints().get(), AtomicFile::write, state(COMPLETED), isResumed)) {
      Run run = run(Optional.of(writer), isResumed);
      writer.end(run);
      return run;
    }
  }

  private Run run(Optional<CheckpointWriter> writer, boolean isResumed) {
    // It was saved before anybody could ask whether to go on.
    boolean isOver = isResumed && at.batch() == 0 && trainer.stop().getAsBoolean();
    Run.Ending ending = isOver && at.epoch() < trainer.epochs() ? Run.Ending.STOPPED : COMPLETED;
    while (ending == COMPLETED && at.epoch() < trainer.epochs()) {
      ending = epoch(writer);
    }
    return state(ending);
  }

  /** The rest of an epoch; how it ended. */
  private Run.Ending epoch(Optional<CheckpointWriter> writer) {
    int number = at.epoch() + 1;
    trainer.listeners().forEach(l -> l.epochStarted(number, trainer.epochs(), train.size()));
    steps.values().forEach(TrainingStep::beginEpoch);
    Evaluation soFar = new Evaluation(trainer.metrics(), known);
    double before = known.seconds();
    long start = System.nanoTime();
    for (Batch batch : loader.epoch(at.epoch()).from(at.batch())) {
      prepare();
      checks.labels(batch, train.info());
      soFar.add(take(batch, at, soFar.examples()), batch);
      at = at.next(loader.batches());
      EpochReport.Measured measured = soFar.measured();
      trainer.listeners().forEach(l -> l.stepDone(soFar.examples(), measured));
      if (at.batch() != 0) {
        writer.ifPresent(w -> w.stepTaken(at.step(), () -> stateWithin(soFar, before, start)));
        if (trainer.stop().getAsBoolean()) {
          checks.finite(number);
          known = soFar.begun(before + seconds(start));
          return Run.Ending.INTERRUPTED;
        }
      }
    }
    double seconds = before + seconds(start);
    EpochReport report =
        new EpochReport(number, soFar.measured(), validated(), seconds, soFar.examples());
    checks.finite(number);
    history.add(report);
    known = Run.Begun.nothing();
    trainer.listeners().forEach(l -> l.epochDone(report));
    writer.ifPresent(w -> w.epochDone(report, at.step(), () -> state(COMPLETED)));
    return trainer.stop().getAsBoolean() && at.epoch() < trainer.epochs()
        ? Run.Ending.STOPPED
        : COMPLETED;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private Run stateWithin(Evaluation soFar, double before, long start) {
    known = soFar.begun(before + seconds(start));
    return state(Run.Ending.INTERRUPTED);
  }

  /** Where it stands. */
  private Run state(Run.Ending ending) {
    return new Run(
        trainer.module(), train.info(), objective, optimizers, history, ending, at, known, course);
  }

  private void prepare() {
    step.set(at.step());
    Schedule.Moment moment =
        new Schedule.Moment(
            at.step(),
            (double) trainer.epochs() * loader.batches(),
            loader.batches(),
            history.stream().map(Training::loss).toList());
    double factor = trainer.schedule().factor(moment);
    OptionalDouble momentum = trainer.schedule().momentum(moment);
    for (Phase phase : trainer.phases()) {
      if (mover(phase) instanceof Optimizer optimizer) {
        optimizer.scaleLearningRates(factor);
        momentum.ifPresent(optimizer::momentum);
      }
    }
  }

  /** What a schedule goes by: of several phases the sum. */
  static double loss(EpochReport report) {
    return report.test().orElse(report.train()).losses().values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private Evaluation.Found take(Batch batch, Run.Position at, long examples) {
    Evaluation.Found found = Evaluation.Found.none();
    for (Phase phase : trainer.phases()) {
      TrainingStep training = Optional.ofNullable(steps.get(phase)).orElseThrow();
      TrainingStep.Taken taken = training.take(batch);
      if (!Double.isFinite(taken.loss())) {
        String of = trainer.phases().size() == 1 ? "" : " of \"" + phase.name() + "\"";
        throw new NonFiniteLossException(
            "The loss%s is %s in epoch %s after %s examples (step %s); the first number that is not finite is in %s. Try a smaller learning rate."
                .formatted(
                    of,
                    taken.loss(),
                    at.epoch() + 1,
                    examples,
                    at.step() + 1,
                    training.firstNonFinite(batch)));
      }
      found = found.and(phase.name(), taken.loss(), taken.outputs());
    }
    return found;
  }

  private Optional<EpochReport.Measured> validated() {
    return validation.map(set ->
        Evaluation.of(
            measuring, trainer.metrics(), set, trainer.batchSize(), (found, batch) -> {}));
  }
}
