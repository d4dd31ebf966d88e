package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.elementwise.Exp;
import org.atled.core.op.elementwise.Mul;
import org.atled.core.op.nn.LogSoftmaxAt;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Operands that do not fit, and what is said of them. */
class ErrorTextTest {
  private static final Tensor X = Tensor.zeros(2, 3);

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  @Test
  void add() {
    fails(
        () -> X.add(Tensor.zeros(4)),
        "add: Shapes [2, 3] and [4] do not broadcast: counted from the end, axis -1 is 3 in one and"
            + " 4 in the other; sizes must be equal or 1.");
  }

  @Test
  void where() {
    fails(
        () -> X.gt(0).where(X, Tensor.zeros(3, 1)),
        "where: Shapes [2, 3] and [3, 1] do not broadcast: counted from the end, axis -2 is 2 in"
            + " one and 3 in the other; sizes must be equal or 1.");
  }

  @Test
  void pow() {
    fails(
        () -> X.pow(Tensor.zeros(4)),
        "pow: Shapes [2, 3] and [4] do not broadcast: counted from the end, axis -1 is 3 in one and"
            + " 4 in the other; sizes must be equal or 1.");
    assertThatThrownBy(() -> Tensor.of(new int[] {1, 2}).pow(-2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "pow: the exponent -2 is negative but int32[2] holds whole numbers; convert it with"
                + " to(FLOAT32).");
    Tensor bools = X.gt(0);
    assertThatThrownBy(() -> bools.pow(bools))
        .isInstanceOf(TypeException.class)
        .hasMessage("pow: takes numbers, not bool; convert with to(…), or use logicalNot and ne.");
  }

  @Test
  void logSoftmaxAt() {
    fails(
        () -> LogSoftmaxAt.of(X, 1, Tensor.of(new long[] {0, 1})),
        "logSoftmaxAt: the index is [2] but must be [2, 1], one place for each line of [2, 3].");
    assertThatThrownBy(() -> LogSoftmaxAt.of(X, 1, Tensor.zeros(2, 1)))
        .isInstanceOf(TypeException.class)
        .hasMessage("logSoftmaxAt: the index is float32[2, 1] but must be int64 or int32.");
    fails(
        () -> LogSoftmaxAt.of(Tensor.zeros(2, 0), 1, Tensor.of(new long[][] {{0}, {0}})),
        "gather along axis 1 of shape [2, 0]: Index 0 out of bounds for length 0 (place 0 of the"
            + " index).");
  }

  @Test
  void matmul() {
    fails(
        () -> X.matmul(Tensor.zeros(2, 4)),
        "matMul: [2, 3] × [2, 4]: the last axis of the left is 3 but the last but one of the right"
            + " is 2; they must be equal.");
    fails(() -> X.matmul(Tensor.of(1f)), "matMul: [2, 3] × []: takes no rank 0; use mul.");
  }

  @Test
  void layerNorm() {
    fails(
        () -> X.layerNorm(3, 1e-5),
        "layerNorm: normalizes the last 3 axes, but x is [2, 3]; take 1 to its rank.");
    fails(
        () -> X.layerNorm(Tensor.zeros(2), 1e-5),
        "layerNorm: the weight is [2] but x [2, 3] needs one of [3].");
    fails(
        () -> X.layerNorm(Tensor.zeros(3), Tensor.zeros(1), 1e-5),
        "layerNorm: the bias is [1] but x [2, 3] needs one of [3].");
    assertThatThrownBy(() -> X.layerNorm(Tensor.of(new double[3]), 1e-5))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "layerNorm: the weight is float64[3] but x is float32[2, 3]; convert one with to(…).");
    assertThatThrownBy(() -> Tensor.arange(3).layerNorm(1, 1e-5))
        .isInstanceOf(TypeException.class)
        .hasMessage("layerNorm: takes floats, not int64[3]; convert with to(…).");
  }

  @Test
  void concat() {
    fails(
        () -> Structure.concat(0, X, Tensor.zeros(2, 4)),
        "concat: float32[2, 4] does not continue float32[2, 3] along axis 0: the types and all"
            + " other sizes must be equal.");
    fails(
        () -> Structure.concat(0, X, Tensor.zeros(3)),
        "concat: float32[3] does not continue float32[2, 3] along axis 0: the types and all other"
            + " sizes must be equal.");
    fails(() -> Structure.concat(0), "concat: takes at least one tensor.");
  }

  @Test
  void operandsThatAreTooFewOrTooMany() {
    assertThatThrownBy(() -> Dispatch.apply(new Exp(), X, X))
        .hasMessage("exp: takes 1 operand, not 2.");
    assertThatThrownBy(() -> Dispatch.apply(new Mul(), X))
        .hasMessage("mul: takes 2 operands, not 1.");
  }

  @Test
  void gather() {
    Tensor index = Tensor.of(new long[][] {{0, 3}, {1, 2}});
    fails(
        () -> X.gather(1, index),
        "gather along axis 1 of shape [2, 3]: Index 3 out of bounds for length 3 (place [0, 1] of"
            + " the index).");
    fails(
        () -> X.gather(1, Tensor.of(new long[][] {{-1}})),
        "gather along axis 1 of shape [2, 3]: Index -1 out of bounds for length 3 (place 0 of the"
            + " index).");
    fails(
        () -> X.gather(1, Tensor.zeros(3, 1).to(org.atled.core.shape.DType.INT64)),
        "gather: the index [3, 1] does not fit [2, 3]: the ranks must be equal, and the sizes no"
            + " greater but on axis 1.");
    assertThatThrownBy(() -> X.gather(0, X))
        .isInstanceOf(TypeException.class)
        .hasMessage("gather: the index is float32[2, 3] but must be int64 or int32.");
    fails(
        () -> X.rows(Tensor.of(new long[] {0, 2})),
        "gather along axis 0 of shape [2, 3]: Index 2 out of bounds for length 2 (place 1 of the"
            + " index).");
  }

  @Test
  void structure() {
    fails(() -> X.reshape(4), "Reshape of [2, 3] (6 elements) to [4]: the elements do not fit.");
    fails(() -> X.reshape(-1, -1), "Reshape of [2, 3] to [-1, -1]: only one size may be −1.");
    fails(
        () -> X.reshape(-1, 4),
        "Reshape of [2, 3] (6 elements) to [-1, 4]: the elements do not fit.");
    fails(() -> X.slice(0, 0, 2, 0), "slice: the step along axis 0 is 0.");
    fails(() -> X.squeeze(0), "squeeze: axis 0 of [2, 3] has size 2; only axes of size 1 can go.");
    fails(() -> X.unsqueeze(4), "unsqueeze: axis 4 of a result of rank 3 does not exist.");
    fails(
        () -> X.permute(0, 0),
        "permute: the order [0, 0] does not name each axis of [2, 3] once, from 0.");
    fails(
        () -> X.permute(1),
        "permute: the order [1] does not name each axis of [2, 3] once, from 0.");
    fails(
        () -> X.broadcastTo(Shape.of(2, 4)),
        "broadcast: [2, 3] does not broadcast to [2, 4]; counted from the end, each size must be"
            + " equal or 1.");
    fails(() -> X.get(2), "Index 2 is outside axis 0 of [2, 3], which has 2.");
    fails(() -> X.get(-3), "Index -3 is outside axis 0 of [2, 3], which has 2.");
  }

  @Test
  void axes() {
    fails(() -> X.sum(2), "Axis 2 does not exist in shape [2, 3] of rank 2; it takes -2 to 1.");
    fails(() -> X.sum(0, -2), "Axis 0 is named twice in [0, -2].");
    fails(() -> Tensor.of(1f).sum(0), "Axis 0 does not exist in shape [] of rank 0.");
    fails(() -> Tensor.zeros(2, 0).max(1), "max: axis 1 of [2, 0] is empty.");
    fails(() -> Tensor.zeros(2, 0).argmin(1), "argmin: axis 1 of [2, 0] is empty.");
  }

  @Test
  void making() {
    fails(
        () -> Tensor.of(new float[] {1, 2, 3}, 2, 2),
        "3 elements do not fill the shape [2, 2], which has 4.");
    fails(
        () -> Tensor.of(new int[][] {{1, 2}, {3}}),
        "Tensor.of: the array is ragged: along axis 1 one part has 1 elements where the first has"
            + " 2; all must be equally long.");
    assertThatThrownBy(() -> Tensor.of(new String[] {"1"}))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "Tensor.of takes arrays of float, double, int, long, byte or boolean, not String[].");
    fails(() -> X.item(), "item: float32[2, 3] has 6 elements, not one; use toArray.");
    fails(() -> Tensor.zeros(2, -1), "Shape [2, -1] has the negative size -1.");
    fails(
        () -> Tensor.zeros(1 << 20, 1 << 20),
        "Shape [1048576, 1048576] has more than 2147483639 elements, the most one tensor holds;"
            + " split it along an axis.");
  }
}
