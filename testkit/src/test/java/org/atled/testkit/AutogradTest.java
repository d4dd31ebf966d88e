package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Gradients;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.op.structure.Slice;
import org.atled.core.op.structure.SumOfParts;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;
import org.junit.jupiter.api.Test;

/** Gradients as values. */
class AutogradTest {
  private static Tensor tracked(double... values) {
    return Tensor.of(values).requiresGrad();
  }

  @Test
  void firstAndSecondDerivativesOfAFormula() {
    Tensor x = Tensor.of(2.0).requiresGrad();
    Tensor y = Tensor.of(3.0).requiresGrad();
    Tensor f = x.mul(y).add(x.sin());
    Gradients df = Autograd.gradients(f, x, y);
    assertThat(df.of(x).item()).isCloseTo(3 + Math.cos(2), within(1e-15));
    assertThat(df.of(y).item()).isEqualTo(2);
    Gradients d2f = Autograd.gradients(df.of(x), x, y);
    assertThat(d2f.of(x).item()).isCloseTo(-Math.sin(2), within(1e-15));
    assertThat(d2f.of(y).item()).isEqualTo(1);
    Gradients d3f = Autograd.gradients(d2f.of(x), x);
    assertThat(d3f.of(x).item()).isCloseTo(-Math.cos(2), within(1e-15));
  }

  @Test
  void aTensorUsedTwiceGetsBothShares() {
    Tensor x = tracked(3);
    assertThat(Autograd.gradients(x.mul(x).add(x), x).of(x).item()).isEqualTo(7);
  }

  @Test
  void gradientsByIntermediateTensors() {
    Tensor x = tracked(1, 2, 3);
    Tensor h = x.mul(2);
    Tensor loss = h.square().sum();
    Gradients g = Autograd.gradients(loss, h, x);
    assertThat(g.of(h).toDoubles()).containsExactly(4, 8, 12);
    assertThat(g.of(x).toDoubles()).containsExactly(8, 16, 24);
    assertThat(Autograd.gradients(loss, loss).of(loss).item()).isEqualTo(1);
  }

  @Test
  void nothingIsAccumulatedAnywhere() {
    Tensor x = tracked(2);
    Tensor loss = x.square().sum();
    assertThat(Autograd.gradients(loss, x).of(x).item()).isEqualTo(4);
    assertThat(Autograd.gradients(loss, x).of(x).item()).isEqualTo(4);
  }

  @Test
  void gradientsSayWhatTheyWereTakenBy() {
    Parameter weight = new Parameter(Tensor.of(new float[][] {{1, 2}}));
    weight.name("fc.weight");
    Tensor x = tracked(2);
    Tensor h = x.mul(3);
    Tensor loss = weight.value().mul(h).sum();

    assertThat(Autograd.gradients(loss, List.of(weight)))
        .hasToString("Gradients[Parameter \"fc.weight\" float32[1, 2]]");
    assertThat(Autograd.gradients(loss, weight.value(), h, x))
        .hasToString("Gradients[Parameter \"fc.weight\" float32[1, 2], float64[1], float64[1]]");
    Tensor[] many = new Tensor[10];
    Tensor sum = Tensor.of(0.0);
    for (int i = 0; i < many.length; i++) {
      many[i] = tracked(i);
      sum = sum.add(many[i].sum());
    }
    assertThat(Autograd.gradients(sum, many).toString())
        .startsWith("Gradients[float64[1], ")
        .endsWith("float64[1] and 2 more]");
  }

  @Test
  void theParametersOfATensorAreThoseItsGradientCouldBeTakenBy() {
    Parameter used = new Parameter(Tensor.of(1f));
    Parameter twice = new Parameter(Tensor.of(2f));
    Parameter frozen = new Parameter(Tensor.of(3f));
    Parameter detached = new Parameter(Tensor.of(4f));
    frozen.freeze(true);
    Tensor x = Tensor.of(2f).requiresGrad();
    Tensor y =
        x.mul(twice.value())
            .add(used.value().mul(twice.value()))
            .mul(frozen.value())
            .add(detached.value().detach());

    assertThat(Autograd.parametersOf(y)).containsExactly(twice, used);
    assertThat(Autograd.parametersOf(Autograd.gradients(y, x).of(x))).containsExactly(twice);
    assertThat(Autograd.parametersOf(Autograd.noGrad(() -> used.value().mul(2)))).isEmpty();
    assertThat(Autograd.parametersOf(used.value())).containsExactly(used);
  }

  @Test
  void insideNoGradNothingLeavesANode() {
    Tensor x = tracked(2);
    assertThat(Autograd.noGrad(() -> x.mul(x)).needsGrad()).isFalse();
    assertThat(x.mul(x).needsGrad()).isTrue();
    Tensor loss = x.mul(x).sum();
    Gradients once = Autograd.noGrad(() -> Autograd.gradients(loss, x));
    assertThat(once.of(x).item()).isEqualTo(4);
    assertThat(once.of(x).needsGrad()).isFalse();
  }

  @Test
  void detachedTensorsAreConstants() {
    Tensor x = tracked(3);
    Gradients g = Autograd.gradients(x.mul(x.detach()).sum(), x);
    assertThat(g.of(x).item()).isEqualTo(3);
    assertThat(x.detach().strided().storage()).isSameAs(x.strided().storage());
  }

  @Test
  void vjpWeighsTheOutputs() {
    Tensor x = tracked(1, 2);
    Tensor y = Structure.concat(0, x.square(), x.mul(3));
    Tensor cotangent = Tensor.of(new double[] {1, 10, 100, 1000});
    assertThat(Autograd.vjp(y, cotangent, x).of(x).toDoubles()).containsExactly(302, 3040);
  }

  @Test
  void gradientsHaveTheTypeOfWhatTheyAreTakenBy() {
    Tensor narrow = Tensor.of(new float[] {1, 2}).requiresGrad();
    Tensor wide = tracked(3, 4);
    Gradients g = Autograd.gradients(narrow.mul(wide).sum(), narrow, wide);
    assertThat(g.of(narrow).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(g.of(wide).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(g.of(narrow).toDoubles()).containsExactly(3, 4);
  }

  @Test
  void broadcastOperandsGetTheSumOfTheirShares() {
    Tensor row = tracked(1, 2, 3);
    Tensor column = Tensor.of(new double[][] {{10}, {20}}).requiresGrad();
    Tensor scalar = Tensor.of(5.0).requiresGrad();
    Tensor f = row.mul(column).mul(scalar).sum();
    Gradients g = Autograd.gradients(f, row, column, scalar);
    assertThat(g.of(row).toDoubles()).containsExactly(150, 150, 150);
    assertThat(g.of(column).toArray()).isEqualTo(new double[][] {{30}, {30}});
    assertThat(g.of(scalar).shape()).isEqualTo(Shape.scalar());
    assertThat(g.of(scalar).item()).isEqualTo(180);
  }

  @Test
  void integersAndBoolsAreConstants() {
    Tensor x = tracked(1, -2, 3);
    Tensor f = x.gt(0).where(x, x.mul(10)).mul(Tensor.of(new int[] {1, 2, 3})).sum();
    assertThat(Autograd.gradients(f, x).of(x).toDoubles()).containsExactly(1, 20, 3);
    assertThat(x.gt(0).needsGrad()).isFalse();
    assertThat(x.to(DType.INT32).needsGrad()).isFalse();
    assertThat(x.argmax(0).needsGrad()).isFalse();
  }

  @Test
  void tieRules() {
    Tensor a = tracked(2, 1);
    Tensor b = tracked(2, 3);
    Gradients max = Autograd.gradients(a.maximum(b).sum(), a, b);
    assertThat(max.of(a).toDoubles()).containsExactly(0.5, 0);
    assertThat(max.of(b).toDoubles()).containsExactly(0.5, 1);
    Gradients min = Autograd.gradients(a.minimum(b).sum(), a, b);
    assertThat(min.of(a).toDoubles()).containsExactly(0.5, 1);
    Tensor x = tracked(4, 1, 4, 0);
    assertThat(Autograd.gradients(x.max(), x).of(x).toDoubles()).containsExactly(0.5, 0, 0.5, 0);
    Tensor zero = tracked(0, -0.0);
    for (Tensor y : List.of(zero.relu(), zero.abs(), zero.sign(), zero.floor())) {
      assertThat(Autograd.gradients(y.sum(), zero).of(zero).abs().toDoubles())
          .containsExactly(0, 0);
    }
  }

  @Test
  void whatDoesNotMatterMayHaveZeros() {
    Tensor x = tracked(1, 2);
    Tensor y = tracked(3, 4);
    Gradients g = Autograd.gradients(x.sum(), Independent.ZEROS, x, y);
    assertThat(g.of(y).toDoubles()).containsExactly(0, 0);
    assertThat(g.of(x).toDoubles()).containsExactly(1, 1);
  }

  @Test
  void frozenParametersAreConstants() {
    Parameter w = new Parameter(Tensor.of(2.0));
    Parameter b = new Parameter(Tensor.of(1.0));
    w.freeze(true);
    assertThat(w.value().needsGrad()).isFalse();
    Gradients g = Autograd.gradients(w.value().mul(3).add(b.value()), List.of(w, b));
    assertThat(g.find(w)).isEmpty();
    assertThat(g.of(b).item()).isEqualTo(1);
    w.freeze(false);
    assertThat(Autograd.gradients(w.value().mul(3), List.of(w)).of(w).item()).isEqualTo(3);
  }

  @Test
  void gradientsCanBeScaledAddedAndMeasured() {
    Tensor x = tracked(3, 4);
    Gradients g = Autograd.gradients(x.square().sum().mul(0.5), x);
    assertThat(g.norm().item()).isEqualTo(5);
    assertThat(g.map(t -> t.mul(2)).of(x).toDoubles()).containsExactly(6, 8);
    assertThat(g.plus(g).of(x).toDoubles()).containsExactly(6, 8);
  }

  @Test
  void graphsMayBeDeep() {
    Tensor x = Tensor.of(1.0).requiresGrad();
    Tensor sum = x;
    for (int i = 0; i < 100_000; i++) {
      sum = sum.add(x);
    }
    assertThat(Autograd.gradients(sum, x).of(x).item()).isEqualTo(100_001);
  }

  @Test
  void secondDerivativesOfDeepGraphs() {
    Tensor x = Tensor.of(1.0).requiresGrad();
    Tensor power = x;
    for (int i = 1; i < 2000; i++) {
      power = power.mul(x);
    }
    Gradients first = Autograd.gradients(power, x);
    assertThat(first.of(x).item()).isEqualTo(2000);
    assertThat(Autograd.gradients(first.of(x), x).of(x).item()).isEqualTo(2000.0 * 1999);
  }

  @Test
  void cotangentsOfManySlicesMeetInOneBuffer() {
    int rows = 1000;
    Tensor x = Tensor.linspace(1, rows, rows).reshape(rows, 1).requiresGrad();
    Tensor loss = Tensor.of(0.0);
    for (int i = 0; i < rows; i++) {
      loss = loss.add(x.get(i).square().sum());
    }
    Tensor total = loss;
    Counter counter = new Counter();
    Gradients g = Scope.current().withRecorder(counter).call(() -> Autograd.gradients(total, x));
    assertThat(g.of(x).toDoubles()).isEqualTo(x.mul(2).toDoubles());
    // One buffer of x's size, and no operation that is given or gives another for each slice.
    assertThat(counter.ops.stream().filter(SumOfParts.class::isInstance)).hasSize(1);
    assertThat(counter.whole).isLessThan(5);
  }

  @Test
  void slicesAndTheWholeTogether() {
    Tensor x = tracked(1, 2, 3);
    Tensor f = x.get(0).mul(10).add(x.slice(0, 0, 2).sum()).add(x.square().sum());
    assertThat(Autograd.gradients(f, x).of(x).toDoubles()).containsExactly(13, 5, 6);
    GradientCheck.second(
        "slices",
        in -> in.getFirst().get(0).mul(in.getFirst().slice(0, 1, 3)).add(in.getFirst().sum()),
        List.of(Tensor.of(new double[] {1, 2, 3})));
  }

  @Test
  void composedFormulasAgreeWithDifferenceQuotients() {
    Tensor x = Numbers.of(Shape.of(3, 4), i -> StrictMath.sin(i * 1.7)).tensor(DType.FLOAT64);
    Tensor w = Numbers.of(Shape.of(4, 2), i -> StrictMath.cos(i * 2.3)).tensor(DType.FLOAT64);
    java.util.function.Function<List<Tensor>, Tensor> network =
        in -> in.get(0).matmul(in.get(1)).tanh().logSoftmax(1).mean(0);
    GradientCheck.first("network", network, List.of(x, w));
    GradientCheck.second("network", network, List.of(x, w));
  }

  @Test
  void aConstantGradientIsAGradientToo() {
    Tensor x = Tensor.of(new double[] {1, 2}).requiresGrad();
    Tensor g = Autograd.gradients(x.mul(3).sum(), x).of(x);

    assertThat(Autograd.gradients(g.square().sum(), g).of(g).toDoubles()).containsExactly(6, 6);
  }

  @Test
  void aDescentDoesNotGoThroughItsEarlierGradients() {
    Tensor x = Tensor.of(4.0).requiresGrad();
    int operations = 0;
    for (int i = 0; i < 40; i++) {
      Tensor from = x;
      Counter counter = new Counter();
      Tensor g =
          Scope.current()
              .withRecorder(counter)
              .call(() -> Autograd.gradients(from.square(), from).of(from));
      operations = i == 0 ? counter.ops.size() : operations;
      assertThat(counter.ops).as("step %d", i).hasSize(operations);
      x = x.sub(g.mul(0.25));
    }
    assertThat(x.item()).isCloseTo(4 * Math.pow(0.5, 40), within(1e-20));
  }

  @Test
  void aGradientIsAValueEvenIfItIsTheCotangent() {
    Parameter cotangent = new Parameter(Tensor.of(new float[] {1, 2}));
    Tensor x = Tensor.of(new float[] {5, 5}).requiresGrad();
    Tensor g = Autograd.vjp(x.add(1), cotangent.value(), x).of(x);
    cotangent.copyInto(Tensor.of(new float[] {8, 8}));

    assertThat(g.toDoubles()).containsExactly(1, 2);
  }

  /** Nothing below h is asked for, so that what changed there since does not matter. */
  @Test
  void aWalkEndsWhereNothingIsWanted() {
    Parameter p = new Parameter(Tensor.of(new float[] {2, 4}));
    Tensor v = Tensor.of(new float[] {1, 3}).requiresGrad();
    Tensor h = p.value().log();
    p.copyInto(Tensor.of(new float[] {5, 6}));

    Gradients g = Autograd.gradients(h.mul(v).sum(), h, v);

    assertThat(g.of(h).toFloats()).containsExactly(1, 3);
    assertThat(g.of(v).toFloats()).containsExactly(h.toFloats());
  }

  /** The second derivative of a gradient that was taken outside is no part of the recording. */
  @Test
  void aGradientTakenBeforeARecordingIsDifferentiatedAsItWasTaken() {
    Tensor x = Tensor.of(new double[] {2, 3}).requiresGrad();
    Tensor g = Autograd.gradients(x.square().mul(x).sum(), x).of(x); // 3x²
    TensorType type = new TensorType(DType.FLOAT64, Shape.of(2));

    Capture.record(
        List.of(type), in -> List.of(Autograd.gradients(g.mul(in.getFirst()).sum(), x).of(x)));

    assertThat(Autograd.gradients(g.sum(), x).of(x).toDoubles()).containsExactly(12, 18);
  }

  @Test
  void aGradientByTheInputComputesNoGradientOfTheWeights() {
    Parameter w = new Parameter(Tensor.ones(5, 4));
    Parameter b = new Parameter(Tensor.ones(5));
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(3, 4));
    Recording recording =
        Capture.record(
            List.of(type),
            in -> {
              Tensor x = in.getFirst().requiresGrad();
              Tensor loss = x.linear(w.value(), b.value()).sum();
              return List.of(Autograd.gradients(loss, x).of(x));
            });
    assertThat(recording.steps().stream().map(Recording.Step::kernel))
        .filteredOn(kernel -> kernel instanceof GemmKernel)
        .hasSize(2); // forward, and G·W for the input; none for Gᵀ·x
    assertThat(recording.steps().stream().map(Recording.Step::kernel))
        .filteredOn(kernel -> kernel instanceof ReduceKernel)
        .hasSize(1); // the loss; none for the bias
  }

  /** Remembers the operations, and how many gave a tensor of the size of the sliced one. */
  private static final class Counter implements Recorder {
    private final List<KernelOp> ops = new ArrayList<>();
    private int whole;

    @Override
    public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
      ops.add(op);
      whole += results.getFirst().shape().elements() == 1000 && !(op instanceof Slice) ? 1 : 0;
    }

    @Override
    public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {}

    @Override
    public void hostAccess(String what) {}
  }
}
