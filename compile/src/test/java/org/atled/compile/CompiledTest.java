package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** A compiled function does what the function does. */
class CompiledTest {
  /** A small network with everything that changes from step to step. */
  private static final class Step {
    final Parameter weight = new Parameter(Sample.normal(Seed.of(1).at("w"), 5, 3));
    final Parameter bias = new Parameter(Tensor.zeros(3));
    final Buffer meanLoss = new Buffer(Tensor.of(0f));
    final Slot learningRate = Slot.of(0.1);
    final Slot number = Slot.of(0L);

    List<Tensor> run(List<Tensor> inputs) {
      Tensor x = inputs.get(0);
      Tensor kept = Sample.uniform(Seed.of(2), number.value(), Optional.empty(), x.type()).gt(0.3);
      Tensor y = x.mul(kept).matmul(weight.value()).add(bias.value()).tanh();
      Tensor loss = y.sub(inputs.get(1)).square().mean();
      Gradients g = Autograd.gradients(loss, List.of(weight, bias));
      for (Parameter p : List.of(weight, bias)) {
        p.copyInto(p.value().detach().sub(g.of(p).mul(learningRate.value())));
      }
      meanLoss.copyInto(meanLoss.value().mul(0.9).add(loss.detach().mul(0.1)));
      return List.of(loss, weight.value().detach().sum());
    }
  }

  private static Tensor[] batch(int step, int size) {
    Seed seed = Seed.of(3).at(step);
    return new Tensor[] {
      Sample.normal(seed.at("x"), size, 5), Sample.uniform(seed.at("y"), size, 3)
    };
  }

  @Test
  void aStepHasTheSameBitsAgainAndAgain() {
    Step eager = new Step();
    Step captured = new Step();
    Compiled compiled = Compiled.of(captured::run).unlessNotFinite(0);
    for (int i = 0; i < 20; i++) {
      for (Step step : List.of(eager, captured)) {
        step.learningRate.set(0.1 / (1 + i));
        step.number.set((long) i);
      }
      Tensor[] batch = batch(i, i % 5 == 4 ? 3 : 7);
      List<Tensor> wanted = eager.run(List.of(batch));
      List<Tensor> got = compiled.run(batch);
      for (int k = 0; k < wanted.size(); k++) {
        assertThat(got.get(k).toFloats()).as("step %d", i).isEqualTo(wanted.get(k).toFloats());
      }
      assertThat(captured.weight.value().toFloats()).isEqualTo(eager.weight.value().toFloats());
      assertThat(captured.bias.value().toFloats()).isEqualTo(eager.bias.value().toFloats());
      assertThat(captured.meanLoss.value().toFloats()).isEqualTo(eager.meanLoss.value().toFloats());
    }
    assertThat(eager.weight.value().toFloats()).isNotEqualTo(new Step().weight.value().toFloats());
    assertThat(eager.meanLoss.value().item()).isPositive();
  }

  @Test
  void aLossThatIsNotFiniteChangesNoCell() {
    Step step = new Step();
    Compiled compiled = Compiled.of(step::run).unlessNotFinite(0);
    Tensor[] batch = batch(0, 7);
    compiled.run(batch);
    float[] before = step.weight.value().toFloats();
    int version = step.weight.value().strided().storage().version();

    Tensor[] bad = {batch[0].mul(Double.NaN), batch[1]};
    List<Tensor> results = compiled.run(bad);
    assertThat(results.get(0).item()).isNaN();
    assertThat(results.get(1).item()).as("what follows the update").isNaN();
    assertThat(step.weight.value().toFloats()).isEqualTo(before);
    assertThat(step.weight.value().strided().storage().version()).isEqualTo(version);

    assertThat(compiled.run(batch).getFirst().item()).isFinite();
    assertThat(step.weight.value().toFloats()).isNotEqualTo(before);
    assertThat(step.weight.value().strided().storage().version()).isGreaterThan(version);
  }

  @Test
  void aJavaNumberIsReadAgainByRefresh() {
    double[] factor = {2};
    Compiled compiled = Compiled.of(in -> List.of(in.getFirst().mul(factor[0])));
    Tensor x = Tensor.of(10.0);
    assertThat(compiled.run(x).getFirst().item()).isEqualTo(20);
    factor[0] = 3;
    assertThat(compiled.run(x).getFirst().item()).isEqualTo(20);
    compiled.refresh();
    assertThat(compiled.run(x).getFirst().item()).isEqualTo(30);
  }

  @Test
  void aParameterThatIsFrozenOrLetGoIsNoticed() {
    Parameter weight = new Parameter(Tensor.of(2f));
    Parameter bias = new Parameter(Tensor.of(1f));
    Compiled step =
        Compiled.of(in -> {
          Tensor loss = in.getFirst().mul(weight.value()).add(bias.value());
          Gradients g = Autograd.gradients(loss, List.of(weight, bias));
          for (Parameter p : List.of(weight, bias)) {
            g.find(p).ifPresent(slope -> p.copyInto(p.value().detach().sub(slope)));
          }
          return List.of(loss);
        });
    Tensor x = Tensor.of(0.5f);
    step.run(x);
    assertThat(weight.value().item()).isEqualTo(1.5);

    weight.freeze(true);
    step.run(x);
    assertThat(weight.value().item()).isEqualTo(1.5);
    assertThat(bias.value().item()).isEqualTo(-1);

    weight.freeze(false);
    step.run(x);
    assertThat(weight.value().item()).isEqualTo(1);
  }

  @Test
  void writingAStepDownDoesNothing() {
    Step step = new Step();
    float[] before = step.weight.value().toFloats();
    Tensor[] batch = batch(0, 7);
    String plan = Compiled.of(step::run).explain(batch[0].type(), batch[1].type()).toString();

    assertThat(step.weight.value().toFloats()).isEqualTo(before);
    assertThat(plan).contains("gemm").contains("CompiledTest.java:");
  }

  @Test
  void anOperationThatReturnsItsOperand() {
    record Same() implements SingleOp {
      @Override
      public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
      }

      @Override
      public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
        return inputs.getFirst();
      }
    }
    Compiled compiled =
        Compiled.of(in -> List.of(Dispatch.apply(new Same(), in.get(0)), in.get(0).mul(1)));
    Tensor seven = Tensor.of(7.0);
    List<Tensor> results = compiled.run(seven);

    assertThat(results.get(0).item()).isEqualTo(7);
    assertThat(results.get(1).item()).isEqualTo(7);
    assertThat(results.get(0).strided().storage()).isNotSameAs(seven.strided().storage());
  }

  @Test
  void argumentsMayLieAnywhere() {
    Compiled compiled = Compiled.of(in -> List.of(in.get(0).mul(2).add(in.get(1))));
    Tensor a = Sample.normal(Seed.of(1), 4, 3);
    Tensor b = Sample.normal(Seed.of(2), 3, 4);
    float[] wanted = a.mul(2).add(b.mT()).toFloats();

    assertThat(compiled.run(a, b.mT()).getFirst().toFloats()).isEqualTo(wanted);
    assertThat(compiled.run(a, b.mT().copy()).getFirst().toFloats()).isEqualTo(wanted);
    Tensor twice = compiled.run(a, a).getFirst();
    assertThat(twice.toFloats()).isEqualTo(a.mul(2).add(a).toFloats());
  }

  @Test
  void whatIsTheSameInEveryRunIsComputedOnce() {
    Tensor table = Sample.normal(Seed.of(5), 3, 4);
    Compiled compiled =
        Compiled.of(in -> List.of(in.getFirst().mul(table.exp().sum(0)), Tensor.zeros(2, 2)));
    TensorType type = new TensorType(DType.FLOAT32, table.shape());

    assertThat(compiled.explain(type).loops()).hasSize(1);
    Tensor x = Sample.normal(Seed.of(6), 3, 4);
    assertThat(compiled.run(x).getFirst().toFloats())
        .isEqualTo(x.mul(table.exp().sum(0)).toFloats());
    assertThat(compiled.run(x).get(1).toFloats()).containsExactly(0, 0, 0, 0);
  }

  /** A loss is its parts: a name in the plan, and the loops of these. */
  @Test
  void aLossNamesItsPartsAndIsPlannedAsTheyAre() {
    TensorType logits = new TensorType(DType.FLOAT32, Shape.of(64, 10));
    TensorType classes = new TensorType(DType.INT64, Shape.of(64));
    Explanation named = withGradient((z, y) -> z.crossEntropy(y)).explain(logits, classes);

    assertThat(named.toString()).contains("crossEntropy.logSoftmaxAt", "crossEntropy.sum");
    assertThat(named.loops().stream().map(Explanation.Loop::title))
        .containsExactly(
            "row by row, 64 rows: max of 10 to [64]; gather to [64, 1]; sum of 10 to [64], then map"
                + " of its results",
            "sum of 64 to [], then map of its results",
            "map [64, 10]");

    assertThat(withGradient((z, t) -> z.mseLoss(t)).explain(logits, logits).toString())
        .contains("mseLoss.sub", "mseLoss.sum");
    assertThat(
            withGradient((z, t) -> z.binaryCrossEntropyWithLogits(t))
                .explain(logits, logits)
                .toString())
        .contains("binaryCrossEntropyWithLogits.softplus");
  }

  private static Compiled withGradient(BinaryOperator<Tensor> loss) {
    return Compiled.of(in -> {
      Tensor z = in.get(0).requiresGrad();
      Tensor value = loss.apply(z, in.get(1));
      return List.of(value, Autograd.gradients(value, z).of(z));
    });
  }

  @Test
  void oneInsideAnotherIsPartOfIt() {
    Compiled inner = Compiled.of(in -> List.of(in.getFirst().exp()));
    Compiled outer = Compiled.of(in -> List.of(inner.run(in.getFirst()).getFirst().add(1)));
    Tensor x = Tensor.of(new float[] {0, 1});

    assertThat(outer.run(x).getFirst().toFloats()).isEqualTo(x.exp().add(1).toFloats());
    assertThat(outer.explain(x.type()).loops()).hasSize(1);
  }

  @Test
  void manyThreadsMayRunOnePlan() throws InterruptedException, ExecutionException {
    Tensor w = Sample.normal(Seed.of(1), 40, 30);
    Compiled compiled = Compiled.of(in -> List.of(in.getFirst().matmul(w).relu().sum(1)));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Tensor x = Sample.normal(Seed.of(2).at(i), 20, 40);
        float[] wanted = x.matmul(w).relu().sum(1).toFloats();
        all.add(threads.submit(() -> Arrays.equals(compiled.run(x).getFirst().toFloats(), wanted)));
      }
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  @Test
  void largeResultsAreTheCallersOwnToo() {
    Compiled compiled =
        Compiled.of(in -> {
          Tensor y = in.getFirst().mul(2);
          return List.of(y, y.add(1).reshape(50, 1000), y.mT());
        });
    Tensor x = Sample.normal(Seed.of(1), 500, 100);
    List<Tensor> first = compiled.run(x);
    List<Tensor> second = compiled.run(x.mul(3));
    assertThat(first.get(0).toFloats()).isEqualTo(x.mul(2).toFloats());
    assertThat(first.get(1).toFloats()).isEqualTo(x.mul(2).add(1).toFloats());
    assertThat(first.get(2).toFloats()).isEqualTo(x.mul(2).mT().toFloats());
    assertThat(second.get(0).toFloats()).isEqualTo(x.mul(3).mul(2).toFloats());
    assertThat(second.get(1).toFloats()).isEqualTo(x.mul(3).mul(2).add(1).toFloats());
  }

  @Test
  void plansOfManyShapesDoNotPileUp() {
    int[] made = {0};
    Compiled compiled =
        Compiled.of(in -> {
          made[0]++;
          return List.of(in.getFirst().mul(3));
        });
    for (int size = 1; size <= 2 * Compiled.KEPT; size++) {
      assertThat(compiled.run(Tensor.ones(size)).getFirst().toFloats()).containsOnly(3);
    }
    int all = made[0];
    compiled.run(Tensor.ones(2 * Compiled.KEPT));
    assertThat(made[0]).as("a shape that was used lately").isEqualTo(all);
    compiled.run(Tensor.ones(1));
    assertThat(made[0]).as("the oldest shape").isGreaterThan(all);
  }
}
