package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.op.nn.AttentionGradients;
import org.atled.core.op.nn.AttentionWeights;
import org.atled.core.op.nn.Rotary;
import org.atled.core.op.nn.ScaledDotProductAttention;
import org.atled.core.op.nn.WeightedAttention;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Tensor;

/** Queries, keys and values; pairs turned by their places. */
final class AttentionRows {
  private static final Operand REAL = Operand.between(-2, 2);
  private static final Tolerance MEAN = new Tolerance(32, 4);
  private static final Attention ALL = Attention.toAll();

  private AttentionRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        attention("", ALL, REAL, REAL, REAL)
            .on(Shape.of(2, 3, 4), Shape.of(2, 5, 4), Shape.of(2, 5, 3))
            .on(Shape.of(3, 2), Shape.of(1, 2), Shape.of(1, 2))
            .on(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(2, 0, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 1))
            .on(Shape.of(1, 2, 2), Shape.of(1, 0, 2), Shape.of(1, 0, 3)));
    rows.add(
        attention(" causally by a scale", ALL.causally().scaledBy(0.25), REAL, REAL, REAL)
            .on(Shape.of(2, 2, 3, 2), Shape.of(2, 2, 3, 2), Shape.of(2, 2, 3, 1))
            .on(Shape.of(3, 2), Shape.of(5, 2), Shape.of(5, 2)));
    rows.add(
        attention(" behind two", ALL.causally(2), REAL, REAL, REAL)
            .on(Shape.of(1, 3, 2), Shape.of(1, 5, 2), Shape.of(1, 5, 2)));
    rows.add(
        attention(" in groups", ALL, REAL, REAL, REAL)
            .on(Shape.of(2, 4, 3, 2), Shape.of(2, 2, 3, 2), Shape.of(2, 2, 3, 1))
            .on(Shape.of(3, 2, 2), Shape.of(1, 3, 2), Shape.of(1, 3, 2)));
    rows.add(
        attention(" by blocks", ALL.causally(66), REAL, REAL, REAL)
            .taking(OpRow.FLOATS)
            .with(OpRow.Gradient.COARSE)
            .on(Shape.of(2, 66, 1), Shape.of(1, 130, 1), Shape.of(1, 130, 1)));
    rows.add(
        attention(" of a bool mask", ALL, REAL, REAL, REAL, Operand.condition())
            .on(Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 3))
            .on(Shape.of(2, 3, 2), Shape.of(1, 2, 2), Shape.of(1, 2, 2), Shape.of(3, 2)));
    rows.add(
        attention(" of a mask causally", ALL.causally(), REAL, REAL, REAL, REAL)
            .on(Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 3))
            .on(Shape.of(2, 2), Shape.of(3, 2), Shape.of(3, 2), Shape.of(1, 3)));
    rows.add(
        OpRow.of(
                "scaledDotProductAttention by factors",
                WeightedAttention.class,
                in ->
                    in.get(0)
                        .scaledDotProductAttention(in.get(1), in.get(2), ALL.weightedBy(in.get(3))),
                in ->
                    product(
                        Oracle.map(
                            weights(in.get(0), in.get(1), ALL, Optional.empty()),
                            in.get(3),
                            (p, f) -> p * f),
                        in.get(2)),
                REAL,
                REAL,
                REAL,
                REAL)
            .taking(EVERY_FLOAT)
            .within(MEAN, MEAN)
            .known("torch.nn.functional.scaled_dot_product_attention", "")
            .on(Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 3)));
    for (int i = 0; i < 3; i++) {
      rows.add(gradients(i));
    }
    for (boolean causal : new boolean[] {false, true}) {
      Attention attention = causal ? ALL.causally() : ALL;
      rows.add(
          OpRow.of(
                  "attentionWeights" + (causal ? " causally" : ""),
                  AttentionWeights.class,
                  in -> in.get(0).attentionWeights(in.get(1), attention),
                  in -> weights(in.get(0), in.get(1), attention, Optional.empty()),
                  REAL,
                  REAL)
              .taking(EVERY_FLOAT)
              .within(new Tolerance(32, 1), new Tolerance(32, 1))
              .on(Shape.of(2, 3, 4), Shape.of(2, 5, 4))
              .on(Shape.of(4, 3, 2), Shape.of(2, 3, 2)));
    }
    for (boolean halves : new boolean[] {false, true}) {
      rows.add(
          OpRow.of(
                  "rotary" + (halves ? " of halves" : ""),
                  Rotary.class,
                  in -> in.getFirst().rotary(3, 100, halves),
                  in -> turned(in.getFirst(), halves),
                  REAL)
              .taking(EVERY_FLOAT)
              .within(new Tolerance(4, 4), new Tolerance(4, 4))
              .on(Shape.of(2, 3, 4))
              .on(Shape.of(5, 6))
              .on(Shape.of(1, 2))
              .on(Shape.of(0, 4)));
    }
    return rows;
  }

  private static OpRow attention(String name, Attention attention, Operand... operands) {
    return OpRow.of(
            "scaledDotProductAttention" + name,
            ScaledDotProductAttention.class,
            in ->
                in.get(0)
                    .scaledDotProductAttention(
                        in.get(1),
                        in.get(2),
                        in.size() > 3 ? attention.masked(in.get(3)) : attention),
            in ->
                product(
                    weights(
                        in.get(0),
                        in.get(1),
                        attention,
                        in.size() > 3
                            ? Optional.of(new Mask(in.get(3), operands[3].fixed().isPresent()))
                            : Optional.empty()),
                    in.get(2)),
            operands)
        .taking(EVERY_FLOAT)
        .within(MEAN, MEAN)
        .known("torch.nn.functional.scaled_dot_product_attention", "");
  }

  /** By queries, keys or values, from sums and a result that need not belong to them. */
  private static OpRow gradients(int which) {
    return OpRow.of(
            "attentionGradients by " + List.of("queries", "keys", "values").get(which),
            AttentionGradients.class,
            in ->
                Dispatch.apply(
                        new AttentionGradients(false, Optional.of(1L), Optional.of(0.5)),
                        in.toArray(Tensor[]::new))
                    .get(which),
            in -> gradients(in).get(which),
            REAL,
            REAL,
            REAL,
            REAL,
            REAL,
            REAL)
        .within(new Tolerance(64, 8), new Tolerance(64, 8))
        .constant()
        .on(
            Shape.of(2, 3, 4),
            Shape.of(1, 5, 4),
            Shape.of(1, 5, 3),
            Shape.of(2, 3, 3),
            Shape.of(2, 3),
            Shape.of(2, 3, 3))
        .on(
            Shape.of(1, 1),
            Shape.of(1, 1),
            Shape.of(1, 1),
            Shape.of(1, 1),
            Shape.of(1),
            Shape.of(1, 1));
  }

  /** Query i sees keys up to i + 1; the scale is 1/2. */
  private static List<Numbers> gradients(List<Numbers> in) {
    Numbers q = in.get(0);
    Numbers k = in.get(1);
    Numbers v = in.get(2);
    int rank = q.shape().rank();
    int heads = rank < 3 ? 1 : (int) q.shape().size(0);
    int queries = (int) q.shape().size(-2);
    int keys = (int) k.shape().size(-2);
    int width = (int) q.shape().size(-1);
    int wide = (int) v.shape().size(-1);
    double[] byQ = new double[q.values().length];
    double[] byK = new double[k.values().length];
    double[] byV = new double[v.values().length];
    for (int row = 0; row < heads * queries; row++) {
      for (int j = 0; j < keys && j <= row % queries + 1; j++) {
        double score = 0;
        for (int x = 0; x < width; x++) {
          score += 0.5 * q.values()[row * width + x] * k.values()[j * width + x];
        }
        double p = StrictMath.exp(score - in.get(4).values()[row]);
        double slope = 0;
        for (int x = 0; x < wide; x++) {
          double g = in.get(5).values()[row * wide + x];
          slope += g * (v.values()[j * wide + x] - in.get(3).values()[row * wide + x]);
          byV[j * wide + x] += p * g;
        }
        for (int x = 0; x < width; x++) {
          byQ[row * width + x] += 0.5 * p * slope * k.values()[j * width + x];
          byK[j * width + x] += 0.5 * p * slope * q.values()[row * width + x];
        }
      }
    }
    return List.of(
        Numbers.of(q.shape(), i -> byQ[i]),
        Numbers.of(k.shape(), i -> byK[i]),
        Numbers.of(v.shape(), i -> byV[i]));
  }

  private record Mask(Numbers numbers, boolean allows) {}

  private static Numbers weights(Numbers q, Numbers k, Attention attention, Optional<Mask> mask) {
    int rank = q.shape().rank();
    int width = (int) q.shape().size(-1);
    int keys = (int) k.shape().size(-2);
    double scale = attention.scale().orElse(1 / Math.sqrt(width));
    Numbers shared = repeated(k, q);
    Shape shape = q.shape().with(rank - 1, keys);
    Optional<Numbers> wide = mask.map(m -> Oracle.broadcast(m.numbers(), shape));
    Numbers scores =
        Oracle.at(
            shape,
            at -> {
              int[] query = at.clone();
              int[] key = at.clone();
              key[rank - 2] = at[rank - 1];
              double[] products = new double[width];
              for (int i = 0; i < width; i++) {
                query[rank - 1] = i;
                key[rank - 1] = i;
                products[i] = q.at(query) * shared.at(key);
              }
              boolean ahead =
                  attention.causal().isPresent()
                      && at[rank - 1] > at[rank - 2] + attention.causal().get();
              double moved = wide.isEmpty() || mask.get().allows() ? 0 : wide.get().at(at);
              boolean forbidden = wide.isPresent() && mask.get().allows() && wide.get().at(at) == 0;
              return ahead || forbidden
                  ? Double.NEGATIVE_INFINITY
                  : scale * Oracle.sum(products) + moved;
            });
    return Oracle.lines(
        scores,
        rank - 1,
        line ->
            Arrays.stream(line).allMatch(v -> v == Double.NEGATIVE_INFINITY)
                ? new double[line.length]
                : Oracle.softmax(line));
  }

  /** Heads of keys or values as often as there are queries that share them. */
  private static Numbers repeated(Numbers x, Numbers like) {
    int rank = like.shape().rank();
    if (rank < 3) {
      return x;
    }
    int times = (int) (like.shape().size(-3) / x.shape().size(-3));
    return Oracle.at(
        x.shape().with(rank - 3, like.shape().size(-3)),
        at -> {
          int[] from = at.clone();
          from[rank - 3] /= times;
          return x.at(from);
        });
  }

  private static Numbers product(Numbers weights, Numbers values) {
    return Oracle.matmul(weights, repeated(values, weights));
  }

  private static Numbers turned(Numbers x, boolean halves) {
    int rank = x.shape().rank();
    int width = (int) x.shape().size(-1);
    return Oracle.at(
        x.shape(),
        at -> {
          int i = at[rank - 1];
          int pair = halves ? i % (width / 2) : i / 2;
          boolean second = halves ? i >= width / 2 : i % 2 == 1;
          int[] other = at.clone();
          other[rank - 1] = second ? i - (halves ? width / 2 : 1) : i + (halves ? width / 2 : 1);
          double angle = (3 + at[rank - 2]) * StrictMath.pow(100, -2.0 * pair / width);
          double sign = second ? 1 : -1;
          return x.at(at) * StrictMath.cos(angle) + sign * x.at(other) * StrictMath.sin(angle);
        });
  }
}
