package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.atled.core.op.random.RandomDraw;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.RandomKernel;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Random draws. Every bit is prescribed; the oracle's normal numbers come from other functions and
 * may differ by the errors of logarithm, root, sine or cosine, and their product.
 */
final class RandomRows {
  private static final long KEY = 0x0123456789ABCDEFL;
  private static final Seed SEED = Seed.of(KEY);
  private static final Shape SHAPE = Shape.of(3, 7);

  static final Tolerance NORMAL = Tolerance.ulps(4);

  private RandomRows() {}

  static List<OpRow> rows() {
    return Stream.concat(
            Stream.of(
                row(RandomKernel.Draw.UNIFORM, DType.FLOAT32, PhiloxOracle::uniform32),
                row(RandomKernel.Draw.UNIFORM, DType.FLOAT64, PhiloxOracle::uniform64),
                row(RandomKernel.Draw.NORMAL, DType.FLOAT32, PhiloxOracle::normal32),
                row(RandomKernel.Draw.NORMAL, DType.FLOAT64, PhiloxOracle::normal64),
                rows(RandomKernel.Draw.UNIFORM, DType.FLOAT32, PhiloxOracle::uniform32),
                rows(RandomKernel.Draw.UNIFORM, DType.FLOAT64, PhiloxOracle::uniform64),
                rows(RandomKernel.Draw.NORMAL, DType.FLOAT32, PhiloxOracle::normal32)),
            distributions().stream())
        .toList();
  }

  /** What is made of uniform numbers. */
  private static List<OpRow> distributions() {
    return List.of(
        OpRow.of(
                "exponential",
                RandomDraw.class,
                in -> Sample.exponential(SEED, 2, new TensorType(DType.FLOAT64, SHAPE)),
                in -> Oracle.map(uniform(SHAPE), u -> -StrictMath.log1p(-u) / 2))
            .taking(EnumSet.of(DType.FLOAT64))
            .within(4, 4)
            .on()
            .constant()
            .known("torch.Tensor.exponential_", "numpy.random.Generator.exponential"),
        OpRow.of(
                "randint",
                RandomDraw.class,
                in -> Sample.randint(SEED, -5, 9, 3, 7),
                in -> Oracle.map(uniform(SHAPE), u -> Math.floor(u * 14) - 5))
            .taking(EnumSet.of(DType.INT64))
            .on()
            .constant()
            .known("torch.randint", "numpy.random.Generator.integers"),
        OpRow.of(
                "bernoulli",
                RandomDraw.class,
                in -> Sample.bernoulli(SEED, in.getFirst()),
                in ->
                    Oracle.map(
                        in.getFirst(), uniform(in.getFirst().shape()), (p, u) -> u < p ? 1 : 0),
                Operand.between(-0.2, 1.2))
            .taking(EVERY_FLOAT)
            .giving(t -> DType.BOOL)
            .on(SHAPE)
            .on(Shape.of(0))
            .constant()
            .known("torch.bernoulli", "numpy.random.Generator.binomial"),
        OpRow.of(
                "categorical",
                RandomDraw.class,
                in -> Sample.categorical(SEED, in.getFirst()),
                in -> categorical(in.getFirst()),
                Operand.between(-2, 2))
            .taking(EVERY_FLOAT)
            .giving(t -> DType.INT64)
            .on(SHAPE)
            .on(Shape.of(4))
            .constant()
            .known("torch.distributions.Categorical", "numpy.random.Generator.choice"),
        OpRow.of(
                "multinomial",
                RandomDraw.class,
                in -> Sample.multinomial(SEED, in.getFirst(), 5, true),
                in -> multinomial(in.getFirst(), 5),
                Operand.between(0.1, 2))
            .taking(EVERY_FLOAT)
            .giving(t -> DType.INT64)
            .on(SHAPE)
            .on(Shape.of(4))
            .constant()
            .known("torch.multinomial", "numpy.random.Generator.choice"));
  }

  private static Numbers uniform(Shape shape) {
    return PhiloxOracle.draw(PhiloxOracle::uniform64, KEY, 0, shape);
  }

  private static Numbers categorical(Numbers logits) {
    Numbers noisy =
        Oracle.map(
            logits, uniform(logits.shape()), (x, u) -> x - StrictMath.log(-StrictMath.log(u)));
    return Oracle.reduce(noisy, Oracle::argmax, false, logits.shape().rank() - 1);
  }

  private static Numbers multinomial(Numbers weights, int count) {
    Numbers u = uniform(weights.shape().with(-1, count));
    int n = (int) weights.shape().size(-1);
    return Numbers.of(
        u.shape(),
        i -> {
          double[] row = Arrays.copyOfRange(weights.values(), i / count * n, (i / count + 1) * n);
          double rest = u.values()[i] * Oracle.sum(row);
          int place = 0;
          while (rest >= row[place]) {
            rest -= row[place++];
          }
          return place;
        });
  }

  private static OpRow row(RandomKernel.Draw draw, DType dtype, PhiloxOracle.Draw oracle) {
    return OpRow.of(
            draw.name().toLowerCase(Locale.ROOT) + " " + dtype,
            RandomDraw.class,
            in -> apply(draw, dtype, in),
            in -> PhiloxOracle.draw(oracle, KEY, (long) in.getFirst().at(), SHAPE),
            Operand.indexBelow(1000))
        .taking(EnumSet.of(dtype))
        .on(Shape.scalar())
        .within(tolerance(draw), tolerance(draw))
        .constant()
        .known(torch(draw), numpy(draw));
  }

  private static OpRow rows(RandomKernel.Draw draw, DType dtype, PhiloxOracle.Draw oracle) {
    return OpRow.of(
            draw.name().toLowerCase(Locale.ROOT) + " " + dtype + " by example",
            RandomDraw.class,
            in -> apply(draw, dtype, in),
            in -> PhiloxOracle.draw(oracle, KEY, (long) in.getFirst().at(), in.get(1), SHAPE),
            Operand.indexBelow(1000),
            Operand.indexBelow(60_000))
        .taking(EnumSet.of(dtype))
        .on(Shape.scalar(), Shape.of(3))
        .within(tolerance(draw), tolerance(draw))
        .constant()
        .known(torch(draw), numpy(draw));
  }

  private static Tolerance tolerance(RandomKernel.Draw draw) {
    return draw == RandomKernel.Draw.NORMAL ? NORMAL : Tolerance.ulps(0);
  }

  private static String torch(RandomKernel.Draw draw) {
    return draw == RandomKernel.Draw.NORMAL ? "torch.randn" : "torch.rand";
  }

  private static String numpy(RandomKernel.Draw draw) {
    return "numpy.random.Generator."
        + (draw == RandomKernel.Draw.NORMAL ? "standard_normal" : "random");
  }

  private static Tensor apply(RandomKernel.Draw draw, DType dtype, List<Tensor> in) {
    RandomDraw op = new RandomDraw(draw, KEY, new TensorType(dtype, SHAPE));
    return Dispatch.apply(op, in.toArray(Tensor[]::new));
  }
}
