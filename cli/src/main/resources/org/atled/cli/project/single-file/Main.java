import module org.atled.train;

/** Trains a network to tell two moons apart, and asks it about two points. */
void main() {
  Split moons = Datasets.load("moons", Datasets.Options.of(Seed.of(7)));
  var objective = Objective.of(moons.info().task());
  var model = Sequential.of(new Linear(2, 32), new Tanh(), new Linear(32, objective.outputs()));
  var run =
      Trainer.of(model, objective.loss(), Adam.withLearningRate(1e-2))
          .epochs(10)
          .metrics(Accuracy.top1())
          .seed(7)
          .fit(moons.train(), moons.test());
  IO.println(run.last());

  Path folder = Path.of("moons");
  SavedModel.save(folder, run);
  Tensor points = Tensor.of(new float[][] {{0, 1}, {1, -0.5f}});
  IO.println(Predictor.load(folder).predict(points));
}
