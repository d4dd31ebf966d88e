package org.atled.core.op.loss;

import java.util.List;
import java.util.OptionalLong;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * −ln of the probability of all ways in which labels may stand, each for one or more steps and with
 * blanks between them, in a sequence of logarithms of probabilities [steps, batch, classes]: the
 * forward recursion of Graves et al. 2006, section 4.1, in logarithms.
 *
 * @param zeroInfinity whether the loss of labels that do not fit in their steps is 0, not ∞
 */
public record CtcLoss(long blank, boolean zeroInfinity, Reduction reduction) implements Composite {
  /** ln 0, but finite: differences of such numbers are 0, and their exponentials are. */
  private static final double NEVER = -1e30;

  @Override
  public Operands operands() {
    return Operands.exactly(4);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor labels = inputs.get(1);
    Tensor steps = inputs.get(2);
    Tensor lengths = inputs.get(3);
    check(x, labels, steps, lengths);
    Tensor logarithms = x.to(x.dtype().computing()).maximum(NEVER);
    Tensor each = losses(logarithms, labels, steps, lengths);
    Tensor never = each.gt(-NEVER / 2);
    each = never.where(zeroInfinity ? 0.0 : Double.POSITIVE_INFINITY, each);
    if (reduction == Reduction.MEAN) {
      each = each.div(lengths.maximum(1).to(each.dtype()));
    }
    return reduction.of(each).to(x.dtype());
  }

  private Tensor losses(Tensor x, Tensor labels, Tensor steps, Tensor lengths) {
    long batch = labels.shape().size(0);
    int most = (int) labels.shape().size(1);
    // Blank, label, blank, …, label, blank; after the last label blanks alone.
    Tensor inside = Tensor.arange(most).lt(lengths.unsqueeze(1));
    Tensor known = inside.where(labels, blank);
    Tensor blanks = Tensor.full(new TensorType(known.dtype(), Shape.of(batch, most)), blank);
    Tensor one = Tensor.full(new TensorType(known.dtype(), Shape.of(batch, 1)), blank);
    Tensor path =
        Structure.concat(1, Structure.stack(2, blanks, known).reshape(batch, 2L * most), one);
    Tensor place = Tensor.arange(2 * most + 1);
    // A label may follow the one before it without a blank, if it is another.
    Tensor leaps = path.ne(blank).where(path.ne(shifted(path, 2, -1)), path.ne(path));
    Tensor alpha = place.lt(2).where(at(x, 0, path), NEVER);
    for (int t = 1; t < x.shape().size(0); t++) {
      Tensor leap = leaps.where(shifted(alpha, 2, NEVER), NEVER);
      Tensor next = logSum(alpha, shifted(alpha, 1, NEVER), leap).add(at(x, t, path));
      alpha = steps.gt(t).unsqueeze(1).where(next.maximum(NEVER), alpha);
    }
    Tensor last = lengths.mul(2).unsqueeze(1);
    Tensor onBlank = alpha.gather(1, last);
    Tensor onLabel = alpha.gather(1, last.sub(1).maximum(0));
    Tensor none = lengths.eq(0).unsqueeze(1);
    return logSum(onBlank, none.where(NEVER, onLabel), onBlank.onesLike().mul(NEVER))
        .squeeze(1)
        .neg();
  }

  /** The logarithms of one step at the labels of the path. */
  private static Tensor at(Tensor x, int step, Tensor path) {
    return x.get(step).gather(1, path);
  }

  /** Moved to the right along the last axis, with a number in the places that become free. */
  private static Tensor shifted(Tensor x, int by, double filler) {
    long size = x.shape().size(1);
    long kept = Math.max(size - by, 0);
    Tensor free = Tensor.full(new TensorType(x.dtype(), x.shape().with(1, size - kept)), filler);
    return Structure.concat(1, free, x.slice(1, 0, kept));
  }

  /** ln(e^a + e^b + e^c); the shift cancels, so that no gradient goes through it. */
  private static Tensor logSum(Tensor a, Tensor b, Tensor c) {
    Tensor shift = a.maximum(b).maximum(c).detach();
    return a.sub(shift).exp().add(b.sub(shift).exp()).add(c.sub(shift).exp()).log().add(shift);
  }

  private void check(Tensor x, Tensor labels, Tensor steps, Tensor lengths) {
    Targets.checkFloats(x);
    Shape shape = x.shape();
    if (shape.rank() != 3
        || shape.size(0) == 0
        || labels.shape().rank() != 2
        || labels.shape().size(0) != shape.size(1)
        || !steps.shape().equals(Shape.of(shape.size(1)))
        || !lengths.shape().equals(Shape.of(shape.size(1)))) {
      throw new ShapeException(
          "the logarithms are "
              + shape
              + ", the labels "
              + labels.shape()
              + ", their numbers of steps "
              + steps.shape()
              + " and lengths "
              + lengths.shape()
              + "; they must be [steps, batch, classes], [batch, longest], [batch] and [batch].");
    }
    if (!Targets.areLabels(labels) || !Targets.areLabels(steps) || !Targets.areLabels(lengths)) {
      throw new TypeException(
          "labels, numbers of steps and lengths are "
              + labels.type()
              + ", "
              + steps.type()
              + " and "
              + lengths.type()
              + " but must be int64 or int32.");
    }
    long classes = shape.size(2);
    if (blank < 0 || blank >= classes) {
      throw new ArgumentException(
          "the blank is class " + blank + ", but there are only " + classes + " classes.");
    }
    long most = labels.shape().size(1);
    Targets.check(
        steps,
        n -> n >= 1 && n <= shape.size(0),
        "the number of steps",
        "from 1 to those given, " + shape.size(0) + ".");
    Targets.check(
        lengths, n -> n >= 0 && n <= most, "the length", "from 0 to the longest, " + most + ".");
    Tensor inside = Tensor.arange((int) most).lt(lengths.unsqueeze(1));
    Targets.checkLabels(inside.where(labels, blank), classes, OptionalLong.empty());
  }
}
