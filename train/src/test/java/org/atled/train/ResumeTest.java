package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Cell;
import org.atled.data.Split;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.ReduceOnPlateau;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 13 batches an epoch, 3 epochs. */
class ResumeTest {
  private final Split moons = Problems.moons();
  @TempDir private Path work = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void name() {
    folder = work.resolve("run");
  }

  private void stoppedAfter(int steps) {
    AtomicInteger taken = new AtomicInteger();
    Run run =
        Problems.trainer(Problems.network())
            .stopWhen(() -> taken.incrementAndGet() == steps)
            .fit(moons.train());
    SavedModel.save(folder, run);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 20, 38})
  void goesOnWithTheBitsOfARunWithoutTheStop(int steps) {
    Run whole = Problems.trainer(Problems.network()).fit(moons.train(), moons.test());
    stoppedAfter(steps);
    Layer fresh = Problems.network();
    fresh.initialize(Seed.of(1234));

    Run resumed = Problems.trainer(fresh).resume(folder, moons.train(), moons.test());

    assertThat(Problems.weights(fresh)).isEqualTo(Problems.weights(whole.model()));
    assertThat(resumed.position()).isEqualTo(whole.position());
    assertThat(resumed.last().epoch()).isEqualTo(3);
    assertThat(resumed.last().test()).isEqualTo(whole.last().test());
    Map<String, Cell> expected = whole.optimizer().state();
    resumed
        .optimizer()
        .state()
        .forEach((name, cell) ->
            assertThat(cell.value().toDoubles())
                .as(name)
                .isEqualTo(Problems.at(expected, name).value().toDoubles()));
  }

  @Test
  void goesOnAlongItsSchedule() {
    Trainer trainer = Problems.trainer(Problems.network()).schedule(Schedule.cosine());
    Run whole = trainer.fit(moons.train());
    AtomicInteger taken = new AtomicInteger();
    Trainer stopped = Problems.trainer(Problems.network()).schedule(Schedule.cosine());
    SavedModel.save(
        folder, stopped.stopWhen(() -> taken.incrementAndGet() == 20).fit(moons.train()));
    Layer fresh = Problems.network();

    Problems.trainer(fresh).schedule(Schedule.cosine()).resume(folder, moons.train());

    assertThat(Problems.weights(fresh)).isEqualTo(Problems.weights(whole.model()));
  }

  private Trainer plateau() {
    Schedule falling = new ReduceOnPlateau(0.5, 0, 0.05, 0, 0);
    return Problems.trainer(Problems.network()).epochs(8).schedule(falling);
  }

  /** By the losses of training: that of the epoch which was stopped is of all its examples. */
  @ParameterizedTest
  @ValueSource(ints = {20, 51})
  void goesOnAlongAPlateauWithoutValidation(int steps) {
    Run whole = plateau().fit(moons.train());
    AtomicInteger taken = new AtomicInteger();
    Run stopped = plateau().stopWhen(() -> taken.incrementAndGet() == steps).fit(moons.train());
    assertThat(stopped.ending()).isEqualTo(Run.Ending.INTERRUPTED);
    SavedModel.save(folder, stopped);

    Run resumed = plateau().resume(folder, moons.train());

    assertThat(Problems.weights(resumed.module())).isEqualTo(Problems.weights(whole.module()));
    assertThat(resumed.history().stream().map(r -> r.train().loss()))
        .isEqualTo(whole.history().stream().map(r -> r.train().loss()).toList());
    assertThat(resumed.optimizer().learningRate()).isLessThan(0.01);
  }

  @Test
  void earlyStoppingCountsTheEpochsBeforeTheStop() {
    Trainer still =
        Trainer.of(new Linear(2, 2), new CrossEntropyLoss(), Sgd.withLearningRate(0)).epochs(9);
    int[] asked = {0};
    // Of 7 batches, the fifth of the third epoch.
    Run stopped = still.stopWhen(() -> ++asked[0] == 19).fit(moons.train(), moons.test());
    SavedModel.save(folder, stopped);
    EarlyStopping early = EarlyStopping.of(still.module(), 3);

    Run resumed = still.listener(early).stopWhen(early).resume(folder, moons.train(), moons.test());

    assertThat(resumed.ending()).isEqualTo(Run.Ending.STOPPED);
    assertThat(resumed.history()).hasSize(4);
    assertThat(early.bestEpoch()).isEqualTo(1);
    assertThatThrownBy(early::restore)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "EarlyStopping: epoch 1, the best, ended before the run was resumed, which was saved"
                + " without the weights of its best epoch.");
  }

  @Test
  void aRunOfAnEarlierVersionGoesOn() throws IOException {
    stoppedAfter(20);
    Path training = folder.resolve("training.json");
    String json = Files.readString(training);
    Files.writeString(training, json.replace(", amsgrad=false", ""));
    Trainer trainer = Problems.trainer(Problems.network());

    assertThat(json).contains("amsgrad=false");
    assertThat(trainer.resume(folder, moons.train()).history()).hasSize(3);
    Files.writeString(training, json.replace("amsgrad=false", "amsgrad=true"));
    assertThatThrownBy(() -> trainer.resume(folder, moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("The saved run has the optimizer Adam[");
  }

  @Test
  void aFinishedRunGoesOnForMoreEpochs() {
    Run whole = Problems.trainer(Problems.network()).epochs(5).fit(moons.train());
    SavedModel.save(folder, Problems.trainer(Problems.network()).fit(moons.train()));
    Layer fresh = Problems.network();

    Run resumed = Problems.trainer(fresh).epochs(5).resume(folder, moons.train());

    assertThat(Problems.weights(fresh)).isEqualTo(Problems.weights(whole.model()));
    assertThat(resumed.history().stream().map(EpochReport::epoch)).containsExactly(1, 2, 3, 4, 5);
    assertThat(resumed.history().getFirst().train()).isEqualTo(whole.history().getFirst().train());
    refuses(
        Problems.trainer(Problems.network()),
        "The saved run has ended epoch 3 and the trainer asks for 3; ask for more epochs.");
  }

  @Test
  void refusesToGoOnOtherwiseThanItBegan() {
    stoppedAfter(5);

    refuses(
        Problems.trainer(Problems.network()).seed(8),
        "The saved run has the seed 7 but the trainer has 8; give it the same.");
    refuses(
        Problems.trainer(Problems.network()).batchSize(17),
        "The saved run has the batch size 16 but the trainer has 17; give it the same.");
    Trainer regular = Problems.trainer(Problems.network());
    refuses(
        Trainer.of(regular.model(), new CrossEntropyLoss(), Sgd.withLearningRate(1))
            .seed(7)
            .batchSize(16)
            .epochs(3),
        "The saved run has the optimizer "
            + Adam.withLearningRate(0.01)
            + " but the trainer has Sgd[lr=1.0, momentum=0.0, dampening=0.0, weightDecay=0.0,"
            + " nesterov=false, maximize=false]; give it the same.");
    refuses(
        Trainer.of(regular.model(), new CrossEntropyLoss(), Adam.withLearningRate(0.5))
            .seed(7)
            .batchSize(16)
            .epochs(3),
        "The saved run has the optimizer "
            + Adam.withLearningRate(0.01)
            + " but the trainer has "
            + Adam.withLearningRate(0.5)
            + "; give it the same.");
    assertThatThrownBy(() -> Problems.trainer(new Linear(2, 2)).resume(folder, moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The saved run trained another network: type is \"Sequential\" there and \"Linear\""
                + " here; give the trainer the same architecture.");
  }

  private void refuses(Trainer trainer, String message) {
    Map<String, List<Float>> before = Problems.weights(trainer.model());
    assertThatThrownBy(() -> trainer.resume(folder, moons.train()))
        .isInstanceOf(StateException.class)
        .hasMessage(message);
    assertThat(Problems.weights(trainer.model())).isEqualTo(before);
  }

  @Test
  void saysWhatIsMissingOrDamaged() throws IOException {
    stoppedAfter(5);
    Path training = folder.resolve("training.json");
    String json = Files.readString(training);
    Trainer trainer = Problems.trainer(Problems.network());

    Files.writeString(training, json.replace("\"batch\": 5", "\"batch\": 13"));
    refuses(
        trainer,
        "The saved run would go on with batch 13 of an epoch, from 0, but \"moons\" has 13 batches;"
            + " give it the data that it began with.");
    Files.writeString(training, json.replace("\"epoch\": 0", "\"epoch\": -1"));
    assertThatThrownBy(() -> trainer.resume(folder, moons.train()))
        .hasMessage(training + ": the document has a negative step, epoch or batch.");
    Files.delete(training);
    assertThatThrownBy(() -> trainer.resume(folder, moons.train()))
        .isInstanceOf(AtledException.class)
        .hasMessageStartingWith("Cannot read " + training + ", which resuming needs;");
    assertThatThrownBy(() -> trainer.resume(work.resolve("nowhere"), moons.train()))
        .hasMessageContaining("there is no such folder");
  }
}
