package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.GemmKernel;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Products of tensors: what they refuse, and in which order several are multiplied. */
class LinearAlgebraTest {
  private static final Tensor X = Tensor.zeros(2, 3);
  private static final Tensor V = Tensor.zeros(3);

  private static void fails(
      Class<? extends AtledException> kind, ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(kind).hasMessage(message);
  }

  private static void misfits(ThrowingCallable call, String message) {
    fails(ShapeException.class, call, message);
  }

  @Test
  void subscriptsThatCannotBeRead() {
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("i1->i", X),
        "einsum: \"i1->i\" has '1', which is no letter from a to z or A to Z; commas stand between"
            + " operands, -> before the result, ... for any axes.");
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("ij->i->j", X),
        "einsum: \"ij->i->j\" has '-', which is no letter from a to z or A to Z; commas stand"
            + " between operands, -> before the result, ... for any axes.");
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("i......", X),
        "einsum: \"i......\" has two ellipses in one place; one stands for all axes without"
            + " letters.");
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("ij->ijj", X),
        "einsum: \"ij->ijj\" has the letter j twice in its result; a result has each once.");
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("ij->k", X),
        "einsum: \"ij->k\" has the letter k in its result but in no operand, so that its size is"
            + " unknown.");
  }

  @Test
  void subscriptsThatDoNotFitTheOperands() {
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("ij->ij"),
        "einsum: takes at least 1 operand, not 0.");
    fails(
        ArgumentException.class,
        () -> Tensor.einsum("ij,jk->ik", X),
        "einsum: \"ij,jk->ik\" names 2 operands, but there are 1.");
    misfits(
        () -> Tensor.einsum("ij,j->i", X, X),
        "einsum: \"ij,j->i\" names 1 axes of operand 1, which is [2, 3]; an ellipsis (...) stands"
            + " for the others.");
    misfits(
        () -> Tensor.einsum("...ij", V),
        "einsum: \"...ij\" names 2 axes of operand 0, which is [3].");
    misfits(
        () -> Tensor.einsum("ij,jk", X, X),
        "einsum: \"ij,jk\": the letter j is 3 in operand 0, [2, 3], but 2 in operand 1, [2, 3];"
            + " sizes must be equal or 1.");
    misfits(
        () -> Tensor.einsum("ii->i", Tensor.zeros(1, 3)),
        "einsum: \"ii->i\": the letter i is there twice in operand 0, [1, 3], but is 1 and 3; a"
            + " diagonal takes equal sizes.");
    misfits(
        () -> Tensor.einsum("...,...", X, Tensor.zeros(4)),
        "einsum: \"...,...\": axis -1 of the ellipsis is 3 in operand 0, [2, 3], but 4 in operand"
            + " 1, [4]; sizes must be equal or 1.");
  }

  /** As NumPy's; PyTorch has no product of matrices of bools. */
  @Test
  void ofBoolsASumIsTrueIfAnyProductIs() {
    Tensor a = Tensor.of(new boolean[][] {{true, true}, {false, true}});
    Tensor b = Tensor.of(new boolean[] {true, true});
    assertThat(Tensor.einsum("ij,j->i", a, b).toArray()).isEqualTo(new boolean[] {true, true});
    assertThat(Tensor.einsum("ij,i->j", a, Tensor.of(new boolean[] {false, true})).toArray())
        .isEqualTo(new boolean[] {false, true});
    assertThat(Tensor.einsum("ij->ji", a).type())
        .isEqualTo(new TensorType(DType.BOOL, Shape.of(2, 2)));
  }

  @Test
  void operandsMeetInOneType() {
    Tensor doubles = Tensor.zeros(DType.FLOAT64, 3);
    assertThat(Tensor.einsum("ij,j->i", X, doubles).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(X.tensordot(V.to(DType.FLOAT16), 1).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(Tensor.einsum("ij->i", X.to(DType.INT32)).dtype()).isEqualTo(DType.INT64);
    assertThat(Tensor.einsum("ij,ij->", X.to(DType.INT32), X.to(DType.INT32)).dtype())
        .isEqualTo(DType.INT32);
  }

  /** The sizes of the results of an einsum's kernels, of float32 operands, one kernel each. */
  private static List<String> steps(String subscripts, Shape... shapes) {
    List<TensorType> types = new ArrayList<>();
    for (Shape shape : shapes) {
      types.add(new TensorType(DType.FLOAT32, shape));
    }
    Recording recording =
        Capture.record(types, in -> List.of(Tensor.einsum(subscripts, in.toArray(Tensor[]::new))));
    return recording.steps().stream()
        .map(step ->
            step.kernel().getClass().getSimpleName().replaceFirst("Kernel$", "")
                + (step.kernel() instanceof GemmKernel gemm ? " " + gemm.out().shape() : ""))
        .toList();
  }

  @Test
  void thePairWithTheSmallestProductIsMultipliedFirst() {
    // From the right: A·(B·v) and never a product of the matrices.
    assertThat(steps("ij,jk,k->i", Shape.of(20, 30), Shape.of(30, 40), Shape.of(40)))
        .containsExactly("Gemm [30, 1]", "Gemm [20, 1]");
    // From the left: the same chain the other way around.
    assertThat(steps("i,ij,jk->k", Shape.of(20), Shape.of(20, 30), Shape.of(30, 40)))
        .containsExactly("Gemm [1, 30]", "Gemm [40, 1]");
    // The middle pair.
    assertThat(
            steps(
                "ij,jk,kl,lm->im", Shape.of(9, 8), Shape.of(8, 2), Shape.of(2, 8), Shape.of(8, 9)))
        .containsExactly("Gemm [9, 2]", "Gemm [2, 9]", "Gemm [9, 9]");
  }

  @Test
  void aPairIsOneProductOfMatrices() {
    assertThat(steps("bhqd,bhkd->bhqk", Shape.of(2, 3, 4, 5), Shape.of(2, 3, 6, 5)))
        .containsExactly("Gemm [2, 3, 4, 6]");
    assertThat(steps("...ij,jk->...ik", Shape.of(2, 3, 4, 5), Shape.of(5, 6)))
        .containsExactly("Gemm [24, 6]");
  }

  @Test
  void whatIsSummedInOneOperandAloneIsSummedFirst() {
    assertThat(steps("ij,kl->il", Shape.of(7, 8), Shape.of(9, 5)))
        .containsExactly("Reduce", "Reduce", "Map");
  }

  @Test
  void rearrangementsAreViews() {
    assertThat(steps("a...b->b...a", Shape.of(2, 3, 4, 5))).isEmpty();
    assertThat(steps("bii->ib", Shape.of(2, 3, 3))).isEmpty();
  }

  @Test
  void tensordot() {
    misfits(() -> X.tensordot(X, 3), "tensordot: cannot go over 3 axes of [2, 3] and of [2, 3].");
    misfits(
        () -> X.tensordot(X, 1),
        "tensordot: axis 1 of [2, 3] and axis 0 of [2, 3] must be equal or 1, not 3 and 2.");
    misfits(
        () -> X.tensordot(X, new int[] {0, 1}, new int[] {0}),
        "tensordot: 2 axes of the left cannot meet 1 of the right.");
    misfits(
        () -> X.tensordot(X, new int[] {1, -1}, new int[] {0, 1}),
        "tensordot: Axis 1 is named twice in [1, -1].");
    assertThat(Tensor.ones(3, 4, 5).tensordot(Tensor.ones(4, 5, 6), 2).shape())
        .isEqualTo(Shape.of(3, 6));
  }

  @Test
  void vectors() {
    misfits(
        () -> V.dot(Tensor.zeros(1)),
        "dot: takes two vectors of one length, not [3] and [1]; matmul and tensordot take more"
            + " axes.");
    misfits(() -> V.outer(X), "outer: takes two vectors, not [3] and [2, 3]; flatten() makes one.");
    misfits(() -> V.cross(X), "cross: takes operands of one rank, not [3] and [2, 3].");
    misfits(
        () -> X.cross(X, 0),
        "cross: takes vectors of 3 elements along axis 0, but the shapes are [2, 3] and [2, 3].");
    misfits(
        () -> X.cross(Tensor.zeros(4, 3)),
        "cross: Shapes [2, 3] and [4, 3] do not broadcast: counted from the end, axis -2 is 2 in"
            + " one and 4 in the other; sizes must be equal or 1.");
  }

  @Test
  void matrices() {
    misfits(
        () -> X.bmm(X),
        "bmm: takes [b, m, k] and [b, k, n], not [2, 3] and [2, 3]; matmul broadcasts leading"
            + " axes.");
    misfits(() -> X.addmm(V, X), "addmm: takes matrices [m, k] and [k, n], not [3] and [2, 3].");
    misfits(
        () -> X.addmm(X, Tensor.zeros(3, 4)),
        "addmm: [2, 3] does not broadcast to the product, [2, 4].");
    misfits(() -> V.trace(), "trace: takes a matrix, not [3]; diagonal().sum(-1) takes more axes.");
    misfits(() -> X.matrixPower(2), "matrixPower: takes square matrices [.., n, n], not [2, 3].");
    fails(
        ArgumentException.class,
        () -> X.matrixPower(-1),
        "matrixPower: the exponent -1 asks for an inverse; take 0 or more, or"
            + " Linalg.matrixPower.");
    misfits(() -> V.matrixNorm(), "matrixNorm: takes matrices [.., m, n], not [3].");
    fails(
        ArgumentException.class,
        () -> X.matrixNorm(2),
        "matrixNorm: takes 1, −1, ∞ or −∞, or no order for Frobenius, not 2.0.");
    fails(
        TypeException.class,
        () -> X.to(DType.INT64).matrixNorm(1),
        "matrixNorm: takes floats, not int64[2, 3]; convert with to(…).");
  }

  @Test
  void aPowerIsMadeBySquaring() {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(3, 3));
    assertThat(Capture.record(List.of(type), in -> List.of(in.getFirst().matrixPower(13))).steps())
        .hasSize(5);
  }
}
