package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.GradientException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.ScatterReduction;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.Update;
import org.atled.nn.Mode;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

/** Derivatives of functions, checkpoints, and the search of what is not finite. */
class DifferentiationTest {
  private static final Tensor X = Tensor.of(new double[] {0.3, -1.2, 2});
  private static final Tensor V = Tensor.of(new double[] {1, 2, -0.5});

  /** [x₀·x₁, sin x₂, x₀³, Σ x]. */
  private static Tensor several(Tensor x) {
    Tensor a = x.get(0);
    return Structure.stack(0, a.mul(x.get(1)), x.get(2).sin(), a.mul(a).mul(a), x.sum());
  }

  private static double[][] jacobianOfSeveral(double[] x) {
    return new double[][] {
      {x[1], x[0], 0}, {0, 0, Math.cos(x[2])}, {3 * x[0] * x[0], 0, 0}, {1, 1, 1}
    };
  }

  /** x₀²·x₁ + sin x₂ + x₂·x₀. */
  private static Tensor one(Tensor x) {
    return x.get(0).square().mul(x.get(1)).add(x.get(2).sin()).add(x.get(2).mul(x.get(0)));
  }

  private static double[][] hessianOfOne(double[] x) {
    return new double[][] {{2 * x[1], 2 * x[0], 1}, {2 * x[0], 0, 0}, {1, 0, -Math.sin(x[2])}};
  }

  private static double[] times(double[][] matrix, double[] v) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < v.length; j++) {
        product[i] += matrix[i][j] * v[j];
      }
    }
    return product;
  }

  private static double[] flat(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void jacobiansHaveARowForEachResult() {
    Tensor jacobian = Autograd.jacobian(DifferentiationTest::several, X);

    assertThat(jacobian.shape()).isEqualTo(Shape.of(4, 3));
    assertThat(jacobian.toDoubles())
        .containsExactly(flat(jacobianOfSeveral(X.toDoubles())), within(1e-15));
    assertThat(Autograd.jacobian(x -> x.reshape(3, 1).mul(x), X).shape())
        .isEqualTo(Shape.of(3, 3, 3));
    assertThat(Autograd.jacobian(x -> x.slice(0, 0, 0), X).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void tangentsAreTheJacobianTimesADirection() {
    Autograd.Dual dual = Autograd.jvp(DifferentiationTest::several, X, V);

    assertThat(dual.primal().toDoubles()).isEqualTo(several(X).toDoubles());
    assertThat(dual.tangent().toDoubles())
        .containsExactly(times(jacobianOfSeveral(X.toDoubles()), V.toDoubles()), within(1e-15));
    double h = 1e-6;
    double[] up = several(X.add(V.mul(h))).toDoubles();
    double[] down = several(X.sub(V.mul(h))).toDoubles();
    for (int i = 0; i < up.length; i++) {
      assertThat(dual.tangent().get(i).item()).isCloseTo((up[i] - down[i]) / (2 * h), within(1e-8));
    }
  }

  @Test
  void hessiansAndTheirProductsWithVectors() {
    Tensor hessian = Autograd.hessian(DifferentiationTest::one, X);
    Tensor product = Autograd.hvp(DifferentiationTest::one, X, V);

    double[][] wanted = hessianOfOne(X.toDoubles());
    assertThat(hessian.shape()).isEqualTo(Shape.of(3, 3));
    assertThat(hessian.toDoubles()).containsExactly(flat(wanted), within(1e-15));
    assertThat(product.toDoubles()).containsExactly(times(wanted, V.toDoubles()), within(1e-15));
  }

  @Test
  void whatDoesNotDependOnXHasZeros() {
    assertThat(Autograd.jvp(_ -> Tensor.ones(2), X, V).tangent().toFloats()).containsExactly(0, 0);
    assertThat(Autograd.jacobian(x -> x.detach(), X).toDoubles()).containsOnly(0);
    assertThat(Autograd.hessian(x -> x.sum(), X).toDoubles()).containsOnly(0);
    assertThat(Autograd.hvp(x -> x.mul(3).sum(), X, V).toDoubles()).containsOnly(0);
  }

  @Test
  void derivativesOfFunctionsAreTensorsToBeDifferentiated() {
    Tensor x = X.requiresGrad();
    // The sum of the Hessian of Σ x⁴ is Σ 12·x², its gradient 24·x.
    Tensor sum = Autograd.hessian(z -> z.square().square().sum(), x).sum();
    assertThat(Autograd.gradients(sum, x).of(x).toDoubles())
        .containsExactly(X.mul(24).toDoubles(), within(1e-13));
    Tensor tangent = Autograd.jvp(z -> z.square().mul(z), x, V).tangent().sum();
    assertThat(Autograd.gradients(tangent, x).of(x).toDoubles())
        .containsExactly(X.mul(6).mul(V).toDoubles(), within(1e-13));
    Tensor constant = Autograd.noGrad(() -> Autograd.hvp(z -> z.square().sum(), x, V));
    assertThat(constant.toDoubles()).containsExactly(2, 4, -1);
    assertThat(constant.needsGrad()).isFalse();
  }

  @Test
  void directionsAndResultsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> Autograd.jvp(x -> x, X, Tensor.of(1.0)))
        .isInstanceOf(GradientException.class)
        .hasMessage("jvp: the direction is [] but x is [3]; they must be equal.");
    assertThatThrownBy(() -> Autograd.hvp(Tensor::sum, X, Tensor.of(1.0)))
        .hasMessage("hvp: the direction is [] but x is [3]; they must be equal.");
    assertThatThrownBy(() -> Autograd.hessian(x -> x, X))
        .isInstanceOf(GradientException.class)
        .hasMessageStartingWith("gradients: the loss is float64[3], not one number;");
  }

  @Test
  void aPlanHasTheSameDerivatives() {
    Function<Tensor, List<Tensor>> all =
        x ->
            List.of(
                Autograd.jacobian(DifferentiationTest::several, x),
                Autograd.jvp(DifferentiationTest::several, x, V).tangent(),
                Autograd.hessian(DifferentiationTest::one, x),
                Autograd.hvp(DifferentiationTest::one, x, V));
    assertSame(Compiled.of(in -> all.apply(in.getFirst())).run(X), all.apply(X));
  }

  @Test
  void aPlanOfALossWithAllItsOptionsHasTheSameBits() {
    Tensor z = Sample.normal(Seed.of(3), 6, 4);
    Tensor classes = Tensor.of(new long[] {3, 0, 1, 2, -1, 2});
    Tensor weight = Tensor.of(new float[] {1, 2, 0.5f, 3});
    Function<Tensor, List<Tensor>> step =
        in -> {
          Tensor x = in.requiresGrad();
          Tensor loss =
              x.crossEntropy(
                  classes, Optional.of(weight), OptionalLong.of(-1), 0.1, Reduction.MEAN);
          return List.of(loss, Autograd.gradients(loss, x).of(x));
        };
    assertSame(Compiled.of(in -> step.apply(in.getFirst())).run(z), step.apply(z));
  }

  private static void assertSame(List<Tensor> got, List<Tensor> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(got.get(i).type()).isEqualTo(wanted.get(i).type());
      assertThat(got.get(i).toDoubles()).as("%d", i).isEqualTo(wanted.get(i).toDoubles());
    }
  }

  /** Two layers with a mask drawn from a seed; one weight is used twice. */
  private static Tensor part(List<Tensor> in, Parameter w) {
    Tensor mask = Sample.uniform(Seed.of(5), 3, 3).lt(0.5);
    Tensor h = in.get(0).matmul(w.value()).tanh();
    return mask.where(h, 0.0).matmul(w.value()).sin().mul(in.get(1));
  }

  private static List<Tensor> derivatives(boolean checkpointed, Tensor from, Parameter w) {
    Tensor x = from.requiresGrad();
    // The second input was computed from the first, and from the weight that the part uses too.
    Tensor y = x.matmul(w.value()).exp();
    Function<List<Tensor>, Tensor> f = in -> part(in, w);
    Tensor h = checkpointed ? Autograd.checkpoint(f, x, y) : f.apply(List.of(x, y));
    Tensor loss = h.square().sum();
    Gradients first = Autograd.gradients(loss, x, w.value());
    Tensor squares = first.of(x).square().sum().add(first.of(w.value()).square().sum());
    Gradients second = Autograd.gradients(squares, x, w.value());
    return List.of(loss, first.of(x), first.of(w.value()), second.of(x), second.of(w.value()));
  }

  @Test
  void checkpointsGiveTheSameBitsAndNearlyTheSameSecondDerivatives() {
    Tensor x = Sample.normal(Seed.of(1), 3, 3);
    Parameter w = new Parameter(Sample.normal(Seed.of(2), 3, 3));
    List<Tensor> plain = derivatives(false, x, w);
    List<Tensor> checkpointed = derivatives(true, x, w);

    assertSame(checkpointed.subList(0, 3), plain.subList(0, 3));
    for (int i = 3; i < 5; i++) {
      assertThat(checkpointed.get(i).allClose(plain.get(i), 1e-4, 1e-4)).as("%d", i).isTrue();
    }
    assertSame(
        Compiled.of(in -> derivatives(true, in.getFirst(), w).subList(0, 3)).run(x),
        plain.subList(0, 3));
  }

  @Test
  void checkpointsAgreeWithDifferenceQuotients() {
    Function<List<Tensor>, Tensor> f =
        in ->
            Autograd.checkpoint(
                a ->
                    Autograd.checkpoint(b -> b.get(0).mul(b.get(1)).tanh(), a.get(1), a.get(0))
                        .mul(a.get(0).exp()),
                in.get(0),
                in.get(1));
    List<Tensor> inputs = List.of(X, V);
    GradientCheck.first("checkpoint", f, inputs);
    GradientCheck.second("checkpoint", f, inputs);
    Tensor x = X.requiresGrad();
    Tensor twice = Autograd.checkpoint(in -> in.get(0).mul(in.get(1)), x, x).sum();
    assertThat(Autograd.gradients(twice, x).of(x).toDoubles()).isEqualTo(X.mul(2).toDoubles());
  }

  /** Of the part's 8 operations none leaves a node that is kept. */
  @Test
  void aCheckpointKeepsOneNodeAndRunsItsPartTwice() {
    int[] runs = {0};
    Tensor x = X.requiresGrad();
    Tensor y =
        Autograd.checkpoint(
            in -> {
              runs[0]++;
              return in.getFirst().sin().cos().sin().cos();
            },
            x);
    assertThat(runs[0]).isEqualTo(1);
    Names names = new Names();
    Scope.current().withRecorder(names).call(() -> Autograd.gradients(y.sum(), x));
    assertThat(runs[0]).isEqualTo(2);
    assertThat(names.all).containsSubsequence("sin", "cos", "sin", "cos");
    assertThat(Autograd.noGrad(() -> Autograd.checkpoint(in -> in.getFirst().exp(), x)).needsGrad())
        .isFalse();
  }

  @Test
  void changesThatWaitInACheckpointAreMadeOnce() {
    int[] changes = {0};
    Tensor x = X.requiresGrad();
    Tensor y = Autograd.checkpoint(in -> Pending.tie(in.getFirst().exp(), () -> changes[0]++), x);
    Autograd.gradients(y.sum(), x).applyPending();
    assertThat(changes[0]).isEqualTo(1);
  }

  /** What drops draws the same again, and running statistics move once. */
  @Test
  void layersInACheckpointTrainAsEver() {
    List<List<Tensor>> both = new ArrayList<>();
    for (boolean checkpointed : new boolean[] {false, true}) {
      Sequential part =
          Sequential.of(new Linear(4, 8), new BatchNorm1d(8), new Dropout(0.5), new Linear(8, 2));
      part.initialize(Seed.of(4));
      Mode mode = Mode.training(Seed.of(6), Slot.of(3L), Tensor.arange(5));
      Tensor x = Sample.normal(Seed.of(1), 5, 4);
      Tensor y =
          checkpointed
              ? Autograd.checkpoint(in -> part.apply(in.getFirst(), mode), x)
              : part.apply(x, mode);
      Gradients gradients = Autograd.gradients(y.square().sum(), part.parameters());
      gradients.applyPending();
      List<Tensor> seen = new ArrayList<>(List.of(y));
      part.parameters().forEach(p -> seen.add(gradients.of(p)));
      Objects.requireNonNull(part.children().get("1"))
          .cells()
          .values()
          .forEach(cell -> seen.add(cell.value().copy()));
      both.add(seen);
    }
    assertThat(both.getFirst()).hasSizeGreaterThan(9);
    assertSame(both.getLast(), both.getFirst());
  }

  /** A result that no operation of the function made has its gradient, or an error. */
  @Test
  void aCheckpointOfWhatLiesOutsideLosesNoGradient() {
    Tensor x = X.requiresGrad();
    Tensor other = X.add(1).requiresGrad();
    Tensor y = Autograd.checkpoint(in -> other, x).square().sum();
    assertThat(Autograd.gradients(y, other).of(other).toDoubles())
        .containsExactly(X.add(1).mul(2).toDoubles());
    Tensor outside = x.exp();
    assertThatThrownBy(() -> Autograd.checkpoint(in -> outside, x))
        .isInstanceOf(GradientException.class)
        .hasMessageStartingWith("checkpoint: the function uses a tensor from outside");
  }

  @Test
  void checkpointsSayWhatTheyCannotDo() {
    Tensor x = X.requiresGrad();
    Tensor outside = x.exp();
    assertThatThrownBy(() -> Autograd.checkpoint(in -> in.getFirst().mul(outside), x))
        .isInstanceOf(GradientException.class)
        .hasMessage(
            "checkpoint: the function uses a tensor from outside, float64[3], that was computed"
                + " from what needs a gradient; pass it as an input, or detach it.");
    double[] factor = {1};
    Tensor changing = Autograd.checkpoint(in -> in.getFirst().mul(factor[0]++), x);
    assertThatThrownBy(() -> Autograd.gradients(changing.sum(), x))
        .isInstanceOf(GradientException.class)
        .hasMessageStartingWith(
            "checkpoint: run again for the backward pass, the function gave something else than"
                + " float64[3] in the forward pass;");
    Parameter w = new Parameter(X.copy());
    Tensor stale = Autograd.checkpoint(in -> in.getFirst().mul(w.value()), x);
    w.copyInto(V);
    assertThatThrownBy(() -> Autograd.gradients(stale.sum(), x))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("was changed after the forward pass");
  }

  @Test
  void theFirstGradientThatIsNotFiniteIsNamedWithItsLine() {
    Tensor x = Tensor.of(new double[] {4, 0, 1}).requiresGrad();
    UnaryOperator<Tensor> f = z -> z.sqrt().mul(z).sum(); // 0 · ∞ at 0
    assertThatThrownBy(() -> Autograd.detectAnomaly(() -> Autograd.gradients(f.apply(x), x)))
        .isInstanceOf(GradientException.class)
        .hasMessageMatching(
            "sqrt: the gradient by its input 0 \\(float64\\[3\\]\\) is NaN at \\[1\\], the first in"
                + " this backward pass that is not finite\\. The operation was applied at"
                + " .*DifferentiationTest.*\\(DifferentiationTest\\.java:\\d+\\); keep its input"
                + " from where it has no finite slope\\.");
    assertThat(Autograd.gradients(f.apply(x), x).of(x).get(1).item()).isNaN();
  }

  @Test
  void anomaliesOfWhatWasAppliedOutsideHaveNoLineAndWhatIsFinitePasses() {
    Tensor x = Tensor.of(new double[] {0}).requiresGrad();
    Tensor loss = x.log().sum();
    assertThatThrownBy(() -> Autograd.detectAnomaly(() -> Autograd.gradients(loss, x)))
        .hasMessageContaining("is Infinity at [0]")
        .hasMessageContaining("applied outside of detectAnomaly, so that its line is not known;");
    assertThat(Autograd.detectAnomaly(() -> Autograd.gradients(x.exp().sum(), x)).of(x).item())
        .isEqualTo(1);
  }

  /** The operations that were applied, by their names. */
  private static final class Names implements Recorder {
    private final List<String> all = new ArrayList<>();

    @Override
    public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
      all.add(op.name());
    }

    @Override
    public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {}

    @Override
    public void hostAccess(String what) {}
  }

  /** y = x s₀ s₁ at s = 0: d²y/ds₀ds₁ = x. */
  @Test
  void aScatteredProductWithTwoZerosHasItsSecondDerivative() {
    Tensor index = Tensor.zeros(2).to(DType.INT64);
    Tensor hessian =
        Autograd.hessian(
            s ->
                Tensor.full(s.dtype(), 3, 1)
                    .scatterReduce(0, index, s, ScatterReduction.PROD, true)
                    .sum(),
            Tensor.zeros(2));
    assertThat(hessian.toDoubles()).containsExactly(0, 3, 3, 0);
  }
}
