package org.atled.data;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;

/**
 * Small problems in the plane, to be seen as pictures: points (x, y) in two or more classes. Each
 * shape has a formula, to which normal noise with standard deviation {@code noise} is added on both
 * axes. A point depends on the seed, the part and its number i alone; its class is i mod classes.
 */
public sealed interface Toy {
  /** Points to learn from, unless said otherwise. */
  int TRAIN = 1_000;

  /** Points to measure on, unless said otherwise. */
  int TEST = 1_000;

  String name();

  int classes();

  /** A point of a class, as {x, y}, without noise. */
  double[] point(int label, Draws draws);

  double noise();

  /**
   * Two half circles that reach into each other, with t uniform in [0, π): (cos t, sin t) for class
   * 0, (1 − cos t, ½ − sin t) for class 1.
   */
  record Moons(double noise) implements Toy {
    public Moons {
      checkNoise("moons", noise);
    }

    @Override
    public String name() {
      return "moons";
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public double[] point(int label, Draws draws) {
      double t = draws.uniform(0, Math.PI);
      double cos = StrictMath.cos(t);
      double sin = StrictMath.sin(t);
      return label == 0 ? new double[] {cos, sin} : new double[] {1 - cos, 0.5 - sin};
    }
  }

  /**
   * A circle of radius 1 (class 0) and one of radius {@code inner} (class 1) round the origin, with
   * t uniform in [0, 2π): radius · (cos t, sin t).
   */
  record Circles(double inner, double noise) implements Toy {
    public Circles {
      checkNoise("circles", noise);
      check("circles", "inner radius", "between 0 and 1", inner, inner > 0 && inner < 1);
    }

    @Override
    public String name() {
      return "circles";
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public double[] point(int label, Draws draws) {
      return polar(label == 0 ? 1 : inner, draws.uniform(0, 2 * Math.PI));
    }
  }

  /**
   * Arms that wind out from the origin, one a class: with t uniform in [0, 1), radius 0.1 + 0.9 t
   * at the angle 2π (turns · t + class / arms).
   */
  record Spirals(int arms, double turns, double noise) implements Toy {
    public Spirals {
      checkNoise("spirals", noise);
      check("spirals", "number of arms", "at least 2", arms, arms >= 2);
      check("spirals", "number of turns", "positive", turns, turns > 0 && turns < 1e6);
    }

    @Override
    public String name() {
      return "spirals";
    }

    @Override
    public int classes() {
      return arms;
    }

    @Override
    public double[] point(int label, Draws draws) {
      double t = draws.uniform();
      return polar(0.1 + 0.9 * t, 2 * Math.PI * (turns * t + (double) label / arms));
    }
  }

  /**
   * The four quadrants, class 0 where x and y have the same sign and class 1 where they differ: |x|
   * and |y| uniform in [gap, 1), so that a strip of width 2 · gap along the axes is bare.
   */
  record Xor(double gap, double noise) implements Toy {
    public Xor {
      checkNoise("xor", noise);
      check("xor", "gap", "at least 0 and less than 1", gap, gap >= 0 && gap < 1);
    }

    @Override
    public String name() {
      return "xor";
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public double[] point(int label, Draws draws) {
      double x = draws.uniform(gap, 1);
      double y = draws.uniform(gap, 1);
      double side = draws.uniform() < 0.5 ? -1 : 1;
      return new double[] {side * x, label == 0 ? side * y : -side * y};
    }
  }

  /** Round heaps, all of whose spread is the noise: class c round (cos 2πc/k, sin 2πc/k). */
  record Blobs(int classes, double noise) implements Toy {
    public Blobs {
      checkNoise("blobs", noise);
      check("blobs", "number of classes", "at least 2", classes, classes >= 2);
    }

    @Override
    public String name() {
      return "blobs";
    }

    @Override
    public double[] point(int label, Draws draws) {
      return polar(1, 2 * Math.PI * label / classes);
    }
  }

  /** Moons with noise 0.1; 2 classes. */
  static Toy moons() {
    return new Moons(0.1);
  }

  /** Circles of radius 1 and 0.5 with noise 0.05; 2 classes. */
  static Toy circles() {
    return new Circles(0.5, 0.05);
  }

  /** Two arms of one turn with noise 0.02; 2 classes. */
  static Toy spirals() {
    return new Spirals(2, 1, 0.02);
  }

  /** Quadrants with a gap of 0.05 and noise 0.01; 2 classes. */
  static Toy xor() {
    return new Xor(0.05, 0.01);
  }

  /** Three heaps with noise 0.2; 3 classes. */
  static Toy blobs() {
    return new Blobs(3, 0.2);
  }

  /** {@value #TRAIN} points to learn from and {@value #TEST} to measure on. */
  default Split generate(Seed seed) {
    return generate(seed, TRAIN, TEST);
  }

  /**
   * Points of the given numbers: inputs FLOAT32 [n, 2], classes called by their numbers.
   *
   * @throws ArgumentException if a part would be empty
   */
  default Split generate(Seed seed, int train, int test) {
    return new Split(part(seed.at("train"), train, "train"), part(seed.at("test"), test, "test"));
  }

  private Dataset part(Seed seed, int size, String part) {
    check(name(), "number of points in the " + part + " part", "at least 1", size, size >= 1);
    float[] points = new float[2 * size];
    long[] labels = new long[size];
    for (int i = 0; i < size; i++) {
      Draws draws = seed.at(i).draws();
      labels[i] = i % classes();
      double[] point = point((int) labels[i], draws);
      points[2 * i] = (float) (point[0] + noise() * draws.normal());
      points[2 * i + 1] = (float) (point[1] + noise() * draws.normal());
    }
    var info = new DatasetInfo(name(), Shape.of(2), Task.Classification.numbered(classes()));
    return ArrayDataset.of(info, new Rows.Floats(points, info.input()), new Rows.Labels(labels));
  }

  private static double[] polar(double radius, double angle) {
    return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
  }

  private static void checkNoise(String name, double noise) {
    check(name, "noise", "at least 0 and finite", noise, noise >= 0 && noise < Double.MAX_VALUE);
  }

  private static void check(String name, String what, String wanted, Number got, boolean right) {
    if (!right) {
      throw new ArgumentException(
          "Data set \"" + name + "\": the " + what + " must be " + wanted + " but is " + got + ".");
    }
  }
}
