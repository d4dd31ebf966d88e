package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.Toy;
import org.atled.nn.layer.Linear;
import org.atled.nn.optim.Adam;
import org.atled.train.Objective;
import org.atled.train.Predictor;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of a table, saved and asked. */
@SuppressWarnings("NullAway.Init")
class TableModelTest {
  @TempDir private Path work;
  private Path folder;
  private Table table;

  /** price = 30 · size + 100 in a, 50 less in b. */
  @BeforeEach
  void save() {
    StringBuilder text = new StringBuilder("size,town,price\n");
    for (int i = 0; i < 60; i++) {
      boolean a = i % 3 == 0;
      text.append(i % 11).append(a ? ",a," : ",b,").append(30 * (i % 11) + (a ? 100 : 50) + 0.5);
      text.append('\n');
    }
    table = Tables.of(work, text.toString());
    folder = work.resolve("model");
    Problem problem = Problem.of(table, "price", List.of(), Optional.empty());
    Seed seed = Seed.of(5);
    Problem.Rows rows = problem.split(seed);
    Preparation preparation = Preparation.fit(problem, rows.train());
    Dataset train = preparation.examples(table, rows.train(), "prices", new Notes());
    Objective objective = Objective.of(train.info().task());
    Run run =
        Trainer.of(new Linear(3, 1), objective.loss(), Adam.withLearningRate(0.05))
            .epochs(150)
            .batchSize(16)
            .fit(train);
    TableModel.save(folder, run, preparation, Origin.of(problem, seed));
  }

  @Test
  void itAnswersInTheTargetsOwnUnit() {
    TableModel model = TableModel.load(folder);
    Predictions said = model.predict(Tables.of(work, "town,size\nb,3\na,10\n"));

    assertThat(said.classes()).isEmpty();
    assertThat(said.rows().get(0)[0]).isCloseTo(140.5, within(2.0));
    assertThat(said.rows().get(1)[0]).isCloseTo(400.5, within(2.0));
    assertThat(said.notes().lines()).isEmpty();
  }

  /** Metres where the model learned kilometres. */
  @Test
  void aColumnThatLiesElsewhereIsTold() {
    TableModel model = TableModel.load(folder);
    Notes notes = model.predict(Tables.of(work, "town,size\nb,3000\na,9000\na,\nb,7\n")).notes();
    assertThat(notes.lines().getLast())
        .startsWith("moved in \"size\": 2 of 3 values lie more than 5 deviations from what was")
        .contains("learned (mean ")
        .endsWith("); is it another unit, or another column?");
    assertThat(notes.moved()).containsOnlyKeys("size");
    assertThat(model.predict(Tables.of(work, "town,size\nb,3000\na,9\n")).notes().moved())
        .isEmpty();
  }

  @Test
  void itsTestRowsAreFoundAgain() {
    TableModel model = TableModel.load(folder);
    Table again = model.origin().table();

    int[] test = Problem.of(table, "price", List.of(), Optional.empty()).split(Seed.of(5)).test();
    assertThat(model.testRows(again)).isEqualTo(test);
    assertThat(model.rows(again)).hasSize(60);
  }

  @Test
  void aFileThatChangedIsNotTakenForTheOldOne() throws IOException {
    TableModel model = TableModel.load(folder);
    Files.writeString(table.file(), "size,town,price\n1,a,2\n");
    assertThatThrownBy(() -> model.origin().table())
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model learned from "
                + table.file()
                + ", which has changed since, so that its test rows are not known; name a file to"
                + " measure on.");
    Files.delete(table.file());
    assertThatThrownBy(() -> model.origin().table())
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model learned from "
                + table.file()
                + ", which is no longer there; name a file to measure on.");
  }

  @Test
  void aPlainPredictorWouldTakeRowsForExamples() {
    assertThatThrownBy(() -> Predictor.load(folder))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("TableModel for a model of a table");
  }

  @Test
  void aModelOfSomethingElseIsNoModelOfTables() {
    Dataset moons = Toy.moons().generate(Seed.of(0), 20, 10).train();
    Run run =
        Trainer.of(
                new Linear(2, 1),
                Objective.of(moons.info().task()).loss(),
                Adam.withLearningRate(0.1))
            .fit(moons);
    SavedModel.save(folder, run);

    assertThatThrownBy(() -> TableModel.load(folder))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The model in "
                + folder
                + " learned from moons, which is no table; a model of tables is made by: atled"
                + " train FILE.csv --target COLUMN.");
  }

  @Test
  void damageIsRefusedWithATypedErrorOrReadAsAModel() throws IOException {
    Path file = folder.resolve("model.json");
    byte[] valid = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 0; i < valid.length; i += 7) {
      byte[] damaged = valid.clone();
      damaged[i] = (byte) (damaged[i] ^ 1 << i % 7);
      Files.write(file, damaged);
      try {
        TableModel.load(folder).predict(table);
      } catch (AtledException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }
}
