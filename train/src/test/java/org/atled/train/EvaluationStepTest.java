package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.compile.Compilation;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is the same whether a plan measures it, which is kept over the epochs. */
class EvaluationStepTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");

  /** 150 examples to measure on, in batches of 16, the last one of 6. */
  private final Split data = Toy.moons().generate(Seed.of(1), 200, 150);

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
  }

  /** Counts how often its Java code measures, and keeps a number in Java. */
  private static final class Counting extends Layer {
    private final Layer body =
        child(
            "body",
            Sequential.of(
                new Linear(2, 24),
                new BatchNorm1d(BatchNorm1d.Config.of(24)),
                new Dropout(0.2),
                new Linear(24, 2)));
    private int measured;
    private double scale = 1;

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      measured += mode instanceof Mode.Evaluation ? 1 : 0;
      return body.apply(x, mode).mul(scale);
    }
  }

  private static Trainer trainer(Layer model, Step step) {
    return Trainer.of(model, Adam.withLearningRate(0.02), step)
        .epochs(14)
        .batchSize(16)
        .metrics(Accuracy.top1())
        .seed(3);
  }

  private static Step step(Layer model) {
    return new Supervised(model, new CrossEntropyLoss());
  }

  private static List<EpochReport.Measured> measured(Run run) {
    return run.history().stream().map(EpochReport::test).flatMap(Optional::stream).toList();
  }

  private List<EpochReport.Measured> measured(String compile) {
    System.setProperty(Compilation.PROPERTY, compile);
    Counting model = new Counting();
    return measured(trainer(model, step(model)).fit(data.train(), data.test()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "auto"})
  void aPlanMeasuresTheSameBits(String how) {
    List<EpochReport.Measured> eager = measured("off");

    assertThat(measured(how)).isEqualTo(eager);
    assertThat(eager).hasSize(14).doesNotHaveDuplicates();
  }

  /**
   * Twice when the plan is made, of either size of a batch, and once when an epoch begins; once
   * more before the first step, to see what the outputs mean.
   */
  @Test
  void thePlanIsKeptOverTheEpochs() {
    System.setProperty(Compilation.PROPERTY, "on");
    Counting model = new Counting();
    trainer(model, step(model)).fit(data.train(), data.test());

    assertThat(model.measured).isEqualTo(1 + 2 * 2 + 13 * 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "auto"})
  void whatAListenerChangesIsNoticed(String how) {
    assertThat(scaled(how)).isEqualTo(scaled("off"));
  }

  private List<EpochReport.Measured> scaled(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Counting model = new Counting();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochReport report) {
            model.scale *= 0.9;
          }
        };
    Trainer trainer = trainer(model, step(model)).listener(listener);
    return measured(trainer.fit(data.train(), data.test()));
  }

  /** With a penalty on the slope by the inputs, in evaluation too. */
  @Test
  void aStepMayDifferentiateByItself() {
    assertThat(penalised("on")).isEqualTo(penalised("off"));
  }

  private List<EpochReport.Measured> penalised(String how) {
    System.setProperty(Compilation.PROPERTY, how);
    Layer model = Sequential.of(new Linear(2, 8), new Linear(8, 2));
    Step own =
        (batch, mode) -> {
          Tensor x = batch.x().requiresGrad();
          Tensor y = model.apply(x, mode);
          Tensor slope = Autograd.gradients(y.sum(), x).of(x);
          Tensor loss = new CrossEntropyLoss().of(y, batch.y());
          return Outcome.of(loss.add(slope.square().mean())).with(Outcome.OUTPUT, y);
        };
    return measured(trainer(model, own).fit(data.train(), data.test()));
  }

  @Test
  void aStepThatLooksAtNumbersGoesOnOperationByOperation() {
    List<List<EpochReport.Measured>> all = new ArrayList<>();
    for (String how : List.of("off", "auto")) {
      System.setProperty(Compilation.PROPERTY, how);
      Layer model = Sequential.of(new Linear(2, 8), new Linear(8, 2));
      Step own =
          (batch, mode) -> {
            Tensor y = model.apply(batch.x(), mode);
            boolean looks = mode instanceof Mode.Evaluation && y.sum().item() > 0;
            Tensor loss = new CrossEntropyLoss().of(y, batch.y());
            return Outcome.of(looks ? loss.mul(2) : loss).with(Outcome.OUTPUT, y);
          };
      all.add(measured(trainer(model, own).fit(data.train(), data.test())));
    }
    assertThat(all.get(1)).isEqualTo(all.get(0));
  }

  @Test
  void whatMeasuresOnceMayPlanToo() {
    Counting model = new Counting();
    model.initialize(Seed.of(1));
    System.setProperty(Compilation.PROPERTY, "off");
    EpochReport.Measured eager =
        Evaluation.of(step(model), model, List.of(Accuracy.top1()), data.test(), 4);
    System.setProperty(Compilation.PROPERTY, "on");

    assertThat(Evaluation.of(step(model), model, List.of(Accuracy.top1()), data.test(), 4))
        .isEqualTo(eager);
    assertThat(
            Evaluation.of(model, new CrossEntropyLoss(), List.of(Accuracy.top1()), data.test(), 4))
        .isEqualTo(eager);
  }
}
