package org.atled.lectures.experiment;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;

/**
 * Averages of subnetworks against the scaled network, by how many are averaged.
 *
 * @param loss of the mean probability, on new points
 * @param arithmetic mean |p − p of the scaled network|, for the mean p of the subnetworks
 * @param geometric the same for their normalised geometric mean
 * @param scaled the loss of the scaled network
 */
record SubnetworkAverages(double[] loss, double[] arithmetic, double[] geometric, double scaled) {
  private static final int MOST_GROUPS = 20;

  /** Each number is the mean over some groups of that many subnetworks. */
  static SubnetworkAverages of(DroppedNetwork network, Plane test, List<Integer> sizes, Seed seed) {
    Tensor scaled = network.logProbabilities(test.x(), network.whole());
    List<Tensor> subnetworks =
        IntStream.range(0, sizes.getLast())
            .mapToObj(k -> network.logProbabilities(test.x(), network.masks(seed.at(k))))
            .toList();
    double[] loss = new double[sizes.size()];
    double[] arithmetic = new double[sizes.size()];
    double[] geometric = new double[sizes.size()];
    for (int i = 0; i < sizes.size(); i++) {
      int size = sizes.get(i);
      int groups = Math.min(MOST_GROUPS, sizes.getLast() / size);
      for (int g = 0; g < groups; g++) {
        List<Tensor> group = subnetworks.subList(g * size, (g + 1) * size);
        Tensor mean = sum(group, Tensor::exp).div(size);
        loss[i] += logLoss(mean.log(), test) / groups;
        arithmetic[i] += distance(mean, scaled.exp()) / groups;
        // exp of the mean of ln p, made to sum to 1
        Tensor root = sum(group, p -> p).div(size).softmax(1);
        geometric[i] += distance(root, scaled.exp()) / groups;
      }
    }
    return new SubnetworkAverages(loss, arithmetic, geometric, logLoss(scaled, test));
  }

  private static Tensor sum(List<Tensor> group, UnaryOperator<Tensor> f) {
    return group.stream().map(f).reduce(Tensor::add).orElseThrow();
  }

  private static double distance(Tensor p, Tensor q) {
    return p.sub(q).abs().mean().item();
  }

  /** −mean ln p of the right class. */
  private static double logLoss(Tensor logProbabilities, Plane test) {
    return -logProbabilities.gather(1, test.y().unsqueeze(1)).mean().item();
  }
}
