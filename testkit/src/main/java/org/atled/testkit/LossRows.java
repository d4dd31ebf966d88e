package org.atled.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.atled.core.op.loss.BinaryCrossEntropy;
import org.atled.core.op.loss.BinaryCrossEntropyTerm;
import org.atled.core.op.loss.BinaryCrossEntropyWithLogits;
import org.atled.core.op.loss.DiceLoss;
import org.atled.core.op.loss.GaussianNllLoss;
import org.atled.core.op.loss.HuberLoss;
import org.atled.core.op.loss.KlDiv;
import org.atled.core.op.loss.L1Loss;
import org.atled.core.op.loss.MseLoss;
import org.atled.core.op.loss.PoissonNllLoss;
import org.atled.core.op.loss.SigmoidFocalLoss;
import org.atled.core.op.loss.SmoothL1Loss;
import org.atled.core.op.loss.SoftMarginLoss;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** From outputs and targets to losses, and to one number: those of single elements. */
final class LossRows {
  static final Tolerance SUM = new Tolerance(8, 4);
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand CHANCE = Operand.between(0.2, 0.8);
  private static final String TORCH = "torch.nn.functional.";
  private static final double HALF_LOG_2_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private LossRows() {}

  /** A loss with its reduction. */
  interface Loss {
    Tensor of(List<Tensor> in, Reduction reduction);
  }

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    pair(
        rows,
        "mseLoss",
        "mse_loss",
        MseLoss.class,
        (in, r) -> in.get(0).mseLoss(in.get(1), r),
        (x, t) -> (x - t) * (x - t),
        REAL,
        REAL);
    pair(
        rows,
        "l1Loss",
        "l1_loss",
        L1Loss.class,
        (in, r) -> in.get(0).l1Loss(in.get(1), r),
        (x, t) -> Math.abs(x - t),
        REAL,
        REAL);
    for (double width : new double[] {1, 0.37}) {
      pair(
          rows,
          "huberLoss by " + width,
          "huber_loss",
          HuberLoss.class,
          (in, r) -> in.get(0).huberLoss(in.get(1), width, r),
          (x, t) -> huber(Math.abs(x - t), width),
          REAL,
          REAL);
      pair(
          rows,
          "smoothL1Loss by " + width,
          "smooth_l1_loss",
          SmoothL1Loss.class,
          (in, r) -> in.get(0).smoothL1Loss(in.get(1), width, r),
          (x, t) -> huber(Math.abs(x - t), width) / width,
          REAL,
          REAL);
    }
    pair(
        rows,
        "smoothL1Loss by 0.0",
        "smooth_l1_loss",
        SmoothL1Loss.class,
        (in, r) -> in.get(0).smoothL1Loss(in.get(1), 0, r),
        (x, t) -> Math.abs(x - t),
        REAL,
        REAL);
    binary(rows);
    likelihoods(rows);
    for (double gamma : new double[] {2, 0, 1.5}) {
      pair(
          rows,
          "sigmoidFocalLoss by " + gamma,
          "torchvision.ops.sigmoid_focal_loss",
          SigmoidFocalLoss.class,
          (in, r) -> in.get(0).sigmoidFocalLoss(in.get(1), 0.25, gamma, r),
          (x, t) -> focal(x, t, gamma),
          REAL,
          Operand.between(0, 1));
    }
    for (Reduction reduction : reductions("diceLoss")) {
      rows.add(
          OpRow.of(
                  name("diceLoss", reduction),
                  DiceLoss.class,
                  in -> in.get(0).diceLoss(in.get(1), 0.5, reduction),
                  in -> reduce(dice(in.get(0), in.get(1)), reduction),
                  CHANCE,
                  CHANCE)
              .within(SUM, SUM)
              .on(Shape.of(2, 3, 2), Shape.of(2, 3, 2))
              .on(Shape.of(1, 2, 3, 5), Shape.of(1, 2, 3, 5))
              .on(Shape.of(2, 1, 0), Shape.of(2, 1, 0)));
    }
    return rows;
  }

  private static void binary(List<OpRow> rows) {
    rows.add(
        sameShapes(
            OpRow.of(
                "binaryCrossEntropyTerm",
                BinaryCrossEntropyTerm.class,
                in -> Dispatch.apply(new BinaryCrossEntropyTerm(), in.get(0), in.get(1)),
                in -> Oracle.map(in.get(0), in.get(1), LossRows::entropy),
                CHANCE,
                CHANCE)));
    pair(
        rows,
        "binaryCrossEntropy",
        "binary_cross_entropy",
        BinaryCrossEntropy.class,
        (in, r) -> in.get(0).binaryCrossEntropy(in.get(1), Optional.empty(), r),
        LossRows::entropy,
        CHANCE,
        Operand.between(0, 1));
    pair(
        rows,
        "binaryCrossEntropyWithLogits",
        "binary_cross_entropy_with_logits",
        BinaryCrossEntropyWithLogits.class,
        (in, r) ->
            in.get(0)
                .binaryCrossEntropyWithLogits(in.get(1), Optional.empty(), Optional.empty(), r),
        (x, t) -> logistic(x, t, 1),
        REAL,
        Operand.between(0, 1));
    pair(
        rows,
        "softMarginLoss",
        "soft_margin_loss",
        SoftMarginLoss.class,
        (in, r) -> in.get(0).softMarginLoss(in.get(1), r),
        (x, t) -> SpecialFunctions.softplus(-x * t),
        REAL,
        REAL);
    for (DType type : List.of(DType.INT64, DType.INT32)) {
      rows.add(
          OpRow.of(
                  "binaryCrossEntropyWithLogits of classes with " + type,
                  BinaryCrossEntropyWithLogits.class,
                  in -> in.get(0).binaryCrossEntropyWithLogits(in.get(1)),
                  in -> {
                    Numbers t = new Numbers(in.get(0).shape(), in.get(1).values());
                    Numbers each = Oracle.map(in.get(0), t, (x, y) -> logistic(x, y, 1));
                    return reduce(each, Reduction.MEAN);
                  },
                  REAL,
                  new Operand(Optional.of(type), 0, 1))
              .within(SUM, SUM)
              .known(TORCH + "binary_cross_entropy_with_logits", "")
              .on(Shape.of(5, 1), Shape.of(5))
              .on(Shape.of(2, 3), Shape.of(2, 3)));
    }
    for (Reduction reduction : reductions("weighted")) {
      rows.add(
          OpRow.of(
                  name("binaryCrossEntropy weighted", reduction),
                  BinaryCrossEntropy.class,
                  in -> in.get(0).binaryCrossEntropy(in.get(1), Optional.of(in.get(2)), reduction),
                  in -> reduce(Oracle.map(in, e -> e[2] * entropy(e[0], e[1])), reduction),
                  CHANCE,
                  Operand.between(0, 1),
                  Operand.between(0.5, 2))
              .within(SUM, SUM)
              .known(TORCH + "binary_cross_entropy", "")
              .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(3))
              .on(Shape.of(2, 0), Shape.of(2, 0), Shape.of(0)));
      rows.add(
          OpRow.of(
                  name("binaryCrossEntropyWithLogits weighted", reduction),
                  BinaryCrossEntropyWithLogits.class,
                  in ->
                      in.get(0)
                          .binaryCrossEntropyWithLogits(
                              in.get(1), Optional.of(in.get(2)), Optional.of(in.get(3)), reduction),
                  in -> reduce(Oracle.map(in, e -> e[2] * logistic(e[0], e[1], e[3])), reduction),
                  REAL,
                  Operand.between(0, 1),
                  Operand.between(0.5, 2),
                  Operand.between(0.5, 2))
              .within(SUM, SUM)
              .known(TORCH + "binary_cross_entropy_with_logits", "")
              .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 1), Shape.of(3))
              .on(Shape.of(2, 0), Shape.of(2, 0), Shape.of(0), Shape.of(0)));
    }
  }

  private static void likelihoods(List<OpRow> rows) {
    pair(
        rows,
        "klDiv",
        "kl_div",
        KlDiv.class,
        (in, r) -> in.get(0).klDiv(in.get(1), false, r),
        (x, t) -> (t == 0 ? 0 : t * StrictMath.log(t)) - t * x,
        REAL,
        Operand.between(0.01, 1));
    pair(
        rows,
        "klDiv of logarithms",
        "kl_div",
        KlDiv.class,
        (in, r) -> in.get(0).klDiv(in.get(1), true, r),
        (x, t) -> StrictMath.exp(t) * (t - x),
        REAL,
        REAL);
    Operand counts = Operand.between(0, 5, 1);
    for (boolean full : new boolean[] {false, true}) {
      String name = "poissonNllLoss" + (full ? ", whole" : "");
      pair(
          rows,
          name,
          "poisson_nll_loss",
          PoissonNllLoss.class,
          (in, r) -> in.get(0).poissonNllLoss(in.get(1), true, full, 1e-8, r),
          (x, t) -> StrictMath.exp(x) - t * x + (full ? stirling(t) : 0),
          REAL,
          counts);
      pair(
          rows,
          name + ", of rates",
          "poisson_nll_loss",
          PoissonNllLoss.class,
          (in, r) -> in.get(0).poissonNllLoss(in.get(1), false, full, 1e-8, r),
          (x, t) -> x - t * StrictMath.log(x + 1e-8) + (full ? stirling(t) : 0),
          Operand.between(0.1, 5),
          counts);
      for (Reduction reduction : reductions("gaussian")) {
        rows.add(
            OpRow.of(
                    name("gaussianNllLoss" + (full ? ", whole" : ""), reduction),
                    GaussianNllLoss.class,
                    in -> in.get(0).gaussianNllLoss(in.get(1), in.get(2), full, 1e-6, reduction),
                    in -> reduce(gaussian(in, full), reduction),
                    REAL,
                    REAL,
                    Operand.between(0.3, 3))
                .within(SUM, SUM)
                .known(TORCH + "gaussian_nll_loss", "")
                .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3))
                .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2))
                .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 1))
                .on(Shape.scalar(), Shape.scalar(), Shape.scalar())
                .on(Shape.of(2, 0), Shape.of(2, 0), Shape.of(2, 0)));
      }
    }
  }

  /** A row for each reduction of a loss of single elements. */
  static void pair(
      List<OpRow> rows,
      String name,
      String torch,
      Class<? extends Composite> operation,
      Loss loss,
      DoubleBinaryOperator each,
      Operand output,
      Operand target) {
    for (Reduction reduction : reductions(name)) {
      rows.add(
          sameShapes(
              OpRow.of(
                      name(name, reduction),
                      operation,
                      in -> loss.of(in, reduction),
                      in -> reduce(Oracle.map(in.get(0), in.get(1), each), reduction),
                      output,
                      target)
                  .known(torch.contains(".") ? torch : TORCH + torch, "")));
    }
  }

  private static OpRow sameShapes(OpRow row) {
    OpRow ranked =
        row.within(SUM, SUM)
            .on(Shape.of(2, 3), Shape.of(2, 3))
            .on(Shape.of(2, 37, 41), Shape.of(2, 37, 41))
            .on(Shape.of(2, 0), Shape.of(2, 0));
    return row.name().endsWith("batch_mean") ? ranked : ranked.on(Shape.scalar(), Shape.scalar());
  }

  /** PyTorch's three; a divergence is divided by the batch too. */
  static List<Reduction> reductions(String name) {
    return Arrays.stream(Reduction.values())
        .filter(r -> r != Reduction.BATCH_MEAN || name.startsWith("klDiv"))
        .toList();
  }

  /** The row of a reduction; the mean is the usual one. */
  static String name(String loss, Reduction reduction) {
    return reduction == Reduction.MEAN
        ? loss
        : loss + " " + reduction.name().toLowerCase(Locale.ROOT);
  }

  static Numbers reduce(Numbers each, Reduction reduction) {
    return reduce(each, each.values().length, reduction);
  }

  /** Losses reduced, the mean with a divisor. */
  static Numbers reduce(Numbers each, double divisor, Reduction reduction) {
    double sum = Oracle.sum(each.values());
    return switch (reduction) {
      case NONE -> each;
      case MEAN -> scalar(sum / divisor);
      case SUM -> scalar(sum);
      case BATCH_MEAN -> scalar(sum / each.shape().size(0));
    };
  }

  private static Numbers scalar(double value) {
    return new Numbers(Shape.scalar(), new double[] {value});
  }

  private static double huber(double d, double delta) {
    return d < delta ? d * d / 2 : delta * (d - delta / 2);
  }

  private static double entropy(double p, double t) {
    return -t * Math.max(StrictMath.log(p), -100) - (1 - t) * Math.max(StrictMath.log1p(-p), -100);
  }

  private static double logistic(double z, double t, double positive) {
    return positive * t * SpecialFunctions.softplus(-z) + (1 - t) * SpecialFunctions.softplus(z);
  }

  private static double focal(double x, double t, double gamma) {
    double p = 1 / (1 + StrictMath.exp(-x));
    double right = p * t + (1 - p) * (1 - t);
    double alpha = 0.25 * t + 0.75 * (1 - t);
    return alpha * StrictMath.pow(1 - right, gamma) * logistic(x, t, 1);
  }

  private static double stirling(double t) {
    return t <= 1 ? 0 : t * StrictMath.log(t) - t + 0.5 * StrictMath.log(2 * Math.PI * t);
  }

  private static Numbers gaussian(List<Numbers> in, boolean full) {
    Shape shape = in.get(0).shape();
    boolean one = in.get(2).shape().rank() < shape.rank();
    Numbers v = one ? new Numbers(shape.with(-1, 1), in.get(2).values()) : in.get(2);
    return Oracle.map(
        List.of(in.get(0), in.get(1), v),
        e -> {
          double d = e[0] - e[1];
          return (StrictMath.log(e[2]) + d * d / e[2]) / 2 + (full ? HALF_LOG_2_PI : 0);
        });
  }

  private static Numbers dice(Numbers p, Numbers t) {
    int[] axes = IntStream.range(2, p.shape().rank()).toArray();
    Numbers both = Oracle.reduce(Oracle.map(p, t, (x, y) -> x * y), Oracle::sum, false, axes);
    Numbers all = Oracle.reduce(Oracle.map(p, t, (x, y) -> x + y), Oracle::sum, false, axes);
    return Oracle.map(both, all, (i, u) -> 1 - (2 * i + 0.5) / (u + 0.5));
  }

  /** None, or the weights that stand after output and target. */
  static Optional<Tensor> weight(List<Tensor> in) {
    return in.size() > 2 ? Optional.of(in.get(2)) : Optional.empty();
  }

  static OptionalLong ignored(int label) {
    return label < 0 ? OptionalLong.empty() : OptionalLong.of(label);
  }
}
