package org.atled.plot.layout;

/**
 * Places on a line that keep their order and their distances, and are as near as can be to where
 * they would like to be: least squares by pooling neighbours that violate their order (Ayer and
 * others, "An empirical distribution function for sampling with incomplete information", 1955).
 */
final class Spacing {
  private Spacing() {}

  /**
   * Centres of things in a row.
   *
   * @param wanted centres
   * @param weights how much each thing insists
   * @param extents their lengths along the row
   * @param gap between them
   */
  static double[] of(double[] wanted, double[] weights, double[] extents, double gap) {
    int n = wanted.length;
    double[] offset = new double[n];
    for (int i = 1; i < n; i++) {
      offset[i] = offset[i - 1] + (extents[i - 1] + extents[i]) / 2 + gap;
    }
    double[] mean = new double[n];
    double[] weight = new double[n];
    int[] first = new int[n];
    int pools = 0;
    for (int i = 0; i < n; i++) {
      mean[pools] = wanted[i] - offset[i];
      weight[pools] = weights[i];
      first[pools] = i;
      while (pools > 0 && mean[pools - 1] >= mean[pools]) {
        double both = weight[pools - 1] + weight[pools];
        mean[pools - 1] =
            (mean[pools - 1] * weight[pools - 1] + mean[pools] * weight[pools]) / both;
        weight[pools - 1] = both;
        pools--;
      }
      pools++;
    }
    double[] centres = new double[n];
    for (int pool = 0; pool < pools; pool++) {
      int end = pool + 1 < pools ? first[pool + 1] : n;
      for (int i = first[pool]; i < end; i++) {
        centres[i] = mean[pool] + offset[i];
      }
    }
    return centres;
  }
}
