package org.atled.testkit;

import java.util.EnumSet;
import java.util.List;
import org.atled.core.op.random.RandomDraw;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Random draws. Every bit is prescribed; the oracle's normal numbers come from other functions and
 * may differ by the errors of logarithm, root, sine or cosine, and their product.
 */
final class RandomRows {
  private static final long KEY = 0x0123456789ABCDEFL;

  static final Tolerance NORMAL = Tolerance.ulps(4);

  private RandomRows() {}

  static List<OpRow> rows() {
    return List.of(
        row(Kernel.Draw.UNIFORM, DType.FLOAT32, PhiloxOracle::uniform32),
        row(Kernel.Draw.UNIFORM, DType.FLOAT64, PhiloxOracle::uniform64),
        row(Kernel.Draw.NORMAL, DType.FLOAT32, PhiloxOracle::normal32).within(NORMAL, NORMAL),
        row(Kernel.Draw.NORMAL, DType.FLOAT64, PhiloxOracle::normal64).within(NORMAL, NORMAL),
        rows(Kernel.Draw.UNIFORM, DType.FLOAT32, PhiloxOracle::uniform32),
        rows(Kernel.Draw.UNIFORM, DType.FLOAT64, PhiloxOracle::uniform64),
        rows(Kernel.Draw.NORMAL, DType.FLOAT32, PhiloxOracle::normal32).within(NORMAL, NORMAL));
  }

  private static OpRow row(Kernel.Draw draw, DType dtype, PhiloxOracle.Draw oracle) {
    Shape shape = Shape.of(3, 7);
    return OpRow.of(
            "random " + draw + " " + dtype,
            RandomDraw.class,
            in -> apply(draw, dtype, shape, in),
            in -> PhiloxOracle.draw(oracle, KEY, (long) in.getFirst().at(), shape),
            Operand.indexBelow(1000))
        .taking(EnumSet.of(dtype))
        .on(Shape.scalar())
        .constant();
  }

  private static OpRow rows(Kernel.Draw draw, DType dtype, PhiloxOracle.Draw oracle) {
    Shape shape = Shape.of(3, 7);
    return OpRow.of(
            "random " + draw + " " + dtype + " by example",
            RandomDraw.class,
            in -> apply(draw, dtype, shape, in),
            in -> PhiloxOracle.draw(oracle, KEY, (long) in.getFirst().at(), in.get(1), shape),
            Operand.indexBelow(1000),
            Operand.indexBelow(60_000))
        .taking(EnumSet.of(dtype))
        .on(Shape.scalar(), Shape.of(3))
        .constant();
  }

  private static Tensor apply(Kernel.Draw draw, DType dtype, Shape shape, List<Tensor> in) {
    RandomDraw op = new RandomDraw(draw, KEY, new TensorType(dtype, shape));
    return Dispatch.apply(op, in.toArray(Tensor[]::new));
  }
}
