package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.atled.core.op.elementwise.Add;
import org.atled.core.op.elementwise.Compare;
import org.atled.core.op.elementwise.Div;
import org.atled.core.op.elementwise.Maximum;
import org.atled.core.op.elementwise.Minimum;
import org.atled.core.op.elementwise.Mul;
import org.atled.core.op.elementwise.Sub;
import org.atled.core.op.elementwise.Where;
import org.atled.core.op.elementwise.WherePositive;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;

/** Functions of several operands, element by element after broadcasting. */
final class BinaryRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand POSITIVE = Operand.between(0.5, 5);
  private static final String HALVES = "half to each of equal operands";

  private BinaryRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(binary("add", Add.class, Tensor::add, Double::sum, REAL).taking(ALL));
    rows.add(binary("sub", Sub.class, Tensor::sub, (a, b) -> a - b, REAL).taking(NUMERIC));
    rows.add(binary("mul", Mul.class, Tensor::mul, (a, b) -> a * b, REAL).taking(ALL));
    rows.add(
        binary("div", Div.class, Tensor::div, (a, b) -> a / b, POSITIVE)
            .taking(NUMERIC)
            .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT));
    rows.add(
        binary("maximum", Maximum.class, Tensor::maximum, Math::max, REAL)
            .taking(ALL)
            .atTies(HALVES));
    rows.add(
        binary("minimum", Minimum.class, Tensor::minimum, Math::min, REAL)
            .taking(ALL)
            .atTies(HALVES));
    for (Compare.Relation relation : Compare.Relation.values()) {
      rows.add(
          binary(
                  relation.name().toLowerCase(Locale.ROOT),
                  Compare.class,
                  (a, b) -> Dispatch.apply(new Compare(relation), a, b),
                  (a, b) -> holds(relation, a, b) ? 1 : 0,
                  REAL)
              .taking(ALL)
              .giving(t -> DType.BOOL)
              .constant());
    }
    rows.add(where());
    rows.add(
        binary(
                "where positive",
                WherePositive.class,
                (y, g) -> Dispatch.apply(new WherePositive(), y, g),
                (y, g) -> y > 0 ? g : 0,
                REAL)
            .taking(NUMERIC)
            .atTies("0 to both where y is 0"));
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

  private static OpRow where() {
    return OpRow.of(
            "where",
            Where.class,
            in -> in.get(0).where(in.get(1), in.get(2)),
            in -> Oracle.map(in, e -> e[0] != 0 ? e[1] : e[2]),
            Operand.condition(),
            REAL,
            REAL)
        .taking(ALL)
        .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3))
        .on(Shape.of(3), Shape.of(2, 1), Shape.scalar())
        .on(Shape.of(2, 1, 4), Shape.of(3, 1), Shape.of(4))
        .on(Shape.of(0, 3), Shape.of(3), Shape.of(1))
        .on(Shape.of(1), Shape.of(1), Shape.of(1))
        .on(Shape.of(5, 37), Shape.of(5, 37), Shape.of(37));
  }

  static OpRow binary(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      DoubleBinaryOperator f,
      Operand domain) {
    return OpRow.of(
            name,
            op,
            in -> call.apply(in.get(0), in.get(1)),
            in -> Oracle.map(in.get(0), in.get(1), f),
            domain,
            domain)
        .on(Shape.of(3, 4), Shape.of(3, 4))
        .on(Shape.of(3, 4), Shape.of(4))
        .on(Shape.of(2, 1, 4), Shape.of(3, 1))
        .on(Shape.scalar(), Shape.of(3))
        .on(Shape.of(0, 4), Shape.of(4))
        .on(Shape.of(1), Shape.of(1))
        .on(Shape.scalar(), Shape.scalar())
        .on(Shape.of(5, 37), Shape.of(5, 37));
  }
}
