package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.data.Toy;
import org.atled.nn.layer.EntityEmbedding;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Adam;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.atled.train.architecture.Mlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFiguresTest {
  @TempDir Path folder;

  private static EpochReport report(int epoch, double loss, double accuracy) {
    EpochReport.Measured measured = new EpochReport.Measured(loss, Map.of("accuracy", accuracy));
    return new EpochReport(epoch, measured, Optional.of(measured), 1, 10);
  }

  @Test
  void learningCurvesShowLossAndMetricsOfBothSets() {
    Figure figure =
        LearningCurves.of("A run", List.of(report(1, 2, 0.5), report(2, 1, Double.NaN)));

    assertThat(figure.toSvg())
        .contains(">Loss</text>", ">Accuracy</text>", ">training, mean of the epoch</text>")
        .contains(">test, after the epoch</text>")
        .contains(">epoch</text>", ">1</text>", ">2</text>")
        .doesNotContain(">1.5</text>", ">NaN</text>");
  }

  @Test
  void aRunWithoutATestSetHasOneLine() {
    EpochReport alone =
        new EpochReport(1, new EpochReport.Measured(2, Map.of()), Optional.empty(), 1, 10);

    assertThat(LearningCurves.of("A run", List.of(alone)).toSvg())
        .contains(">Loss</text>", "<circle")
        .doesNotContain(">test, after", ">Accuracy</text>");
    assertThatThrownBy(() -> LearningCurves.of("A run", List.of()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The learning curves \"A run\" have no epoch; train at least one to its end.");
  }

  @Test
  void everyPhaseHasACurve() {
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    losses.put("critic", 1.3);
    losses.put("generator", 0.7);
    EpochReport report =
        new EpochReport(1, new EpochReport.Measured(losses, Map.of()), Optional.empty(), 1, 10);

    assertThat(LearningCurves.of("A run", List.of(report)).toSvg())
        .contains(">Loss of critic</text>", ">Loss of generator</text>");
  }

  @Test
  void aSavedClassifierOfPointsHasCurvesAMatrixAndAMap() {
    Split moons = Toy.moons().generate(Seed.of(3), 300, 100);
    Objective objective = Objective.of(moons.info().task());
    Run run =
        Trainer.of(
                Mlp.of(8).build(moons.info().input(), objective.outputs()),
                objective.loss(),
                Adam.withLearningRate(0.01))
            .metrics(objective.metrics().toArray(Metric[]::new))
            .epochs(2)
            .fit(moons.train(), moons.test());
    SavedModel.save(folder.resolve("moons"), run);
    SavedModel saved = SavedModel.load(folder.resolve("moons"));
    ModelFigures figures = ModelFigures.of(saved, SavedModel.history(folder.resolve("moons")));

    List<ModelFigures.Named> without = figures.all();
    List<ModelFigures.Named> all =
        figures.test(moons.test()).inputs(List.of("east", "north")).all();

    assertThat(without.stream().map(ModelFigures.Named::name)).containsExactly("learning-curves");
    assertThat(all.stream().map(ModelFigures.Named::name))
        .containsExactly("learning-curves", "confusion-matrix", "decision-map");
    assertThat(all.get(2).figure().toSvg()).contains(">east</text>", ">north</text>");
    assertThat(all.get(1).figure().title()).isEqualTo("Confusion matrix of moons");
  }

  /** Of ids there are none between the known ones, nor beyond them, which a map would ask about. */
  @Test
  void idsOfVectorsMakeNoPlane() {
    Shape pair = Shape.of(2);
    DatasetInfo info = new DatasetInfo("shops", pair, Task.Classification.numbered(2));
    EntityEmbedding vectors =
        new EntityEmbedding(new EntityEmbedding.Config(2, List.of(0L), List.of(3L), 4));
    Sequential model = Sequential.of(vectors, Mlp.of(8).build(Shape.of(vectors.outputs()), 2));
    model.initialize(Seed.of(1));
    SavedModel saved =
        new SavedModel(model, info, new Objective.Logits(List.of("a", "b")), Optional.empty());
    Dataset shops =
        ArrayDataset.of(
            info,
            new Rows.Floats(new float[] {0, 1.5f, 2, -1}, pair),
            new Rows.Labels(new long[] {0, 1}));

    List<ModelFigures.Named> all = ModelFigures.of(saved, List.of()).test(shops).all();

    assertThat(all.stream().map(ModelFigures.Named::name)).containsExactly("confusion-matrix");
  }

  @Test
  void aFirstLayerOnGreyImagesHasWeightImages() {
    Shape input = Shape.of(1, 4, 3);
    var model = Mlp.of(50).build(input, 2);
    model.initialize(Seed.of(1));
    DatasetInfo info = new DatasetInfo("tiny", input, new Task.Regression(2));
    SavedModel saved = new SavedModel(model, info, new Objective.Numbers(2), Optional.empty());

    List<ModelFigures.Named> all = ModelFigures.of(saved, List.of()).all();

    assertThat(all).hasSize(1);
    assertThat(all.getFirst().name()).isEqualTo("weights");
    assertThat(all.getFirst().figure().title())
        .isEqualTo("Weights of the first layer: 40 of 50 units");
    assertThat(all.getFirst().figure().toSvg())
        .contains(">unit 39</text>")
        .doesNotContain(">unit 40</text>");
  }
}
