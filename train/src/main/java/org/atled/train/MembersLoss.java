package org.atled.train;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.loss.Loss;

/**
 * The mean over the members of an ensemble of the loss of each by itself, which for none of them
 * depends on the others: outputs [batch, k, …] against targets [batch, …]. A total is that over
 * members and examples, divided by the count of both.
 *
 * @param each of a member
 */
record MembersLoss(Loss each) implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    long members = output.shape().size(1);
    Tensor sum = each.of(output.select(1, 0), target);
    for (long i = 1; i < members; i++) {
      sum = sum.add(each.of(output.select(1, i), target));
    }
    return sum.div(members);
  }

  @Override
  public Optional<Total> total(Tensor output, Tensor target) {
    return each.total(rows(output), repeated(target, output));
  }

  @Override
  public Optional<Tensor> each(Tensor output, Tensor target) {
    long members = output.shape().size(1);
    return each.each(rows(output), repeated(target, output))
        .map(losses -> losses.reshape(-1, members).mean(1));
  }

  /** A row for each member of each example. */
  private static Tensor rows(Tensor output) {
    return output.flatten(0, 1);
  }

  private static Tensor repeated(Tensor target, Tensor output) {
    return target.repeatInterleave(0, output.shape().size(1));
  }
}
