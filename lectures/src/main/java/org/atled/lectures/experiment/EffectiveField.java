package org.atled.lectures.experiment;

import java.util.Arrays;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/**
 * How much each pixel of its receptive field matters to one output of layers of 3×3: √E(∂y/∂x)²
 * over draws of the weights, the greatest being 1. Luo, Li, Urtasun and Zemel, "Understanding the
 * effective receptive field in deep convolutional neural networks", 2016.
 *
 * @param map [r, r]
 */
record EffectiveField(double[][] map) {
  private static final int CHANNELS = 8;
  private static final int INPUTS = 2;
  private static final int K = 3;

  /** What stands between the layers, and their weights. */
  enum Kind {
    EQUAL("equal weights"),
    RANDOM("random weights"),
    RELU("random weights and ReLU");

    final String label;

    Kind(String label) {
      this.label = label;
    }

    private Tensor weight(Seed seed, long out, long in) {
      return this == EQUAL
          ? Tensor.full(DType.FLOAT32, 1.0 / (K * K * in), out, in, K, K)
          : Sample.normal(seed, out, in, K, K).mul(Math.sqrt(2.0 / (K * K * in)));
    }
  }

  /** Without padding, on images of which just one output is left. */
  static EffectiveField of(Kind kind, int[] dilations, int draws, Seed seed) {
    int side = 1 + (K - 1) * Arrays.stream(dilations).sum();
    Tensor squares = Tensor.zeros(side, side);
    for (int draw = 0; draw < draws; draw++) {
      Tensor x = Sample.normal(seed.at("x").at(draw), INPUTS, 1, side, side).requiresGrad();
      Tensor y = x;
      for (int layer = 0; layer < dilations.length; layer++) {
        long in = layer == 0 ? 1 : CHANNELS;
        Tensor w = kind.weight(seed.at("w").at(draw).at(layer), CHANNELS, in);
        y = y.conv2d(w, Sliding.byOne().withDilation(dilations[layer]), 1);
        boolean last = layer == dilations.length - 1;
        y = kind == Kind.RELU && !last ? y.relu() : y;
      }
      Tensor g = Autograd.gradients(y.select(1, 0).sum(), x).of(x);
      Tensor square = g.square().sum(0, 1);
      squares = squares.add(square.div(square.sum())); // no draw counts more for its scale
    }
    Tensor root = squares.sqrt();
    Tensor map = root.div(root.max()).to(DType.FLOAT64);
    return new EffectiveField((double[][]) map.toArray());
  }

  int side() {
    return map.length;
  }

  /** What is left of the map along one axis, its greatest 1. */
  double[] profile() {
    double[] sums = Arrays.stream(map).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    double greatest = Arrays.stream(sums).max().orElseThrow();
    return Arrays.stream(sums).map(sum -> sum / greatest).toArray();
  }

  /** So many pixels in the middle hold 95 % of the profile; part of a pixel counts as such. */
  double width() {
    double[] profile = profile();
    double wanted = 0.95 * Arrays.stream(profile).sum();
    int middle = profile.length / 2;
    double held = profile[middle];
    for (int off = 1; off <= middle; off++) {
      double more = profile[middle - off] + profile[middle + off];
      if (held + more >= wanted) {
        return 2 * (off - 1) + 1 + 2 * (wanted - held) / more;
      }
      held += more;
    }
    return profile.length;
  }

  private double deviation() {
    double[] profile = profile();
    double all = 0;
    double variance = 0;
    for (int i = 0; i < profile.length; i++) {
      double off = i - (profile.length - 1) / 2.0;
      all += profile[i];
      variance += profile[i] * off * off;
    }
    return Math.sqrt(variance / all);
  }

  /** The bell of its standard deviation, with as much area. */
  double[] bell() {
    double[] profile = profile();
    double deviation = deviation();
    double[] bell = new double[profile.length];
    for (int i = 0; i < bell.length; i++) {
      double z = (i - (bell.length - 1) / 2.0) / deviation;
      bell[i] = StrictMath.exp(-z * z / 2);
    }
    double scale = Arrays.stream(profile).sum() / Arrays.stream(bell).sum();
    return Arrays.stream(bell).map(height -> scale * height).toArray();
  }

  /** How far the profile is from its bell at most, by its own height. */
  double fromBell() {
    double[] profile = profile();
    double[] bell = bell();
    double most = 0;
    for (int i = 0; i < bell.length; i++) {
      most = Math.max(most, Math.abs(profile[i] - bell[i]));
    }
    return most;
  }
}
