package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.atled.compile.Compilation;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.inspect.Summary;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of two inputs, token ids and a mask, and two results, by a step of one's own. */
class StepTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");
  private final TensorDataset train = Reading.sentences(1, 200);
  private final TensorDataset test = Reading.sentences(2, 50);
  @TempDir private Path work = Path.of("");

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
  }

  private static Trainer trainer(Reading.Reader reader) {
    return Trainer.of(reader, Adam.withLearningRate(0.05), Reading.step(reader))
        .epochs(12)
        .batchSize(16)
        .metrics(
            Accuracy.top1(),
            new Metric.Mean("size", (out, b) -> out.get("mean").square().sum().item()))
        .seed(5);
  }

  @Test
  void learnsToReadPastTheMask() {
    Reading.Reader reader = Reading.reader();
    Run run = trainer(reader).fit(train, test);

    assertThat(Problems.at(run.last().test().orElseThrow().metrics(), "accuracy"))
        .isGreaterThan(0.95);
    assertThat(Problems.at(run.last().train().metrics(), "size")).isPositive();
    assertThat(run.objective()).isEqualTo(new Objective.Own());
    assertThat(run.module()).isSameAs(reader);
    assertThat(Evaluation.of(Reading.step(reader), List.of(Accuracy.top1()), test, 7).loss())
        .isCloseTo(run.last().test().orElseThrow().loss(), within(1e-6));
    assertThatThrownBy(run::model)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Reader() takes and gives something else than one tensor; use module() and its own"
                + " apply.");
  }

  @Test
  void aPlanHasTheBitsOfOperations() {
    assertThat(trained("on")).isEqualTo(trained("off"));
  }

  private Map<String, List<Float>> trained(String compile) {
    System.setProperty(Compilation.PROPERTY, compile);
    Reading.Reader reader = Reading.reader();
    Run run = trainer(reader).epochs(3).fit(train);
    Map<String, List<Float>> numbers = Problems.weights(reader);
    numbers.put("losses", run.history().stream().map(e -> (float) e.train().loss()).toList());
    numbers.put(
        "sizes",
        run.history().stream()
            .map(e -> (float) (double) Problems.at(e.train().metrics(), "size"))
            .toList());
    return numbers;
  }

  @Test
  void goesOnWithTheBitsOfARunWithoutTheStop() {
    Reading.Reader whole = Reading.reader();
    trainer(whole).epochs(3).fit(train);
    AtomicInteger taken = new AtomicInteger();
    Run stopped =
        trainer(Reading.reader())
            .epochs(3)
            .stopWhen(() -> taken.incrementAndGet() == 18)
            .fit(train);
    SavedModel.save(work.resolve("run"), stopped);

    Reading.Reader resumed = Reading.reader();
    trainer(resumed).epochs(3).resume(work.resolve("run"), train);

    assertThat(Problems.weights(resumed)).isEqualTo(Problems.weights(whole));
  }

  private NamedPredictor saved(Reading.Reader reader) {
    SavedModel.save(work.resolve("model"), trainer(reader).epochs(2).fit(train, test));
    return NamedPredictor.load(
        work.resolve("model"),
        Reading.layers(),
        Reading.Reader.class,
        (module, in) -> {
          Reading.Reader.Out out =
              module.apply(in.get("tokens"), in.get("mask"), Mode.evaluation());
          return NamedTensors.of("class", out.logits().argmax(1)).with("mean", out.mean());
        });
  }

  @Test
  void isSavedLoadedAndAsked() {
    Reading.Reader reader = Reading.reader();
    NamedPredictor predictor = saved(reader);
    Batch batch = test.batch(0, 1, 2, 3);
    Reading.Reader.Out expected =
        reader.apply(batch.get("tokens"), batch.get("mask"), Mode.evaluation());

    for (String compile : List.of("off", "on")) {
      System.setProperty(Compilation.PROPERTY, compile);
      NamedTensors found =
          predictor.predict(
              NamedTensors.of("mask", batch.get("mask")).with("tokens", batch.get("tokens")));
      assertThat(found.entries().keySet()).containsExactly("class", "mean");
      assertThat(found.get("mean").toFloats()).isEqualTo(expected.mean().toFloats());
      assertThat(found.get("class").toLongs()).isEqualTo(expected.logits().argmax(1).toLongs());
    }
    SavedModel saved = SavedModel.load(work.resolve("model"), Reading.layers());
    assertThat(saved.info()).isEqualTo(train.info());
    assertThat(saved.objective()).isEqualTo(new Objective.Own());
    assertThat(Problems.weights(saved.module())).isEqualTo(Problems.weights(reader));
    assertThat(SavedModel.history(work.resolve("model"))).hasSize(2);
  }

  @Test
  void onlyWhatItLearnedFromIsTaken() {
    NamedPredictor predictor = saved(Reading.reader());
    Batch batch = test.batch(0, 1);
    Tensor tokens = batch.get("tokens");
    Tensor mask = batch.get("mask");

    assertThatThrownBy(() -> predictor.predict(NamedTensors.of("masks", mask)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The model knows no input \"masks\"; it learned from tokens int64[6], mask bool[6], y"
                + " int64[].");
    assertThatThrownBy(() -> predictor.predict(NamedTensors.of("tokens", mask)))
        .isInstanceOf(TypeException.class)
        .hasMessage("The input \"tokens\" is bool[2, 6] but the model learned from int64.");
    assertThatThrownBy(() -> predictor.predict(NamedTensors.of("tokens", tokens.get(0))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("The input \"tokens\" is int64[6] but must be [batch] examples of int64[6].");
    assertThatThrownBy(() ->
            predictor.predict(NamedTensors.of("tokens", tokens).with("mask", mask.slice(0, 0, 1))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("The input \"mask\" has 1 examples but \"tokens\" has 2.");
    assertThatThrownBy(() -> predictor.predict(NamedTensors.none()))
        .hasMessageStartingWith("There is no input; the model learned from tokens int64[6], ");
    assertThatThrownBy(() -> predictor.predict(NamedTensors.of("tokens", tokens)))
        .hasMessageContaining("There is no tensor \"mask\"; there are [tokens].");
  }

  @Test
  void whoCannotApplyItSaysWhoCan() {
    saved(Reading.reader());
    Path folder = work.resolve("model");

    assertThatThrownBy(() -> Predictor.load(folder, Reading.layers()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model learned by a step of your own, which is not saved with it; in Java load it"
                + " with NamedPredictor.load, which takes the function from inputs to results, and"
                + " measure it by Evaluation.of with that step.");
    assertThatThrownBy(
            () -> NamedPredictor.load(folder, Reading.layers(), Linear.class, (module, in) -> in))
        .isInstanceOf(StateException.class)
        .hasMessage("The model in " + folder + " is Reader(), not a Linear.");
  }

  @Test
  void aLoopByHandIsSavedAsWell() {
    Reading.Reader reader = Reading.reader();
    reader.initialize(Seed.of(4));
    SavedModel.save(work.resolve("hand"), reader, train.info());

    SavedModel saved = SavedModel.load(work.resolve("hand"), Reading.layers());
    assertThat(Problems.weights(saved.module())).isEqualTo(Problems.weights(reader));
    assertThat(saved.info()).isEqualTo(train.info());
  }

  @Test
  void itsSummaryShowsEveryResult() {
    Reading.Reader reader = Reading.reader();
    Batch one = train.batch(0);
    Summary summary =
        Summary.of(
            reader,
            Shape.of(1, Reading.LENGTH),
            mode -> reader.apply(one.get("tokens"), one.get("mask"), mode));

    assertThat(summary.rows().getFirst().outputs()).containsExactly(Shape.of(1, 2), Shape.of(1, 5));
    assertThat(summary.parameters()).isEqualTo(8 * 5 + 5 * 2 + 2);
  }

  @Test
  void saysWhereNumbersStoppedBeingFinite() {
    Reading.Reader reader = Reading.reader();
    reader.initialize(Seed.of(1));
    Problems.at(reader.state().entries(), "head.bias")
        .copyInto(Tensor.of(new float[] {0, Float.POSITIVE_INFINITY}));

    assertThatThrownBy(() -> trainer(reader).fit(train))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining(
            "the first number that is not finite is in the bias of Linear \"head\".");

    // Sentences without a word have no mean.
    TensorDataset empty =
        TensorDataset.of(
            "empty",
            NamedTensors.of("tokens", Tensor.of(new long[2][3]))
                .with("mask", Tensor.of(new boolean[2][3]))
                .with("y", Tensor.of(new long[2])));
    assertThatThrownBy(() -> trainer(Reading.reader()).fit(empty))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "The loss is NaN in epoch 1 after 0 examples (step 1); the first number that is not"
                + " finite is in the output of Dropout \"drop\". Try a smaller learning rate.");
  }

  @Test
  void aLossIsOneNumber() {
    Linear model = new Linear(1, 1);
    Step step = (batch, mode) -> Outcome.of(model.apply(batch.x(), mode));

    assertThatThrownBy(() -> Trainer.of(model, Sgd.withLearningRate(1), step).fit(Problems.line(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "The loss of the step is float32[3, 1], but a loss is one number, of rank 0; end it"
                + " with mean() or sum().");
  }

  @Test
  void labelsAreCheckedWhereThereAreClasses() {
    TensorDataset mislabelled =
        TensorDataset.of(
            "sentences",
            Task.Classification.numbered(2),
            NamedTensors.of("tokens", Tensor.of(new long[1][6]))
                .with("mask", Tensor.of(new boolean[][] {{true, true, true, true, true, true}}))
                .with("y", Tensor.of(new long[] {2})));

    assertThatThrownBy(() -> trainer(Reading.reader()).fit(mislabelled))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "Trainer: example 0 of \"sentences\" has the label 2 but there are");
  }

  @Test
  void everyBatchHasTheSameTensors() {
    Linear model = new Linear(1, 1);
    Dataset changing =
        new Dataset() {
          private final Dataset line = Problems.line(4);

          @Override
          public DatasetInfo info() {
            return line.info();
          }

          @Override
          public int size() {
            return 4;
          }

          @Override
          public Batch batch(int... examples) {
            Batch batch = line.batch(examples);
            return examples.length == 1 ? batch.with("last", batch.x()) : batch;
          }
        };

    assertThatThrownBy(() ->
            Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0.1)).batchSize(3).fit(changing))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Trainer: the batch has the tensors [x, y, last], but the first time it had [x, y];"
                + " they must be the same each time.");
  }

  /** Autoencoders have outputs of any shape; their data have no task. */
  @Test
  void aLayerWithoutATaskIsAskedAsUsual() {
    Sequential model = Sequential.of(new Linear(4, 2), new Linear(2, 4));
    Tensor x = Tensor.of(new float[][] {{1, 2, 3, 4}, {0, 1, 0, 1}});
    TensorDataset same = TensorDataset.of("same", NamedTensors.of("x", x).with("y", x));
    Run run = Trainer.of(model, new MSELoss(), Sgd.withLearningRate(0.01)).fit(same);
    SavedModel.save(work.resolve("same"), run);

    assertThat(run.objective()).isEqualTo(new Objective.Raw(Shape.of(4)));
    assertThat(Predictor.load(work.resolve("same")).predict(x).toFloats())
        .isEqualTo(model.apply(x).toFloats());
  }

  /** Looks its tokens up in a table, one number each, and adds them. */
  private static final class Tokens extends Layer {
    private final Linear table = child("table", new Linear(5, 1));

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      Tensor each = table.weight().value().mT().rows(x.reshape(x.shape().elements()));
      return each.reshape(x.shape()).sum(Axes.of(1).kept());
    }
  }

  @Test
  void aLayerOfTokensIsAskedByTokens() {
    Tokens model = new Tokens();
    Tensor x = Tensor.of(new long[][] {{1, 2}, {3, 0}});
    TensorDataset data =
        TensorDataset.of("tokens", NamedTensors.of("x", x).with("y", Tensor.zeros(2, 1)));
    Objective objective = Objective.of(model, data.info(), new MSELoss());
    Predictor predictor =
        Predictor.of(new SavedModel(model, data.info(), objective, Optional.empty()));

    assertThat(predictor.predict(x).toFloats()).isEqualTo(model.apply(x).toFloats());
    assertThat(predictor.predict(x.to(DType.INT32)).toFloats())
        .isEqualTo(model.apply(x).toFloats());
    assertThatThrownBy(() -> predictor.predict(Tensor.zeros(2, 2)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "The model takes int64 but the input is float32[2, 2]; give it the numbers that it"
                + " learned from.");
  }
}
