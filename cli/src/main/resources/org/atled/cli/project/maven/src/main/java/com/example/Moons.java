package com.example;

import module org.atled.train;

import java.nio.file.Path;

/** Learns to tell two moons apart. */
public final class Moons {
  private Moons() {}

  /** Trains a network, measures it on points that it has not seen, and asks it about two more. */
  public static void main(String[] args) {
    Run run = train();
    System.out.println(run.last());

    Path folder = Path.of("moons");
    SavedModel.save(folder, run);
    Tensor points = Tensor.of(new float[][] {{0, 1}, {1, -0.5f}});
    System.out.println(Predictor.load(folder).predict(points));
  }

  static Run train() {
    Split moons = Datasets.load("moons", Datasets.Options.of(Seed.of(7)));
    var objective = Objective.of(moons.info().task());
    var model = Sequential.of(new Linear(2, 32), new Tanh(), new Linear(32, objective.outputs()));
    return Trainer.of(model, objective.loss(), Adam.withLearningRate(1e-2))
        .epochs(10)
        .metrics(Accuracy.top1())
        .seed(7)
        .fit(moons.train(), moons.test());
  }
}
