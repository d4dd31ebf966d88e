package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * The maximum or the mean of windows: how many there are (Dumoulin and Visin, "A guide to
 * convolution arithmetic for deep learning", 2016, section 3), where the gradient goes, and what a
 * shift of the image changes ({@link ShiftedFeatures}).
 */
public final class PoolingLayers implements Experiment {
  private static final int SIDE = 28;

  @Override
  public String name() {
    return "pooling";
  }

  @Override
  public String title() {
    return "Pooling: sizes, where the gradient goes, and how little a small shift changes";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new ShiftedFeatures.Size(400, 300, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new ShiftedFeatures.Size(100, 100, 1));
  }

  Findings run(Seed seed, ShiftedFeatures.Size size) {
    Findings.Builder findings = Findings.builder();
    ShiftedFeatures.report(seed.at("shifts"), size, findings);
    gradients(seed.at("digit"), findings);
    sizes(findings);
    return findings.build();
  }

  /** What ∂ Σ y/∂x says of a pooling. */
  private record Shares(Tensor g, double reached, double greatest, double sum) {
    static Shares of(Tensor image, Pooling pooling, boolean max) {
      Tensor x = image.requiresGrad();
      Tensor y = max ? x.maxPool2d(pooling) : x.avgPool2d(pooling, false);
      Tensor g = Autograd.gradients(y.sum(), x).of(x);
      double[] values = g.toDoubles();
      return new Shares(
          g,
          Arrays.stream(values).filter(v -> v != 0).count() / (double) values.length,
          Arrays.stream(values).max().orElseThrow(),
          Arrays.stream(values).sum());
    }

    double[][] image() {
      return PoolingLayers.image(g);
    }
  }

  private static void gradients(Seed seed, Findings.Builder findings) {
    Tensor digit = Digits.generate(seed, 10, 1).train().batch(3).x();
    Tensor image = digit.slice(2, 8, 20).slice(3, 8, 20);
    Shares max = Shares.of(image, Pooling.of(2), true);
    Shares mean = Shares.of(image, Pooling.of(2), false);
    Shares over = Shares.of(image, Pooling.of(3).withStride(1), true);
    findings
        .say(
            "The gradient of a maximum goes to the winner of each window: over 2×2 to %.0f %% of"
                + " the pixels, 1 each. A mean spreads it: %.2f to each of %.0f %%. Both give out"
                + " %.0f, 1 for each window. Where windows overlap, one pixel may win several: over"
                + " 3×3 with a stride of 1 up to %.0f of 9.",
            100 * max.reached(), mean.greatest(), 100 * mean.reached(), max.sum(), over.greatest())
        .number("max-reached", max.reached())
        .number("mean-reached", mean.reached())
        .number("max-sum", max.sum())
        .number("mean-sum", mean.sum())
        .number("overlapping-greatest", over.greatest())
        .figure(
            "gradient",
            gradient(image, List.of(max, mean, over)),
            "Part of a digit, and how much of the gradient each of its pixels gets. On blank paper"
                + " all are equal, and the first of the window is taken for the winner.");
  }

  private static Figure gradient(Tensor image, List<Shares> shares) {
    return ImageGrid.of("Where the gradient goes", 4)
        .image(image(image), "part of a digit")
        .signed(shares.get(0).image(), "maximum over 2×2: 1 each")
        .signed(shares.get(1).image(), "mean over 2×2: ¼ each")
        .signed(shares.get(2).image(), "maximum over 3×3, stride 1")
        .figure();
  }

  private static double[][] image(Tensor one) {
    return (double[][]) one.get(0).get(0).to(DType.FLOAT64).toArray();
  }

  /** Every small case, by the formula and by pooling. */
  private static void sizes(Findings.Builder findings) {
    int cases = 0;
    int wrong = 0;
    for (int h = 1; h <= 12; h++) {
      for (int k = 1; k <= 4; k++) {
        for (int s = 1; s <= 3; s++) {
          for (int d = 1; d <= 2; d++) {
            for (int p = 0; p <= k / 2 && h + 2 * p > d * (k - 1); p++) {
              Pooling floor = Pooling.of(k).withStride(s).withPadding(p).withDilation(d);
              Tensor x = Tensor.ones(1, 1, h);
              cases += 2;
              wrong += x.maxPool1d(floor).shape().size(2) == windows(h, k, s, p, d, false) ? 0 : 1;
              wrong +=
                  x.maxPool1d(floor.ceilMode()).shape().size(2) == windows(h, k, s, p, d, true)
                      ? 0
                      : 1;
            }
          }
        }
      }
    }
    findings
        .say(
            "An axis of h becomes ⌊(h + 2p − d(k − 1) − 1)/s⌋ + 1 long, in ceil mode ⌈…⌉ + 1 unless"
                + " the last window would begin in the padding behind: so it is in %,d of %,d cases"
                + " of h up to 12, k up to 4, s up to 3, d up to 2. A %d×%d image becomes %d×%d by"
                + " 2×2.",
            cases - wrong,
            cases,
            SIDE,
            SIDE,
            windows(SIDE, 2, 2, 0, 1, false),
            windows(SIDE, 2, 2, 0, 1, false))
        .number("size-cases", cases)
        .number("size-cases-wrong", wrong);
  }

  private static int windows(int h, int k, int s, int p, int d, boolean ceil) {
    int steps = h + 2 * p - d * (k - 1) - 1;
    int count = (ceil ? Math.ceilDiv(steps, s) : steps / s) + 1;
    return ceil && (count - 1) * s >= h + p ? count - 1 : count;
  }
}
