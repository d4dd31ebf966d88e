package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.UnaryOperator;
import org.atled.core.op.elementwise.Bitwise;
import org.atled.core.op.elementwise.BitwiseNot;
import org.atled.core.op.elementwise.Classify;
import org.atled.core.op.elementwise.Compare;
import org.atled.core.op.elementwise.IsClose;
import org.atled.core.op.elementwise.Shift;
import org.atled.core.op.elementwise.Where;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** Comparisons, truth values and bits. */
final class LogicRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Set<DType> INTEGERS = EnumSet.of(DType.UINT8, DType.INT32, DType.INT64);
  private static final Set<DType> BITS = EnumSet.range(DType.BOOL, DType.INT64);

  private LogicRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (Compare.Relation relation : Compare.Relation.values()) {
      String name = relation.name().toLowerCase(Locale.ROOT);
      rows.add(
          truth(
                  name,
                  Compare.class,
                  (a, b) -> Dispatch.apply(new Compare(relation), a, b),
                  (a, b) -> holds(relation, a, b) ? 1 : 0,
                  REAL)
              .known("torch." + name, "numpy." + numpy(relation)));
    }
    rows.add(
        truth(
                "isClose",
                IsClose.class,
                (a, b) -> a.isClose(b, 0.25, 0.5),
                (a, b) -> Math.abs(a - b) <= 0.5 + 0.25 * Math.abs(b) ? 1 : 0,
                REAL)
            .taking(NUMERIC)
            .known("torch.isclose", "numpy.isclose"));
    rows.add(where());
    rows.add(
        truth(
                "logicalAnd",
                Bitwise.class,
                Tensor::logicalAnd,
                (a, b) -> a != 0 && b != 0 ? 1 : 0,
                Operand.between(-1, 1))
            .known("torch.logical_and", "numpy.logical_and"));
    rows.add(
        truth(
                "logicalOr",
                Bitwise.class,
                Tensor::logicalOr,
                (a, b) -> a != 0 || b != 0 ? 1 : 0,
                Operand.between(-1, 1))
            .known("torch.logical_or", "numpy.logical_or"));
    rows.add(
        truth(
                "logicalXor",
                Bitwise.class,
                Tensor::logicalXor,
                (a, b) -> (a != 0) != (b != 0) ? 1 : 0,
                Operand.between(-1, 1))
            .known("torch.logical_xor", "numpy.logical_xor"));
    rows.add(
        question("logicalNot", BitwiseNot.class, Tensor::logicalNot, x -> x == 0)
            .known("torch.logical_not", "numpy.logical_not"));
    rows.add(
        bits(
                "bitwiseAnd",
                Bitwise.class,
                Tensor::bitwiseAnd,
                (a, b) -> (long) a & (long) b,
                Operand.between(-9, 9),
                Operand.between(-9, 9))
            .taking(BITS)
            .known("torch.bitwise_and", "numpy.bitwise_and"));
    rows.add(
        bits(
                "bitwiseOr",
                Bitwise.class,
                Tensor::bitwiseOr,
                (a, b) -> (long) a | (long) b,
                Operand.between(-9, 9),
                Operand.between(-9, 9))
            .taking(BITS)
            .known("torch.bitwise_or", "numpy.bitwise_or"));
    rows.add(
        bits(
                "bitwiseXor",
                Bitwise.class,
                Tensor::bitwiseXor,
                (a, b) -> (long) a ^ (long) b,
                Operand.between(-9, 9),
                Operand.between(-9, 9))
            .taking(BITS)
            .known("torch.bitwise_xor", "numpy.bitwise_xor"));
    rows.add(
        UnaryRows.elementwise(
                "bitwiseNot",
                BitwiseNot.class,
                Tensor::bitwiseNot,
                x -> ~(long) x,
                Operand.between(-9, 9))
            .taking(INTEGERS)
            .constant()
            .known("torch.bitwise_not", "numpy.invert"));
    rows.add(
        UnaryRows.elementwise(
                "bitwiseNot of bools",
                BitwiseNot.class,
                Tensor::bitwiseNot,
                x -> 1 - x,
                Operand.condition())
            .taking(EnumSet.of(DType.BOOL))
            .constant()
            .known("torch.bitwise_not", "numpy.invert"));
    Operand count = Operand.between(-2, 70);
    rows.add(
        bits(
                "bitwiseLeftShift",
                Shift.class,
                Tensor::bitwiseLeftShift,
                LogicRows::leftShift,
                Operand.between(-9, 9),
                count)
            .known("torch.bitwise_left_shift", "numpy.left_shift"));
    rows.add(
        bits(
                "bitwiseRightShift",
                Shift.class,
                Tensor::bitwiseRightShift,
                LogicRows::rightShift,
                Operand.between(-9, 9),
                count)
            .known("torch.bitwise_right_shift", "numpy.right_shift"));
    rows.add(
        question("isNaN", Classify.class, Tensor::isNaN, Double::isNaN)
            .known("torch.isnan", "numpy.isnan"));
    rows.add(
        question("isInf", Classify.class, Tensor::isInf, Double::isInfinite)
            .known("torch.isinf", "numpy.isinf"));
    rows.add(
        question("isPosInf", Classify.class, Tensor::isPosInf, x -> x == Double.POSITIVE_INFINITY)
            .known("torch.isposinf", "numpy.isposinf"));
    rows.add(
        question("isNegInf", Classify.class, Tensor::isNegInf, x -> x == Double.NEGATIVE_INFINITY)
            .known("torch.isneginf", "numpy.isneginf"));
    rows.add(
        question("isFinite", Classify.class, Tensor::isFinite, Double::isFinite)
            .known("torch.isfinite", "numpy.isfinite"));
    rows.add(
        question("signbit", Classify.class, Tensor::signbit, x -> Double.doubleToRawLongBits(x) < 0)
            .known("torch.signbit", "numpy.signbit"));
    return rows;
  }

  private static boolean holds(Compare.Relation relation, double a, double b) {
    return switch (relation) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
    };
  }

  private static String numpy(Compare.Relation relation) {
    return switch (relation) {
      case EQ -> "equal";
      case NE -> "not_equal";
      case LT -> "less";
      case LE -> "less_equal";
      case GT -> "greater";
      case GE -> "greater_equal";
    };
  }

  /** In 64 bits, of which narrower types keep the low ones. */
  private static double leftShift(double x, double bits) {
    return bits < 0 || bits > 63 ? 0 : (long) x << (long) bits;
  }

  private static double rightShift(double x, double bits) {
    return (long) x >> (bits < 0 ? 63 : Math.min((long) bits, 63));
  }

  private static OpRow where() {
    return BinaryRows.ternary(
            OpRow.of(
                "where",
                Where.class,
                in -> in.get(0).where(in.get(1), in.get(2)),
                in -> Oracle.map(in, e -> e[0] != 0 ? e[1] : e[2]),
                Operand.condition(),
                REAL,
                REAL))
        .taking(ALL)
        .known("torch.where", "numpy.where");
  }

  private static OpRow truth(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      DoubleBinaryOperator f,
      Operand domain) {
    return BinaryRows.binary(name, op, call, f, domain)
        .taking(ALL)
        .giving(t -> DType.BOOL)
        .constant();
  }

  private static OpRow bits(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      DoubleBinaryOperator f,
      Operand a,
      Operand b) {
    return BinaryRows.binary(name, op, call, f, a, b).taking(INTEGERS).constant();
  }

  private static OpRow question(
      String name, Class<? extends Op> op, UnaryOperator<Tensor> call, DoublePredicate f) {
    return UnaryRows.elementwise(name, op, call, x -> f.test(x) ? 1 : 0, REAL)
        .taking(ALL)
        .giving(t -> DType.BOOL)
        .constant()
        .onSpecials();
  }
}
