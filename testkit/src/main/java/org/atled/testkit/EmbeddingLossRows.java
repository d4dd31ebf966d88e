package org.atled.testkit;

import static org.atled.testkit.LossRows.SUM;
import static org.atled.testkit.LossRows.name;
import static org.atled.testkit.LossRows.reduce;
import static org.atled.testkit.LossRows.reductions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.op.loss.CosineEmbeddingLoss;
import org.atled.core.op.loss.CosineSimilarity;
import org.atled.core.op.loss.HingeEmbeddingLoss;
import org.atled.core.op.loss.MarginRankingLoss;
import org.atled.core.op.loss.PairwiseDistance;
import org.atled.core.op.loss.TripletMarginLoss;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** How near things lie, how they rank, and losses of both. */
final class EmbeddingLossRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final String TORCH = "torch.nn.functional.";

  private EmbeddingLossRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        OpRow.of(
                "cosineSimilarity along 1",
                CosineSimilarity.class,
                in -> in.get(0).cosineSimilarity(in.get(1), 1, 1e-8),
                in -> lines(in, e -> cosine(column(e, 0), column(e, 1), 0)),
                REAL,
                REAL)
            .within(SUM, SUM)
            .known(TORCH + "cosine_similarity", "")
            .on(Shape.of(4, 3), Shape.of(4, 3))
            .on(Shape.of(4, 3), Shape.of(1, 3))
            .on(Shape.of(4, 3), Shape.of(4, 1))
            .on(Shape.of(5, 3), Shape.of(3))
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(0, 3), Shape.of(0, 3)));
    for (double p : new double[] {1, 2, 3.5, Double.POSITIVE_INFINITY}) {
      rows.add(
          OpRow.of(
                  "pairwiseDistance by " + p,
                  PairwiseDistance.class,
                  in -> in.get(0).pairwiseDistance(in.get(1), p, 1e-6),
                  in -> lines(in, e -> distance(column(e, 0), column(e, 1), p)),
                  REAL,
                  REAL)
              .within(new Tolerance(16, 4), new Tolerance(16, 4))
              .known(TORCH + "pairwise_distance", "")
              .on(Shape.of(4, 3), Shape.of(4, 3))
              .on(Shape.of(4, 3), Shape.of(3))
              .on(Shape.of(1, 1), Shape.of(1, 1)));
    }
    for (Reduction reduction : reductions("")) {
      signed(rows, reduction);
      for (boolean swap : new boolean[] {false, true}) {
        rows.add(
            OpRow.of(
                    name("tripletMarginLoss" + (swap ? ", swapped" : ""), reduction),
                    TripletMarginLoss.class,
                    in ->
                        in.get(0)
                            .tripletMarginLoss(in.get(1), in.get(2), 1, 2, 1e-6, swap, reduction),
                    in -> reduce(lines(in, e -> triplet(e, swap)), reduction),
                    REAL,
                    REAL,
                    REAL)
                .within(new Tolerance(16, 4), new Tolerance(16, 4))
                .known(TORCH + "triplet_margin_loss", "")
                .on(Shape.of(4, 3), Shape.of(4, 3), Shape.of(4, 3))
                .on(Shape.of(3), Shape.of(3), Shape.of(3)));
      }
    }
    return rows;
  }

  /** Operands are signs: those of samples between −1 and 1. */
  private static void signed(List<OpRow> rows, Reduction reduction) {
    rows.add(
        OpRow.of(
                name("hingeEmbeddingLoss", reduction),
                HingeEmbeddingLoss.class,
                in -> in.get(0).hingeEmbeddingLoss(signs(in.get(1)), 1, reduction),
                in ->
                    reduce(
                        Oracle.map(in.get(0), in.get(1), (x, t) -> t > 0 ? x : Math.max(0, 1 - x)),
                        reduction),
                Operand.between(-3, 3, 1),
                Operand.indexBelow(2))
            .within(SUM, SUM)
            .known(TORCH + "hinge_embedding_loss", "")
            .on(Shape.of(2, 3), Shape.of(2, 3))
            .on(Shape.scalar(), Shape.scalar())
            .on(Shape.of(2, 0), Shape.of(2, 0)));
    rows.add(
        OpRow.of(
                name("marginRankingLoss", reduction),
                MarginRankingLoss.class,
                in -> in.get(0).marginRankingLoss(in.get(1), signs(in.get(2)), 0.5, reduction),
                in ->
                    reduce(
                        Oracle.map(in, e -> Math.max(0, (e[2] > 0 ? -1 : 1) * (e[0] - e[1]) + 0.5)),
                        reduction),
                REAL,
                REAL,
                Operand.indexBelow(2))
            .within(SUM, SUM)
            .known(TORCH + "margin_ranking_loss", "")
            .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3))
            .on(Shape.scalar(), Shape.scalar(), Shape.scalar())
            .on(Shape.of(2, 0), Shape.of(2, 0), Shape.of(2, 0)));
    rows.add(
        OpRow.of(
                name("cosineEmbeddingLoss", reduction),
                CosineEmbeddingLoss.class,
                in -> in.get(0).cosineEmbeddingLoss(in.get(1), signs(in.get(2)), 0.2, reduction),
                in -> {
                  Numbers cosines =
                      lines(in.subList(0, 2), e -> cosine(column(e, 0), column(e, 1), 1e-12));
                  return reduce(
                      Oracle.map(
                          cosines, in.get(2), (c, t) -> t > 0 ? 1 - c : Math.max(0, c - 0.2)),
                      reduction);
                },
                REAL,
                REAL,
                Operand.indexBelow(2))
            .within(SUM, SUM)
            .known(TORCH + "cosine_embedding_loss", "")
            .on(Shape.of(4, 3), Shape.of(4, 3), Shape.of(4))
            .on(Shape.of(3), Shape.of(3), Shape.scalar())
            .on(Shape.of(0, 3), Shape.of(0, 3), Shape.of(0)));
  }

  /** 0 and 1 as −1 and 1; signs as they are. */
  private static Tensor signs(Tensor t) {
    return t.gt(0).where(1L, t.onesLike().neg());
  }

  /** f of the lines along the last axis, after broadcasting: one row an element, a column each. */
  private static Numbers lines(List<Numbers> in, ToDoubleFunction<double[][]> f) {
    List<Numbers> wide =
        IntStream.range(0, in.size()).mapToObj(i -> Oracle.map(in, e -> e[i])).toList();
    Shape shape = wide.getFirst().shape();
    int last = shape.rank() - 1;
    return Oracle.at(
        shape.slice(0, last),
        index -> {
          double[][] line = new double[(int) shape.size(last)][in.size()];
          for (int k = 0; k < line.length; k++) {
            int[] at = Arrays.copyOf(index, last + 1);
            at[last] = k;
            for (int i = 0; i < in.size(); i++) {
              line[k][i] = wide.get(i).at(at);
            }
          }
          return f.applyAsDouble(line);
        });
  }

  private static double[] column(double[][] line, int i) {
    return Arrays.stream(line).mapToDouble(row -> row[i]).toArray();
  }

  private static double cosine(double[] x, double[] y, double epsilon) {
    return dot(x, y) / Math.sqrt((dot(x, x) + epsilon) * (dot(y, y) + epsilon));
  }

  private static double dot(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
  }

  private static double distance(double[] x, double[] y, double p) {
    double[] d =
        IntStream.range(0, x.length).mapToDouble(i -> Math.abs(x[i] - y[i] + 1e-6)).toArray();
    return Double.isInfinite(p)
        ? Arrays.stream(d).max().orElseThrow()
        : StrictMath.pow(Arrays.stream(d).map(v -> StrictMath.pow(v, p)).sum(), 1 / p);
  }

  private static double triplet(double[][] line, boolean swap) {
    double near = distance(column(line, 0), column(line, 1), 2);
    double far = distance(column(line, 0), column(line, 2), 2);
    double other = distance(column(line, 1), column(line, 2), 2);
    return Math.max(0, near - (swap ? Math.min(far, other) : far) + 1);
  }
}
