package org.atled.testkit;

import static org.atled.testkit.LossRows.name;
import static org.atled.testkit.LossRows.reductions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.op.loss.CtcLoss;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Reduction;

/** Losses of sequences of labels. */
final class SequenceLossRows {
  private SequenceLossRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (Reduction reduction : reductions("")) {
      for (boolean zero : new boolean[] {false, true}) {
        rows.add(
            OpRow.of(
                    name("ctcLoss" + (zero ? ", zero for none" : ""), reduction),
                    CtcLoss.class,
                    in ->
                        in.get(0)
                            .logSoftmax(2)
                            .ctcLoss(in.get(1), in.get(2), in.get(3), 0, zero, reduction),
                    in -> ctc(in, zero, reduction),
                    Operand.between(-3, 3),
                    whole(1, 2),
                    whole(3, 4),
                    whole(0, 2))
                .within(new Tolerance(32, 4), new Tolerance(32, 4))
                .known("torch.nn.functional.ctc_loss", "")
                .on(Shape.of(4, 3, 3), Shape.of(3, 2), Shape.of(3), Shape.of(3))
                .on(Shape.of(4, 1, 4), Shape.of(1, 2), Shape.of(1), Shape.of(1)));
      }
    }
    return rows;
  }

  private static Operand whole(int low, int high) {
    return new Operand(Optional.of(DType.INT64), low, high);
  }

  private static Numbers ctc(List<Numbers> in, boolean zero, Reduction reduction) {
    Numbers logarithms = Oracle.lines(in.get(0), 2, Oracle::logSoftmax);
    Numbers lengths = in.get(3);
    Numbers each =
        Oracle.at(
            lengths.shape(),
            index -> {
              int n = index[0];
              List<Integer> labels = new ArrayList<>();
              for (int i = 0; i < lengths.at(n); i++) {
                labels.add((int) in.get(1).at(n, i));
              }
              int steps = (int) in.get(2).at(n);
              double loss = -StrictMath.log(chance(logarithms, n, steps, labels, List.of()));
              return zero && Double.isInfinite(loss) ? 0 : loss;
            });
    Numbers divided =
        reduction == Reduction.MEAN
            ? Oracle.map(each, lengths, (l, length) -> l / Math.max(length, 1))
            : each;
    return LossRows.reduce(divided, reduction);
  }

  /** The sum over all sequences of classes, one a step, that read as the labels. */
  private static double chance(
      Numbers logarithms, int n, int steps, List<Integer> labels, List<Integer> path) {
    if (path.size() == steps) {
      return read(path).equals(labels) ? 1 : 0;
    }
    double sum = 0;
    for (int c = 0; c < logarithms.shape().size(2); c++) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(c);
      sum +=
          StrictMath.exp(logarithms.at(path.size(), n, c))
              * chance(logarithms, n, steps, labels, longer);
    }
    return sum;
  }

  /** Repeated classes are one, and then blanks are none. */
  private static List<Integer> read(List<Integer> path) {
    List<Integer> labels = new ArrayList<>();
    for (int t = 0; t < path.size(); t++) {
      if (path.get(t) != 0 && (t == 0 || !path.get(t).equals(path.get(t - 1)))) {
        labels.add(path.get(t));
      }
    }
    return labels;
  }
}
