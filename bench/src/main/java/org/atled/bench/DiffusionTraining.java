package org.atled.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.generative.Blueprint;
import org.atled.generative.Diffusion;
import org.atled.generative.NoiseSchedule;
import org.atled.nn.Mode;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;

/**
 * A diffusion model of digits and how it is trained, as a plan: noise that is drawn anew, the U-Net
 * of width 24 that is told steps and classes, the mean squared error of the v that it finds, Adam.
 * An iteration is one step; the batches, uniform pixels and random classes, lie ready. Flops and
 * bytes are the plan's.
 */
final class DiffusionTraining {
  private static final Seed SEED = Seed.of(1);
  private static final Shape EXAMPLE = Shape.of(1, 28, 28);
  private static final int WIDTH = 24;
  private static final int CLASSES = 10;
  private static final int BATCH = 64;
  private static final int BATCHES = 8;

  private DiffusionTraining() {}

  static Workload workload() {
    return new Repeated(
        "unet",
        shape(),
        1,
        () -> Repeated.Work.of(planned(1).explain()),
        Rate.Unit.GFLOPS,
        DiffusionTraining::planned);
  }

  static String shape() {
    return "unet:%d %dx1x28x28".formatted(WIDTH, BATCH);
  }

  /** The model with its first weights, the same every time. */
  static Diffusion model() {
    DatasetInfo info = new DatasetInfo("pixels", EXAMPLE, Task.Classification.numbered(CLASSES));
    Diffusion model = new Blueprint.Diffusing(NoiseSchedule.COSINE, Optional.of(WIDTH)).build(info);
    model.initialize(SEED);
    return model;
  }

  /** Steps through batches, over and over; of them at most so many. */
  static Planned planned(int most) {
    Diffusion model = model();
    Optimizer optimizer = Adam.withLearningRate(2e-3).over(model.parameters());
    Mode mode = Mode.training(SEED, Slot.of(0));
    List<List<Tensor>> batches = new ArrayList<>();
    for (int i = 0; i < Math.clamp(most, 1, BATCHES); i++) {
      batches.add(List.of(TrainingSteps.examples(EXAMPLE, i, BATCH), labels(i)));
    }
    Compiled compiled =
        Compiled.of(in -> {
          Tensor loss = model.loss(in.get(0), in.get(1), mode);
          optimizer.step(Autograd.gradients(loss, model.parameters()));
          return List.of(loss);
        });
    return new Planned(compiled.unlessNotFinite(0), number -> batches.get(number % batches.size()));
  }

  private static Tensor labels(int number) {
    Draws draws = SEED.at("y").at(number).draws();
    long[] labels = new long[BATCH];
    Arrays.setAll(labels, i -> draws.below(CLASSES));
    return Tensor.of(labels);
  }
}
