package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.GradientException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.linalg.Linalg;
import org.junit.jupiter.api.Test;

/** What decompositions refuse, eagerly and in plans, and that plans are what eager steps are. */
class LinalgErrorsTest {
  private static final Tensor ONE = Tensor.eye(2).to(DType.FLOAT64);
  private static final Tensor SINGULAR = Tensor.of(new double[][] {{1, 2}, {2, 4}});
  private static final Tensor BATCH = Structure.stack(0, ONE, SINGULAR, ONE, SINGULAR);
  private static final Tensor BROKEN = Tensor.of(new double[][] {{1, 2}, {2, Double.NaN}});
  private static final String IS_SINGULAR =
      "the matrix is singular, as pivot 1 of its elimination is 0; pinv and lstsq take such.";

  private static Tensor ones(long... sizes) {
    return Tensor.ones(sizes).to(DType.FLOAT64);
  }

  private static void fails(
      Class<? extends AtledException> kind, ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(kind).hasMessage(message);
  }

  @Test
  void matricesWithoutAnAnswerAreNamed() {
    fails(ArgumentException.class, () -> Linalg.inverse(SINGULAR), "inverse: " + IS_SINGULAR);
    fails(
        ArgumentException.class,
        () -> Linalg.inverse(BATCH),
        "inverse: batch element [1]: " + IS_SINGULAR);
    fails(
        ArgumentException.class, () -> Linalg.matrixPower(SINGULAR, -3), "inverse: " + IS_SINGULAR);
    fails(
        ArgumentException.class,
        () -> Linalg.matrixPower(ONE, Integer.MIN_VALUE),
        "matrixPower: the exponent is -2147483648 but takes -2147483647 or more.");
    fails(
        ArgumentException.class,
        () -> Linalg.solve(BATCH.reshape(2, 2, 2, 2), ONE),
        "solve: batch element [0, 1]: " + IS_SINGULAR);
    fails(
        ArgumentException.class,
        () -> Linalg.cholesky(BATCH),
        "cholesky: batch element [1]: the matrix is not positive definite; eigvalsh shows by how"
            + " much, and adding a multiple of the identity helps if it is little.");
    assertThatThrownBy(() -> Linalg.cholesky(BROKEN)).isInstanceOf(ArgumentException.class);
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(Linalg::svdvals, Linalg::eigvalsh, Linalg::pinv)) {
      assertThatThrownBy(() -> f.apply(BROKEN))
          .isInstanceOf(ArgumentException.class)
          .hasMessageMatching(
              "(svd|eigh|pinv): the matrix has an element that is NaN; take finite ones\\.");
    }
    assertThat(Linalg.det(BROKEN).item()).isNaN();
  }

  @Test
  void gradientsThatDoNotExist() {
    Tensor x = SINGULAR.requiresGrad();
    Tensor log = Linalg.slogdet(x).logAbsDet();
    fails(ArgumentException.class, () -> Autograd.gradients(log, x), "inverse: " + IS_SINGULAR);
    Tensor tall = ones(3, 2).requiresGrad();
    Tensor r = Linalg.qr(tall, true).r().sum();
    fails(
        GradientException.class,
        () -> Autograd.gradients(r, tall),
        "qr: of [3, 2] the complete decomposition has no derivative, as columns of Q are any that"
            + " complete the others; take the reduced one.");
  }

  @Test
  void typesThatAreNotTaken() {
    for (DType type : List.of(DType.FLOAT16, DType.BFLOAT16, DType.INT64, DType.BOOL)) {
      fails(
          TypeException.class,
          () -> Linalg.det(ONE.to(type)),
          "det: takes float32 or float64, not "
              + type
              + "[2, 2]; convert with to(DType.FLOAT32) or to(DType.FLOAT64).");
    }
    fails(
        TypeException.class,
        () -> Linalg.solve(ONE, ONE.to(DType.FLOAT32)),
        "solve: takes operands of one type, not float64[2, 2] and float32[2, 2]; convert one with"
            + " to(…).");
  }

  @Test
  void shapesThatAreNotTaken() {
    Tensor wide = Tensor.ones(2, 3);
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(
            Linalg::det, Linalg::inverse, Linalg::cholesky, Linalg::eigvalsh)) {
      assertThatThrownBy(() -> f.apply(wide))
          .isInstanceOf(ShapeException.class)
          .hasMessageEndingWith(": takes square matrices [.., n, n], not [2, 3].");
    }
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(
            Linalg::svdvals, Linalg::pinv, Linalg::matrixRank, x -> Linalg.qr(x).q())) {
      assertThatThrownBy(() -> f.apply(Tensor.ones(3)))
          .isInstanceOf(ShapeException.class)
          .hasMessageEndingWith(": takes matrices [.., m, n], not [3].");
    }
    fails(
        ShapeException.class,
        () -> Linalg.solve(ONE, ones(3, 1)),
        "solve: [2, 2] and [3, 1]: the left has 2 rows and the right 3; they must be equal.");
    fails(
        ShapeException.class,
        () -> Linalg.cond(Tensor.ones(0, 2)),
        "cond: takes matrices with elements, not [0, 2].");
    fails(
        ArgumentException.class,
        () -> Linalg.pinv(wide, -1),
        "pinv: rtol is -1.0; take 0 or more.");
  }

  @Test
  void plansGiveTheBitsOfEagerSteps() {
    Tensor a = Structure.stack(0, ONE.add(3), ONE.mul(-2).sub(1));
    Tensor b = Tensor.of(new double[][] {{1}, {-2}});
    Compiled step =
        Compiled.of(in -> {
          Tensor x = in.get(0).mT().requiresGrad();
          Linalg.SlogDet logs = Linalg.slogdet(x);
          Tensor y = Linalg.solve(x, in.get(1));
          Tensor loss = y.square().sum().add(logs.logAbsDet().sum()).add(Linalg.svdvals(x).sum());
          return List.of(loss, y, Autograd.gradients(loss, x).of(x), Linalg.eigh(x).vectors());
        });
    List<Tensor> planned = step.run(a, b);
    List<Tensor> again = step.run(a, b);
    Tensor x = a.mT().requiresGrad();
    Tensor y = Linalg.solve(x, b);
    Tensor loss =
        y.square().sum().add(Linalg.slogdet(x).logAbsDet().sum()).add(Linalg.svdvals(x).sum());
    List<Tensor> eager =
        List.of(loss, y, Autograd.gradients(loss, x).of(x), Linalg.eigh(x).vectors());
    for (int i = 0; i < eager.size(); i++) {
      double[] wanted = Numbers.of(eager.get(i)).values();
      assertThat(Numbers.of(planned.get(i)).values()).isEqualTo(wanted);
      assertThat(Numbers.of(again.get(i)).values()).isEqualTo(wanted);
    }
  }

  @Test
  void emptyMatricesInAPlan() {
    Tensor none = Tensor.zeros(DType.FLOAT64, 2, 0, 0);
    Tensor det = Compiled.of(in -> List.of(Linalg.det(in.getFirst()))).run(none).getFirst();
    assertThat(Numbers.of(det).values()).containsExactly(1, 1);
  }

  /**
   * As eagerly: what is written to the cell is computed before, where a plan would write it too.
   */
  @Test
  void aPlanRefusesBeforeItChangesACell() {
    Buffer cell = new Buffer(Tensor.zeros(DType.FLOAT64, 2, 2));
    Buffer inverse = new Buffer(Tensor.zeros(DType.FLOAT64, 2, 2));
    Compiled step =
        Compiled.of(in -> {
          Tensor next = in.getFirst().matmul(in.getFirst());
          Tensor y = Linalg.inverse(in.getFirst());
          cell.copyInto(next);
          inverse.copyInto(y);
          return List.of();
        });
    fails(ArgumentException.class, () -> step.run(SINGULAR), "inverse: " + IS_SINGULAR);
    assertThat(Numbers.of(cell.value()).values()).containsOnly(0);
    step.run(ONE.mul(2));
    assertThat(Numbers.of(cell.value()).values()).containsExactly(4, 0, 0, 4);
    assertThat(Numbers.of(inverse.value()).values()).containsExactly(0.5, 0, 0, 0.5);
  }
}
