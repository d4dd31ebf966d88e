package com.example;

import module org.atled.train;

/** What somebody writes on the first day. A failure here fails the build of Atled. */
public final class Consumer {
  private Consumer() {}

  /** Trains a network on two moons, saves it, loads it and asks it about two points. */
  public static void main(String[] args) throws java.io.IOException {
    System.out.println("Atled runs in " + Trainer.class.getModule());
    Split moons = Datasets.load("moons", Datasets.Options.of(Seed.of(7)));
    var model = Sequential.of(new Linear(2, 32), new Tanh(), new Dropout(0.1), new Linear(32, 1));
    var objective = Objective.of(moons.info().task());
    var run =
        Trainer.of(model, objective.loss(), Adam.withLearningRate(1e-2))
            .epochs(10)
            .metrics(Accuracy.top1())
            .seed(7)
            .fit(moons.train(), moons.test());
    System.out.println(run.last());
    if (run.last().test().orElseThrow().metrics().get("accuracy") < 0.9) {
      throw new IllegalStateException("The moons were not learned.");
    }
    var folder = java.nio.file.Files.createTempDirectory("atled").resolve("moons");
    SavedModel.save(folder, run);
    Tensor points = Tensor.of(new float[][] {{0, 1}, {1, -0.5f}});
    System.out.println(Predictor.load(folder).predict(points));
  }
}
