package org.atled.bench;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.atled.train.architecture.Architectures;

/**
 * A convolutional network and how it is trained, as a plan. An iteration is one step. Flops and
 * bytes are the plan's.
 */
enum ImageTraining {
  /** 1×28×28 in batches of 64: two convolutions with poolings, two linear layers; Adam. */
  CNN("cnn", Shape.of(1, 28, 28), 64, 10) {
    @Override
    Rule rule() {
      return Adam.withLearningRate(1e-3);
    }
  },
  /** 3×32×32 in batches of 32: six residual blocks with 32 to 128 channels; SGD with momentum. */
  RESNET("resnet:14,32", Shape.of(3, 32, 32), 32, 8) {
    @Override
    Rule rule() {
      return Sgd.withLearningRate(0.05).momentum(0.9);
    }
  };

  private static final int CLASSES = 10;

  private static final Mode MODE = Mode.training(Seed.of(1), Slot.of(0));

  private final String architecture;
  private final Shape example;
  private final int batch;
  private final int batches;

  ImageTraining(String architecture, Shape example, int batch, int batches) {
    this.architecture = architecture;
    this.example = example;
    this.batch = batch;
    this.batches = batches;
  }

  abstract Rule rule();

  /** As it is, and with tiles of 4×4 windows in its convolutions. */
  List<Workload> workloads() {
    String name = this == CNN ? "cnn" : "resnet";
    return List.of(
        new Repeated(name, shape(), 1, this::work, Rate.Unit.GFLOPS, this::planned),
        new Repeated(
            name,
            shape() + ", tiles of 4",
            1,
            this::work,
            Rate.Unit.GFLOPS,
            most -> steps(most, MODE.inTilesOf(4)).planned()));
  }

  /** {@code cnn [1, 28, 28] batch 64}. */
  String shape() {
    return architecture + " " + example + " batch " + batch;
  }

  /** Steps through its batches, over and over; of them at most so many. */
  Planned planned(int most) {
    return steps(most, MODE).planned();
  }

  private TrainingSteps steps(int most, Mode mode) {
    Layer model = Architectures.parse(architecture).build(example, CLASSES);
    model.initialize(Seed.of(1));
    return new TrainingSteps(
        model, rule(), mode, example, CLASSES, batch, Math.min(Math.max(1, most), batches));
  }

  private Repeated.Work work() {
    return Repeated.Work.of(planned(1).explain());
  }
}
