package org.atled.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.cpu.Cpu;
import org.atled.data.Split;
import org.atled.nn.Layer;
import org.atled.nn.optim.ReduceOnPlateau;

/** A run in a process of its own, which tells of each step: {@link KillTest} ends it. */
final class KilledRun {
  private KilledRun() {}

  /**
   * Begins the run in a folder, or goes on with it.
   *
   * @param args the folder, the number of epochs and that of threads
   */
  public static void main(String[] args) {
    Cpu.setThreads(Integer.parseInt(args[2]));
    train(
        Path.of(args[0]),
        Integer.parseInt(args[1]),
        new TrainingListener() {
          @Override
          public void stepDone(long examples, EpochReport.Measured soFar) {
            System.out.println("step");
            System.out.flush();
          }
        });
  }

  /** The same here; what it found: weights, their average, and what was measured. */
  static Map<String, Object> train(Path folder, int epochs, TrainingListener listener) {
    Split data = Problems.moons();
    Layer model = Problems.network();
    Averaging average = Averaging.exponential(model, 0.9);
    Trainer trainer =
        Problems.trainer(model)
            .batchSize(50)
            .epochs(epochs)
            .schedule(ReduceOnPlateau.usual().patience(1))
            .listener(average)
            .listener(listener)
            .checkpoints(Checkpoints.in(folder).everySteps(3));
    Run run =
        SavedRun.isIn(folder)
            ? trainer.resume(folder, data.train(), data.test())
            : trainer.fit(data.train(), data.test());
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("weights", Problems.weights(model));
    average.copyInto();
    found.put("average", Problems.weights(model));
    found.put("position", run.position());
    found.put(
        "measured",
        run.history().stream()
            .map(report -> List.of(report.train(), report.test().orElseThrow()))
            .toList());
    return found;
  }
}
