package org.atled.generative;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Conv;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.GroupNorm;
import org.atled.nn.layer.Linear;

/**
 * A residual block of a {@link UNet}: norm, SiLU, convolution, then the conditions added to each
 * channel, norm, SiLU, convolution, and the input beside it: Ho, Jain and Abbeel 2020, appendix B.
 */
final class NoisyBlock extends Module {
  private static final long GROUPS = 8;

  private final GroupNorm before;
  private final Conv2d first;
  private final Linear told;
  private final GroupNorm between;
  private final Conv2d second;
  private final Optional<Conv2d> shortcut;

  NoisyBlock(long in, long out, long width) {
    before = child("before", new GroupNorm(GROUPS, in));
    first = child("first", new Conv2d(Conv.Config.of(in, out, 3, 3).withPadding(1)));
    told = child("told", new Linear(width, out));
    between = child("between", new GroupNorm(GROUPS, out));
    // At first the block passes its input.
    second =
        child(
            "second",
            new Conv2d(
                Conv.Config.of(out, out, 3, 3)
                    .withPadding(1)
                    .initializedBy(new Initializer.Constant(0))));
    shortcut =
        in == out
            ? Optional.empty()
            : Optional.of(child("shortcut", new Conv2d(Conv.Config.of(in, out, 1, 1))));
  }

  /** [batch, in, h, w] and conditions [batch, width] → [batch, out, h, w]. */
  Tensor apply(Tensor x, Tensor conditions, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor shift = told.apply(conditions, mode).unsqueeze(-1).unsqueeze(-1);
          Tensor y = first.apply(before.apply(x, mode).silu(), mode).add(shift);
          Tensor z = second.apply(between.apply(y, mode).silu(), mode);
          return z.add(shortcut.map(layer -> layer.apply(x, mode)).orElse(x));
        });
  }
}
