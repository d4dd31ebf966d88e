package org.atled.lectures.experiment;

import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;

/** Points of the plane that are drawn for one lesson. The class of point i is i mod classes. */
final class PlaneSets {
  private PlaneSets() {}

  /** A line over x that tells class 0 below from class 1 above. */
  @FunctionalInterface
  private interface Edge {
    double at(double x);
  }

  /** Rings round the origin of radius 1, 2, 3 … with normal noise on the radius; one a class. */
  static Plane rings(int classes, double noise, int size, Seed seed) {
    Draws draws = seed.draws();
    float[][] points = new float[size][];
    long[] labels = new long[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % classes;
      double radius = 1 + labels[i] + noise * draws.normal();
      double angle = draws.uniform(0, 2 * Math.PI);
      points[i] =
          new float[] {
            (float) (radius * StrictMath.cos(angle)), (float) (radius * StrictMath.sin(angle))
          };
    }
    return new Plane(Tensor.of(points), Tensor.of(labels));
  }

  /** Class 1 lies in a v: above y = 2|x| − 1, for x and y in [−1, 1). */
  static Plane v(int size, Seed seed) {
    return split(x -> 2 * Math.abs(x) - 1, 0.12, size, seed);
  }

  /** Class 1 lies in a w: above y = 4 ||x| − ½| − 1, for x and y in [−1, 1). */
  static Plane w(int size, Seed seed) {
    return split(x -> 4 * Math.abs(Math.abs(x) - 0.5) - 1, 0.2, size, seed);
  }

  /** No point comes nearer to the line, up or down, than the gap. */
  private static Plane split(Edge edge, double gap, int size, Seed seed) {
    Draws draws = seed.draws();
    float[][] points = new float[size][];
    long[] labels = new long[size];
    for (int i = 0; i < size; ) {
      double x = draws.uniform(-1, 1);
      double y = draws.uniform(-1, 1);
      double above = y - edge.at(x);
      boolean wanted = i % 2 == 1 ? above > gap : above < -gap;
      if (wanted) {
        points[i] = new float[] {(float) x, (float) y};
        labels[i] = i % 2;
        i++;
      }
    }
    return new Plane(Tensor.of(points), Tensor.of(labels));
  }
}
