package org.atled.testkit;

import static org.atled.testkit.LossRows.SUM;
import static org.atled.testkit.LossRows.ignored;
import static org.atled.testkit.LossRows.name;
import static org.atled.testkit.LossRows.reduce;
import static org.atled.testkit.LossRows.reductions;
import static org.atled.testkit.LossRows.weight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.op.loss.CrossEntropy;
import org.atled.core.op.loss.MultiMarginLoss;
import org.atled.core.op.loss.MultilabelMarginLoss;
import org.atled.core.op.loss.MultilabelSoftMarginLoss;
import org.atled.core.op.loss.NllLoss;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Reduction;

/** Losses of scores for classes. */
final class ClassLossRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand WEIGHT = Operand.between(0.5, 2);
  private static final Operand CLASSES = Operand.indexBelow(3);
  private static final String TORCH = "torch.nn.functional.";

  private ClassLossRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (DType type : List.of(DType.INT64, DType.INT32)) {
      rows.add(
          classes(
                  OpRow.of(
                      "crossEntropy with " + type,
                      CrossEntropy.class,
                      in -> in.get(0).crossEntropy(in.get(1)),
                      in -> crossEntropy(in, -1, 0, Reduction.MEAN),
                      REAL,
                      new Operand(Optional.of(type), 0, 2)))
              .known(TORCH + "cross_entropy", ""));
    }
    for (Reduction reduction : reductions("")) {
      for (int label : new int[] {-1, 1}) {
        for (double smoothing : new double[] {0, 0.1, 1}) {
          String kind = (label < 0 ? "" : ", ignoring 1") + ", smoothed by " + smoothing;
          rows.add(
              classes(
                      OpRow.of(
                          name("crossEntropy" + kind, reduction),
                          CrossEntropy.class,
                          in ->
                              in.get(0)
                                  .crossEntropy(
                                      in.get(1), weight(in), ignored(label), smoothing, reduction),
                          in -> crossEntropy(in, label, smoothing, reduction),
                          REAL,
                          CLASSES))
                  .known(TORCH + "cross_entropy", ""));
          rows.add(
              weighted(
                      OpRow.of(
                          name("crossEntropy weighted" + kind, reduction),
                          CrossEntropy.class,
                          in ->
                              in.get(0)
                                  .crossEntropy(
                                      in.get(1), weight(in), ignored(label), smoothing, reduction),
                          in -> crossEntropy(in, label, smoothing, reduction),
                          REAL,
                          CLASSES,
                          WEIGHT))
                  .known(TORCH + "cross_entropy", ""));
        }
        String kind = label < 0 ? "" : ", ignoring 1";
        rows.add(
            classes(
                    OpRow.of(
                        name("nllLoss" + kind, reduction),
                        NllLoss.class,
                        in -> in.get(0).nllLoss(in.get(1), weight(in), ignored(label), reduction),
                        in -> nll(in.get(0), in, label, 0, reduction),
                        REAL,
                        CLASSES))
                .known(TORCH + "nll_loss", ""));
        rows.add(
            weighted(
                    OpRow.of(
                        name("nllLoss weighted" + kind, reduction),
                        NllLoss.class,
                        in -> in.get(0).nllLoss(in.get(1), weight(in), ignored(label), reduction),
                        in -> nll(in.get(0), in, label, 0, reduction),
                        REAL,
                        CLASSES,
                        WEIGHT))
                .known(TORCH + "nll_loss", ""));
      }
      probabilities(rows, reduction);
      margins(rows, reduction);
    }
    return rows;
  }

  private static void probabilities(List<OpRow> rows, Reduction reduction) {
    for (double smoothing : new double[] {0, 0.1}) {
      rows.add(
          OpRow.of(
                  name("crossEntropy of probabilities, smoothed by " + smoothing, reduction),
                  CrossEntropy.class,
                  in ->
                      in.get(0)
                          .crossEntropy(
                              in.get(1), weight(in), OptionalLong.empty(), smoothing, reduction),
                  in -> ofProbabilities(in, smoothing, reduction),
                  REAL,
                  Operand.between(0, 1),
                  WEIGHT)
              .within(SUM, SUM)
              .known(TORCH + "cross_entropy", "")
              .on(Shape.of(4, 3), Shape.of(4, 3), Shape.of(3))
              .on(Shape.of(2, 3, 2), Shape.of(2, 3, 2), Shape.of(3))
              .on(Shape.of(3), Shape.of(3), Shape.of(3)));
    }
  }

  private static void margins(List<OpRow> rows, Reduction reduction) {
    for (int p : new int[] {1, 2}) {
      rows.add(
          OpRow.of(
                  name("multiMarginLoss by " + p, reduction),
                  MultiMarginLoss.class,
                  in -> in.get(0).multiMarginLoss(in.get(1), p, 0.7, weight(in), reduction),
                  in -> reduce(multiMargin(in, p), reduction),
                  REAL,
                  CLASSES,
                  WEIGHT)
              .within(SUM, SUM)
              .known(TORCH + "multi_margin_loss", "")
              .on(Shape.of(4, 3), Shape.of(4), Shape.of(3))
              .on(Shape.of(3), Shape.scalar(), Shape.of(3)));
    }
    rows.add(
        OpRow.of(
                name("multilabelMarginLoss", reduction),
                MultilabelMarginLoss.class,
                in -> in.get(0).multilabelMarginLoss(in.get(1), reduction),
                in -> reduce(multilabelMargin(in.get(0), in.get(1)), reduction),
                REAL,
                new Operand(Optional.of(DType.INT64), -1, 2))
            .within(SUM, SUM)
            .known(TORCH + "multilabel_margin_loss", "")
            .on(Shape.of(4, 3), Shape.of(4, 3))
            .on(Shape.of(3), Shape.of(3))
            .on(Shape.of(7, 5), Shape.of(7, 5)));
    rows.add(
        OpRow.of(
                name("multilabelSoftMarginLoss", reduction),
                MultilabelSoftMarginLoss.class,
                in -> in.get(0).multilabelSoftMarginLoss(in.get(1), weight(in), reduction),
                in ->
                    reduce(
                        Oracle.reduce(
                            Oracle.map(
                                in,
                                e ->
                                    e[2]
                                        * (e[1] * SpecialFunctions.softplus(-e[0])
                                            + (1 - e[1]) * SpecialFunctions.softplus(e[0]))),
                            line -> Oracle.sum(line) / line.length,
                            false,
                            in.get(0).shape().rank() - 1),
                        reduction),
                REAL,
                Operand.between(0, 1),
                WEIGHT)
            .within(SUM, SUM)
            .known(TORCH + "multilabel_soft_margin_loss", "")
            .on(Shape.of(4, 3), Shape.of(4, 3), Shape.of(3))
            .on(Shape.of(3), Shape.of(3), Shape.of(3)));
  }

  private static OpRow classes(OpRow row) {
    return row.within(SUM, SUM)
        .on(Shape.of(4, 3), Shape.of(4))
        .on(Shape.of(2, 3, 2), Shape.of(2, 2))
        .on(Shape.of(37, 19), Shape.of(37))
        .on(Shape.of(3), Shape.scalar())
        .on(Shape.of(1, 3), Shape.of(1))
        .on(Shape.of(0, 3), Shape.of(0));
  }

  private static OpRow weighted(OpRow row) {
    return row.within(SUM, SUM)
        .on(Shape.of(4, 3), Shape.of(4), Shape.of(3))
        .on(Shape.of(2, 3, 2), Shape.of(2, 2), Shape.of(3))
        .on(Shape.of(37, 19), Shape.of(37), Shape.of(19));
  }

  private static int axis(Numbers scores) {
    return Math.min(1, scores.shape().rank() - 1);
  }

  private static Numbers logSoftmax(Numbers z) {
    return Oracle.lines(z, axis(z), Oracle::logSoftmax);
  }

  private static Numbers crossEntropy(
      List<Numbers> in, int label, double smoothing, Reduction reduction) {
    return nll(logSoftmax(in.get(0)), in, label, smoothing, reduction);
  }

  /** −Σ w·t·x with t the smoothed one-hot target, over the sum of the weights of what counts. */
  private static Numbers nll(
      Numbers x, List<Numbers> in, int label, double smoothing, Reduction reduction) {
    Numbers classes = in.get(1);
    int axis = axis(x);
    int count = (int) x.shape().size(axis);
    double[] weights = weights(in, count);
    Numbers each =
        Oracle.at(
            classes.shape(),
            index -> {
              int y = (int) classes.at(index);
              double sum = 0;
              for (int c = 0; c < count; c++) {
                double t = (c == y ? 1 - smoothing : 0) + smoothing / count;
                sum -= t * weights[c] * x.at(inserted(index, axis, c));
              }
              return y == label ? 0 : sum;
            });
    double divisor =
        Arrays.stream(classes.values()).map(y -> y == label ? 0 : weights[(int) y]).sum();
    return reduce(each, divisor, reduction);
  }

  private static Numbers ofProbabilities(List<Numbers> in, double smoothing, Reduction reduction) {
    Numbers logarithms = logSoftmax(in.get(0));
    int axis = axis(logarithms);
    int count = (int) logarithms.shape().size(axis);
    double[] weights = weights(in, count);
    Numbers each =
        Oracle.at(
            logarithms.shape().reduce(new int[] {axis}, false),
            index -> {
              double sum = 0;
              for (int c = 0; c < count; c++) {
                int[] at = inserted(index, axis, c);
                double t = in.get(1).at(at) * (1 - smoothing) + smoothing / count;
                sum -= t * weights[c] * logarithms.at(at);
              }
              return sum;
            });
    return reduce(each, reduction);
  }

  private static Numbers multiMargin(List<Numbers> in, int p) {
    Numbers x = in.get(0);
    int axis = axis(x);
    int count = (int) x.shape().size(axis);
    double[] weights = weights(in, count);
    return Oracle.at(
        in.get(1).shape(),
        index -> {
          int y = (int) in.get(1).at(index);
          double sum = 0;
          for (int c = 0; c < count; c++) {
            double missing = 0.7 - x.at(inserted(index, axis, y)) + x.at(inserted(index, axis, c));
            sum += c == y ? 0 : StrictMath.pow(Math.max(missing, 0), p);
          }
          return weights[y] * sum / count;
        });
  }

  private static Numbers multilabelMargin(Numbers x, Numbers classes) {
    int axis = axis(x);
    int count = (int) x.shape().size(axis);
    return Oracle.at(
        x.shape().reduce(new int[] {axis}, false),
        index -> {
          List<Integer> applies = new ArrayList<>();
          for (int i = 0; i < count && classes.at(inserted(index, axis, i)) >= 0; i++) {
            applies.add((int) classes.at(inserted(index, axis, i)));
          }
          double sum = 0;
          for (int y : applies) {
            for (int c = 0; c < count; c++) {
              double missing = 1 - x.at(inserted(index, axis, y)) + x.at(inserted(index, axis, c));
              sum += applies.contains(c) ? 0 : Math.max(missing, 0);
            }
          }
          return sum / count;
        });
  }

  private static double[] weights(List<Numbers> in, int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return in.size() > 2 ? in.get(2).values() : ones;
  }

  private static int[] inserted(int[] index, int axis, int place) {
    int[] all = new int[index.length + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < axis ? index[i] : i == axis ? place : index[i - 1];
    }
    return all;
  }
}
