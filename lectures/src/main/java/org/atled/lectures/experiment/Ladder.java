package org.atled.lectures.experiment;

import java.util.Locale;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.Digits;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.byhand.TwoLayerNetwork;
import org.atled.lectures.matrix.Matrix;
import org.atled.plot.Chart;

/** Times an epoch of the same network on every rung. */
public final class Ladder implements Experiment {
  private static final int EXAMPLES = 6_000;
  private static final int HIDDEN = 100;
  private static final int BATCH = 100;
  private static final double LEARNING_RATE = 0.1;
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "ladder";
  }

  @Override
  public String title() {
    return "The same network on every rung: an epoch of digits, timed";
  }

  @Override
  public Findings run(Seed seed) {
    Dataset digits = Digits.generate(seed.at("digits"), EXAMPLES, 1).train();
    int[] all = new int[EXAMPLES];
    java.util.Arrays.setAll(all, i -> i);
    Batch batch = digits.batch(all);
    Matrix x = Matrix.of((float[][]) batch.x().reshape(EXAMPLES, 784).toArray());
    int[] y = java.util.Arrays.stream(batch.y().toLongs()).mapToInt(c -> (int) c).toArray();
    Matrix w1 = Matrix.normal(DType.FLOAT32, 784, HIDDEN, 0.05, seed.at("w1").draws());
    Matrix w2 = Matrix.normal(DType.FLOAT32, HIDDEN, 10, 0.1, seed.at("w2").draws());
    long start = System.nanoTime();
    TwoLayerNetwork.epoch(x, y, w1, w2, LEARNING_RATE, BATCH);
    double seconds = (System.nanoTime() - start) / NANOS;
    double loss = TwoLayerNetwork.loss(x, y, w1, w2);
    return Findings.builder()
        .say("By hand an epoch of %,d digits takes %.2f s.", EXAMPLES, seconds)
        .number("by-hand-seconds", seconds)
        .number("by-hand-loss", loss)
        .table(
            Table.of("An epoch", "rung", "seconds")
                .row("2, by hand", String.format(Locale.ROOT, "%.2f", seconds)))
        .figure(
            "seconds",
            Chart.of("An epoch of digits", "rung", "seconds")
                .bars("float32", new String[] {"2, by hand"}, new double[] {seconds})
                .figure(),
            "Seconds for an epoch on each rung.")
        .build();
  }
}
