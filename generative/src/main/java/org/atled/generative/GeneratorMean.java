package org.atled.generative;

import java.util.Map;
import java.util.Objects;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.BatchNorm;

/**
 * The mean of a generator's weights over its training, which makes better examples than those of
 * any step: they go round in circles while it learns against a critic (Yazıcı et al. 2019). After
 * step t the mean is
 *
 * <p>m ← m + (w − m)·5/(t + 4)
 *
 * <p>in which later steps count more, however long the training is: a step by t⁴, so that half of
 * the mean is of the last eighth of the run (polynomial-decay averaging, Shamir and Zhang 2013,
 * with η = 4). Its batch norms need statistics of its own.
 */
final class GeneratorMean {
  private static final double POWER = 4;

  /** What statistics are of. */
  private static final int BATCH = 128;

  private static final int BATCHES = 32;
  private static final Seed SEEN = Seed.of(0).at("statistics");

  private final Layer generator;
  private final Layer network;
  private final Buffer steps;

  /**
   * @param network like the generator; it learns nothing by itself
   * @param steps int64, how many were taken in
   */
  GeneratorMean(Layer generator, Layer network, Buffer steps) {
    this.generator = generator;
    this.network = network;
    this.steps = steps;
    network.state().freeze();
  }

  /** What makes examples: until the first step the generator itself. */
  Layer network() {
    return steps.value().item() == 0 ? generator : network;
  }

  /** What the generator made, tied to the step that follows: then its weights are taken in. */
  Tensor following(Tensor made) {
    return Pending.tie(made, this::update);
  }

  private void update() {
    Autograd.noGrad(() -> {
      steps.copyInto(steps.value().add(1L));
      Tensor share = Tensor.of((float) (POWER + 1)).div(steps.value().to(DType.FLOAT32).add(POWER));
      Map<String, Cell> own = network.state().entries();
      generator
          .state()
          .entries()
          .forEach((path, cell) -> follow(Objects.requireNonNull(own.get(path)), cell, share));
      return this;
    });
  }

  /** Counts are those of the last step. */
  private static void follow(Cell mean, Cell cell, Tensor share) {
    Tensor now = cell.value().detach();
    Tensor before = mean.value().detach();
    mean.copyInto(
        now.dtype().isFloating() ? before.add(now.sub(before).mul(share.to(now.dtype()))) : now);
  }

  /** What a generator takes for examples from one to before another. */
  interface Inputs {
    Tensor of(Seed seed, int from, int to);
  }

  /** Statistics of batch norm over many examples. */
  void recompute(Inputs inputs) {
    if (steps.value().item() == 0) {
      return;
    }
    BatchNorm.recompute(
        network,
        () -> {
          for (int i = 0; i < BATCHES; i++) {
            Tensor taken = inputs.of(SEEN, i * BATCH, (i + 1) * BATCH);
            network.apply(taken, Mode.training(Seed.of(0), Slot.of(0L)));
          }
        });
  }
}
