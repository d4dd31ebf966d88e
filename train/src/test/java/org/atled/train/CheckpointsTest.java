package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.cpu.Cpu;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.formats.file.LockFile;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.ReduceOnPlateau;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Sgd;
import org.atled.train.metric.Average;
import org.atled.train.metric.ClassMetric;
import org.atled.train.metric.ProbabilityMetric;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 13 batches an epoch, 3 epochs, a checkpoint every 4 steps and at each best epoch. */
class CheckpointsTest {
  /** Ends a run as nobody would foresee. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Split moons = Problems.moons();
  @TempDir private Path work = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void name() {
    out = work.resolve("run");
  }

  private Trainer trainer() {
    return Problems.trainer(Problems.network())
        .metrics(
            Accuracy.top1(),
            ClassMetric.f1(2, Average.MACRO),
            ProbabilityMetric.rocAuc(),
            ProbabilityMetric.logLoss(),
            ProbabilityMetric.calibrationError());
  }

  private Trainer checked() {
    return trainer().checkpoints(Checkpoints.in(out).everySteps(4));
  }

  private static Trainer doing(Trainer trainer, int step, Runnable action) {
    int[] taken = {0};
    return trainer.listener(
        new TrainingListener() {
          @Override
          public void stepDone(long examples, EpochReport.Measured soFar) {
            if (++taken[0] == step) {
              action.run();
            }
          }
        });
  }

  private void killed(Trainer trainer, int step) {
    assertThatThrownBy(() ->
            doing(
                    trainer,
                    step,
                    () -> {
                      throw new Killed();
                    })
                .fit(moons.train(), moons.test()))
        .isInstanceOf(Killed.class);
  }

  private static List<EpochReport.Measured> measured(Run run) {
    List<EpochReport.Measured> all = new ArrayList<>();
    for (EpochReport report : run.history()) {
      all.add(report.train());
      report.test().ifPresent(all::add);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 13, 14, 30, 39})
  void aRunThatWasKilledHasTheBitsAndTheHistoryOfOneThatWasNot(int step) {
    Run whole = trainer().fit(moons.train(), moons.test());
    killed(checked(), step);
    int threads = Cpu.threads();
    Cpu.setThreads(3);
    Run resumed;
    try {
      resumed = checked().resume(out, moons.train(), moons.test());
    } finally {
      Cpu.setThreads(threads);
    }

    assertThat(Problems.weights(resumed.module())).isEqualTo(Problems.weights(whole.module()));
    assertThat(resumed.position()).isEqualTo(whole.position());
    assertThat(measured(resumed)).isEqualTo(measured(whole));
    assertThat(resumed.history().stream().map(EpochReport::examples))
        .containsExactly(200L, 200L, 200L);
  }

  @Test
  void theLastOnesAndTheBestAreKept() {
    Run run =
        trainer().checkpoints(Checkpoints.in(out).everySteps(4).keeping(3)).fit(moons.train());

    List<CheckpointFile> kept = CheckpointFile.all(out.resolve("checkpoints"));
    assertThat(kept).hasSize(3);
    assertThat(kept.getFirst().step()).isEqualTo(39);
    assertThat(kept.getFirst().isBest()).isTrue(); // the last epoch had the lowest loss
    assertThat(run.ending()).isEqualTo(Run.Ending.COMPLETED);
    assertThat(out.resolve("checkpoints")).isDirectoryNotContaining("glob:**/lock");
    // A rate of 0 gets nowhere: the first epoch stays the best one.
    Trainer.of(Problems.network(), new CrossEntropyLoss(), Sgd.withLearningRate(0))
        .epochs(9)
        .checkpoints(Checkpoints.in(out).keeping(1))
        .fit(moons.train(), moons.test());
    assertThat(CheckpointFile.all(out.resolve("checkpoints")))
        .extracting(CheckpointFile::isBest)
        .containsExactly(false, true);
  }

  @Test
  void thoseOfAnEarlierRunGoWhenTheFirstIsWritten() {
    checked().fit(moons.train());
    killed(checked().seed(8), 3);
    assertThat(SavedRun.read(out).position().seed()).isEqualTo(7);
    killed(checked().seed(8), 5);

    assertThat(SavedRun.read(out).position()).isEqualTo(new Run.Position(8, 4, 0, 4, 16));
    assertThat(CheckpointFile.all(out.resolve("checkpoints"))).hasSize(1);
  }

  @Test
  void aMomentMayBeSaidToo() {
    killed(trainer().checkpoints(Checkpoints.in(out).every(Duration.ofNanos(1))), 3);

    assertThat(SavedRun.read(out).position().step()).isBetween(1L, 2L);
  }

  @Test
  void moreEpochsThanPlannedAndAStopAreGoneOnFrom() {
    Run whole = trainer().epochs(4).fit(moons.train(), moons.test());
    int[] asked = {0};
    checked().stopWhen(() -> ++asked[0] == 15).fit(moons.train(), moons.test());
    assertThat(SavedRun.read(out).position().step()).isEqualTo(15);
    SavedRun saved = SavedRun.read(out);
    assertThat(saved.epochs()).isEqualTo(3);
    checked().resume(out, moons.train(), moons.test());

    Run resumed = checked().epochs(4).resume(out, moons.train(), moons.test());

    assertThat(Problems.weights(resumed.module())).isEqualTo(Problems.weights(whole.module()));
    assertThat(measured(resumed)).isEqualTo(measured(whole));
    // Its process may have ended before it saved the model: then that is all there is to do.
    Run again = checked().epochs(4).resume(out, moons.train(), moons.test());
    assertThat(again.ending()).isEqualTo(Run.Ending.COMPLETED);
    assertThat(Problems.weights(again.module())).isEqualTo(Problems.weights(whole.module()));
  }

  private static Run stopping(Trainer trainer, Split data, Consumer<EarlyStopping> then) {
    EarlyStopping early = EarlyStopping.of(trainer.module(), 2).leastChange(0.02);
    Run run = trainer.epochs(40).listener(early).stopWhen(early).fit(data.train(), data.test());
    then.accept(early);
    return run;
  }

  @Test
  void theBestWeightsAreBackHoweverTrainingEnded() {
    int[] bestEpoch = {0};
    Run whole =
        stopping(
            trainer(),
            moons,
            early -> {
              bestEpoch[0] = early.bestEpoch();
              early.restore();
            });
    assertThat(whole.ending()).isEqualTo(Run.Ending.STOPPED);
    int steps = (int) whole.position().step();

    // In the epoch after the best one, and just when all was over.
    for (int step : new int[] {steps - 20, steps + 1}) {
      Trainer first = checked();
      Run killed = null;
      try {
        killed =
            stopping(
                doing(
                    first,
                    step,
                    () -> {
                      throw new Killed();
                    }),
                moons,
                early -> {});
      } catch (Killed e) {
        assertThat(step).isLessThan(steps);
      }
      assertThat(killed == null).isEqualTo(step < steps);
      Trainer second = checked();
      EarlyStopping early = EarlyStopping.of(second.module(), 2).leastChange(0.02);
      Run resumed =
          second
              .epochs(40)
              .listener(early)
              .stopWhen(early)
              .resume(out, moons.train(), moons.test());
      early.restore();

      assertThat(resumed.ending()).isEqualTo(Run.Ending.STOPPED);
      assertThat(early.bestEpoch()).isEqualTo(bestEpoch[0]);
      assertThat(measured(resumed)).isEqualTo(measured(whole));
      assertThat(Problems.weights(resumed.module())).isEqualTo(Problems.weights(whole.module()));
    }
  }

  @Test
  void aListenerBeginsAnewInASecondRun() {
    Layer model = Problems.network();
    EarlyStopping early = EarlyStopping.of(model, 2).leastChange(0.02);
    Trainer trainer = Problems.trainer(model).epochs(40).listener(early).stopWhen(early);
    Run first = trainer.fit(moons.train(), moons.test());
    int best = early.bestEpoch();
    model.initialize(Seed.of(7).at("weights"));

    Run second = trainer.fit(moons.train(), moons.test());

    assertThat(second.history()).hasSameSizeAs(first.history());
    assertThat(measured(second)).isEqualTo(measured(first));
    assertThat(early.bestEpoch()).isEqualTo(best);
  }

  private void refuses(Trainer trainer, Split data, String message) {
    Map<String, List<Float>> before = Problems.weights(trainer.module());
    assertThatThrownBy(() -> trainer.resume(out, data.train()))
        .isInstanceOf(StateException.class)
        .hasMessage(message);
    assertThat(Problems.weights(trainer.module())).isEqualTo(before);
  }

  @Test
  void anotherRunThanWasBegunIsRefusedByName() {
    killed(checked().schedule(Schedule.cosine()), 14);

    refuses(
        trainer(),
        moons,
        "The saved run's schedule multiplies the learning rate by 0.998378654067105 at step 1, but"
            + " the trainer's 1.0; give it the same schedule.");
    refuses(
        trainer().schedule(Schedule.cosine().times(ReduceOnPlateau.usual().patience(0))),
        moons,
        "The saved run's schedule multiplies the learning rate by 0.2500000000000001 at step 26,"
            + " but the trainer's 0.025000000000000012; give it the same schedule.");
    Trainer same = trainer().schedule(Schedule.cosine());
    Supervised step = new Supervised(same.model(), new CrossEntropyLoss());
    refuses(
        Trainer.of(same.model(), Adam.withLearningRate(0.01), step.inParts(2))
            .schedule(Schedule.cosine())
            .batchSize(16)
            .epochs(3)
            .seed(7),
        moons,
        "The saved run has the parts of a batch [1] but the trainer has [2]; give it the same.");
    refuses(
        same,
        Toy.moons().generate(Seed.of(4), 200, 50),
        "The saved run learned from other data than \"moons\": the numbers of its 200 examples are"
            + " not the same; give it the data that it began with.");
    refuses(
        same,
        Toy.moons().generate(Seed.of(3), 201, 50),
        "The saved run learned from 200 examples, but \"moons\" has 201; give it the data that it"
            + " began with.");
    refuses(
        Problems.trainer(
                Sequential.of(
                    new Linear(2, 16),
                    new ReLU(),
                    new Dropout(0.1),
                    new Linear(16, 8),
                    new ReLU(),
                    new Linear(8, 2)))
            .schedule(Schedule.cosine()),
        moons,
        "The saved run trained another network: layers[4].type is \"Tanh\" there and \"ReLU\" here;"
            + " give the trainer the same architecture.");
    assertThat(same.resume(out, moons.train()).history()).hasSize(3);
  }

  @Test
  void aDamagedOneIsNamedAndTheOneBeforeItUsed() throws IOException {
    killed(checked(), 30); // those of the first two epochs are there, however slow the disk is
    List<CheckpointFile> files = CheckpointFile.all(out.resolve("checkpoints"));
    Path newest = files.getFirst().path();
    byte[] bytes = Files.readAllBytes(newest);
    for (int place : new int[] {bytes.length - 1, bytes.length / 2, 300}) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= 1;
      Files.write(newest, damaged);

      SavedRun saved = SavedRun.read(out);

      assertThat(saved.source()).isEqualTo(files.get(1).path());
      assertThat(saved.damaged()).hasSize(1);
      assertThat(saved.damaged().getFirst()).startsWith(newest.toString());
    }
    Files.write(newest, bytes);
    assertThat(SavedRun.read(out).source()).isEqualTo(newest);
    for (CheckpointFile file : files) {
      Files.write(file.path(), new byte[40]);
    }
    assertThatThrownBy(() -> checked().resume(out, moons.train()))
        .isInstanceOf(AtledException.class)
        .hasMessageStartingWith("No checkpoint in " + out + " can be read: ")
        .hasMessageContaining(newest.toString())
        .hasMessageContaining(files.get(1).path().toString());
  }

  /** What a killed process wrote of one stays aside, or, where renames are not atomic, in place. */
  @Test
  void aWriteThatEndsAtAnyByteLeavesTheOneBefore() throws IOException {
    Trainer tiny =
        Trainer.of(new Linear(2, 2), new CrossEntropyLoss(), Sgd.withLearningRate(0.1))
            .batchSize(100)
            .epochs(1)
            .checkpoints(Checkpoints.in(out).everySteps(1));
    tiny.fit(moons.train());
    List<CheckpointFile> files = CheckpointFile.all(out.resolve("checkpoints"));
    Path newest = files.getFirst().path();
    Path before = files.get(1).path();
    byte[] bytes = Files.readAllBytes(newest);
    Files.delete(newest);
    Path aside = newest.resolveSibling("." + newest.getFileName() + ".1-1.tmp");
    for (int length = 0; length < bytes.length; length++) {
      byte[] some = Arrays.copyOf(bytes, length);
      Files.write(aside, some);
      assertThat(SavedRun.read(out).source()).isEqualTo(before);
      Files.delete(aside);
      Files.write(newest, some);
      SavedRun saved = SavedRun.read(out);
      assertThat(saved.source()).as("%d bytes", length).isEqualTo(before);
      assertThat(saved.damaged()).hasSize(1);
    }
    Files.write(newest, bytes);
    assertThat(SavedRun.read(out).source()).isEqualTo(newest);
  }

  @Test
  void whatAWriterFailsByEndsTheRunAndTheOneBeforeStays() {
    Run run = checked().fit(moons.train());
    Path newest = SavedRun.read(out).source();
    Run.Position later = new Run.Position(7, 43, 3, 4, 16);
    Run next =
        new Run(
            run.module(),
            run.info(),
            run.objective(),
            run.optimizers(),
            run.history(),
            run.ending(),
            later,
            run.begun(),
            run.course());
    CheckpointWriter.Store full =
        (file, content) -> {
          throw new AtledException("Cannot write " + file + ": No space left on device.");
        };
    try (CheckpointWriter writer =
        CheckpointWriter.begin(Checkpoints.in(out).everySteps(4), full, run, true)) {
      writer.stepTaken(42, () -> next); // too early
      assertThatThrownBy(
              () -> {
                writer.stepTaken(43, () -> next);
                writer.end(next);
              })
          .isInstanceOf(AtledException.class)
          .hasMessageEndingWith("-step-43.ckpt: No space left on device.");
    }
    assertThat(SavedRun.read(out).source()).isEqualTo(newest);
  }

  @Test
  void aFolderThatVanishesIsNamed() throws IOException {
    Path folder = out.resolve("checkpoints");
    Trainer losing =
        doing(
            checked(),
            2,
            () -> {
              try (Stream<Path> all = Files.walk(out)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                  Files.delete(each);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertThatThrownBy(() -> losing.fit(moons.train()))
        .isInstanceOf(AtledException.class)
        .hasMessageContaining(
            folder + " does not exist; make the folder first or choose another path.");
  }

  @Test
  void aReadOnlyFolderAndASecondRunAreRefusedBeforeTraining() throws IOException {
    Path folder = Files.createDirectories(out.resolve("checkpoints"));
    try (LockFile other = LockFile.of(folder.resolve("lock"), folder)) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> checked().fit(moons.train()))
          .isInstanceOf(AtledException.class)
          .hasMessage(
              "Cannot write %s: process %d is writing to it; let that end, or choose another path."
                  .formatted(folder, ProcessHandle.current().pid()));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThatThrownBy(() -> checked().fit(moons.train()))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write %s: %s is read-only; give it write permission or choose another path."
                .formatted(folder.resolve("lock"), folder));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void leftoversOfAKilledProcessAreCleared() throws IOException {
    Path folder = Files.createDirectories(out.resolve("checkpoints"));
    long pid = ProcessHandle.current().pid();
    Path left = Files.writeString(folder.resolve(".000001-step-4.ckpt." + pid + "-9999.tmp"), "x");
    Path beside = Files.createDirectories(work.resolve(".run." + pid + "-9998.tmp"));
    Files.writeString(beside.resolve("model.json"), "{");
    Path others = Files.createDirectory(work.resolve(".other." + pid + "-9997.tmp"));

    Run run = checked().fit(moons.train());
    assertThat(left).doesNotExist();
    SavedModel.save(out, run);
    assertThat(beside).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void theyStayWithTheModelOfTheirRunAlone() {
    Run run = checked().notes(JsonObject.builder().put("command", "x").build()).fit(moons.train());
    SavedModel.save(out, run); // beside its checkpoints there was nothing yet
    assertThat(SavedRun.read(out).source().getParent()).isEqualTo(out.resolve("checkpoints"));
    assertThat(SavedRun.read(out).notes().orElseThrow().string("command")).isEqualTo("x");

    SavedModel.save(out, trainer().fit(moons.train()));

    assertThat(out.resolve("checkpoints")).doesNotExist();
    assertThat(SavedRun.read(out).source()).isEqualTo(out);
    assertThat(SavedRun.read(out).notes()).isEmpty();
    assertThat(SavedRun.isIn(work)).isFalse();
  }

  @Test
  void mistakesAreNamed() {
    Checkpoints some = Checkpoints.in(out);
    assertThatThrownBy(() -> some.everySteps(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Checkpoints: the steps between two are 0 but must be at least 1.");
    assertThatThrownBy(() -> some.every(Duration.ZERO))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Checkpoints: the time between two is PT0S but must be above 0.");
    assertThatThrownBy(() -> some.keeping(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Checkpoints: 0 are to be kept but it must be at least 1.");
  }
}
