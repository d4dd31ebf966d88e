package org.atled.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.atled.train.EpochReport;

/** A figure of every kind. */
final class Samples {
  private Samples() {}

  static Map<String, Supplier<Figure>> all() {
    Map<String, Supplier<Figure>> all = new LinkedHashMap<>();
    all.put("chart", Samples::chart);
    all.put("log-log", Samples::logLog);
    all.put("points", Samples::points);
    all.put("bars", Samples::bars);
    all.put("surface", Samples::surface);
    all.put("histogram", Samples::histogram);
    all.put("heat-map", Samples::heatMap);
    all.put("large-heat-map", Samples::largeHeatMap);
    all.put("decision-map", Samples::decisionMap);
    all.put("three-classes", Samples::threeClasses);
    all.put("confusion-matrix", Samples::confusionMatrix);
    all.put("image-grid", Samples::imageGrid);
    all.put("weights", Samples::weights);
    all.put("graph", Samples::graph);
    all.put("tree", Samples::tree);
    all.put("large-graph", Samples::largeGraph);
    all.put("network", Samples::network);
    all.put("learning-curves", Samples::learningCurves);
    all.put("panels", Samples::panels);
    return all;
  }

  static Figure panels() {
    return Panels.of("Two figures <side> by \"side\" & more", 2, points(), bars());
  }

  private static double[] numbers(int n, IntToDoubleFunction f) {
    return IntStream.range(0, n).mapToDouble(f).toArray();
  }

  static Figure chart() {
    double[] x = numbers(60, i -> i / 10.0);
    Chart chart = Chart.of("Five runs of a small network", "seconds", "loss");
    for (int s = 0; s < 5; s++) {
      int run = s;
      double[] y =
          numbers(60, i -> i == 30 && run == 1 ? Double.NaN : StrictMath.exp(-i / (8.0 + 6 * run)));
      if (s == 0) {
        chart =
            chart.band(
                "run 0",
                x,
                numbers(60, i -> 0.8 * y[i] - 0.02),
                numbers(60, i -> 1.2 * y[i] + 0.02));
      }
      chart = chart.line("run " + s, x, y);
    }
    return chart.vertical("switched", 2.4).horizontal("goal", 0.1).figure();
  }

  static Figure logLog() {
    double[] n = {4, 8, 16, 32, 64, 128, 256, 512};
    return Chart.of("Error of a one-hidden-layer network through N points", "N", "largest error")
        .logX()
        .logY()
        .line("measured", n, numbers(8, i -> 0.9 / (n[i] * n[i]) * (1 + 0.1 * (i % 3))))
        .dashed("slope −2", n, numbers(8, i -> 1.0 / (n[i] * n[i])))
        .points("measured", n, numbers(8, i -> 0.9 / (n[i] * n[i]) * (1 + 0.1 * (i % 3))))
        .figure();
  }

  static Figure points() {
    SplittableRandom random = new SplittableRandom(7);
    Chart chart = Chart.of("Four clouds", "width in cm", "height in cm").equalAxes();
    for (int c = 0; c < 4; c++) {
      int k = c;
      chart =
          chart.points(
              "class " + c,
              numbers(40, i -> k + random.nextGaussian() * 0.4),
              numbers(40, i -> k % 2 + random.nextGaussian() * 0.4));
    }
    return chart.figure();
  }

  static Figure bars() {
    String[] labels = {"plain", "batch norm", "residual connections", "both together"};
    return Chart.of("Accuracy by kind of network", "network", "accuracy")
        .bars("digits", labels, new double[] {0.91, 0.95, 0.97, 0.98})
        .bars("fashion", labels, new double[] {0.81, 0.85, 0.84, 0.88})
        .figure();
  }

  static Figure histogram() {
    SplittableRandom random = new SplittableRandom(3);
    return Histogram.of("Weights", "weight", numbers(2000, i -> random.nextGaussian()), 40)
        .named("before")
        .and("after", numbers(2000, i -> 0.4 * random.nextGaussian() + 0.5))
        .figure();
  }

  static Figure heatMap() {
    return HeatMap.of(
            "Correlations",
            "feature",
            "feature",
            new double[][] {{1, -0.31, 0.02}, {-0.31, 1, 0.77}, {0.02, 0.77, 1}})
        .xTicks("age", "income", "rooms")
        .yTicks("age", "income", "rooms")
        .diverging()
        .numbers(2)
        .figure();
  }

  static Figure largeHeatMap() {
    double[][] values = new double[30][60];
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 60; j++) {
        values[i][j] = StrictMath.sin(i / 5.0) * StrictMath.cos(j / 7.0) + 1;
      }
    }
    return HeatMap.of("A wave", "column", "row", values).figure();
  }

  static Figure decisionMap() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] points = new double[160][];
    int[] labels = new int[160];
    for (int i = 0; i < 160; i++) {
      double angle = i * 0.7;
      double radius = i % 2 == 0 ? 0.4 : 1.2;
      points[i] =
          new double[] {
            radius * StrictMath.cos(angle) + 0.12 * random.nextGaussian(),
            radius * StrictMath.sin(angle) + 0.12 * random.nextGaussian()
          };
      labels[i] = i % 2;
    }
    return DecisionMap.of(
            "Rings and a network of three units",
            points,
            labels,
            p -> {
              double[][] out = new double[p.length][1];
              for (int i = 0; i < p.length; i++) {
                double r = p[i][0] * p[i][0] + p[i][1] * p[i][1];
                out[i][0] = 1 / (1 + StrictMath.exp(-6 * (r - 0.7)));
              }
              return out;
            })
        .classes("inner", "outer")
        .line("unit 1", 1, 1, -1)
        .line("unit 2", 0, 1, 0.8)
        .figure();
  }

  static Figure threeClasses() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] centres = {{0, 0}, {2, 0}, {1, 1.5}};
    double[][] points = new double[90][];
    int[] labels = new int[90];
    for (int i = 0; i < 90; i++) {
      labels[i] = i % 3;
      points[i] =
          new double[] {
            centres[i % 3][0] + 0.4 * random.nextGaussian(),
            centres[i % 3][1] + 0.4 * random.nextGaussian()
          };
    }
    return DecisionMap.of(
            "Three classes",
            points,
            labels,
            p -> {
              double[][] out = new double[p.length][3];
              for (int i = 0; i < p.length; i++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                  double dx = p[i][0] - centres[k][0];
                  double dy = p[i][1] - centres[k][1];
                  out[i][k] = StrictMath.exp(-2 * (dx * dx + dy * dy));
                  sum += out[i][k];
                }
                for (int k = 0; k < 3; k++) {
                  out[i][k] /= sum;
                }
              }
              return out;
            })
        .figure();
  }

  static Figure confusionMatrix() {
    SplittableRandom random = new SplittableRandom(2);
    long[][] counts = new long[10][10];
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        counts[i][j] = i == j ? 900 + random.nextInt(100) : random.nextInt(3) * random.nextInt(20);
      }
    }
    return ConfusionMatrix.of(
        "Digits that were taken for others",
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        counts);
  }

  static Figure imageGrid() {
    ImageGrid grid = ImageGrid.of("Images", 4);
    for (int k = 0; k < 6; k++) {
      double[][] pixels = new double[28][28];
      for (int i = 0; i < 28; i++) {
        for (int j = 0; j < 28; j++) {
          double r = StrictMath.hypot(i - 13.5, j - 13.5);
          pixels[i][j] = StrictMath.exp(-(r - 2 * k) * (r - 2 * k) / 6);
        }
      }
      grid = grid.image(pixels, "radius " + 2 * k);
    }
    double[][][] rgb = new double[3][8][8];
    for (int i = 0; i < 64; i++) {
      rgb[0][i / 8][i % 8] = i / 8 / 7.0;
      rgb[1][i / 8][i % 8] = i % 8 / 7.0;
      rgb[2][i / 8][i % 8] = 0.5;
    }
    return grid.image(rgb, "in colours").figure();
  }

  static Figure weights() {
    ImageGrid grid = ImageGrid.of("Weights of the first layer", 5).diverging();
    for (int k = 0; k < 10; k++) {
      double[][] pixels = new double[28][28];
      for (int i = 0; i < 28; i++) {
        for (int j = 0; j < 28; j++) {
          pixels[i][j] = StrictMath.sin(i * (k + 1) / 9.0) * StrictMath.cos(j / (k + 2.0));
        }
      }
      grid = grid.image(pixels, "unit " + k);
    }
    return grid.figure();
  }

  static Figure graph() {
    return GraphDiagram.of("The graph of (a·b + c)² + a")
        .node("a", "a", "value 2", "grad −11")
        .node("b", "b", "value −3", "grad 8")
        .node("c", "c", "value 8", "grad 4")
        .node("m", "×", "value −6", "grad 4")
        .node("s", "+", "value 2", "grad 4")
        .node("p", "pow 2", "value 4", "grad 1")
        .node("t", "+", "value 6", "grad 1")
        .edge("a", "m", "−3")
        .edge("b", "m", "2")
        .edge("m", "s", "1")
        .edge("c", "s", "1")
        .edge("s", "p", "4")
        .edge("p", "t", "1")
        .edge("a", "t", "1")
        .figure();
  }

  static Figure tree() {
    GraphDiagram graph = GraphDiagram.of("Dependencies of a chain of three units").downwards();
    for (int l = 1; l <= 3; l++) {
      graph =
          graph
              .node("z" + l, "z" + l + " = w" + l + " a" + (l - 1) + " + b" + l)
              .node("w" + l)
              .node("b" + l)
              .node("a" + l, "a" + l + " = σ(z" + l + ")")
              .edge("w" + l, "z" + l)
              .edge("b" + l, "z" + l)
              .edge("z" + l, "a" + l, "σ′(z" + l + ")");
      if (l > 1) {
        graph = graph.edge("a" + (l - 1), "z" + l, "w" + l);
      }
    }
    return graph.node("a0", "x").edge("a0", "z1").node("L", "loss").edge("a3", "L").figure();
  }

  /** A neuron with two inputs feeding two others, and so on: about forty nodes. */
  static Figure largeGraph() {
    GraphDiagram graph = GraphDiagram.of("A network of scalars");
    List<String> layer = List.of("x1", "x2");
    for (String x : layer) {
      graph = graph.node(x, x, "data 0.50", "grad 0.01");
    }
    int[] widths = {2, 1};
    for (int l = 0; l < 2; l++) {
      List<String> next = new ArrayList<>();
      for (int n = 0; n < widths[l]; n++) {
        String id = l + "." + n;
        String sum = "b" + id;
        graph = graph.node(sum, "b", "data 0.00", "grad 0.12");
        for (int i = 0; i < layer.size(); i++) {
          String w = "w" + id + "." + i;
          graph =
              graph
                  .node(w, "w", "data −0.73", "grad 0.02")
                  .node("m" + w, "×", "data 0.36", "grad 0.12")
                  .node("s" + w, "+", "data 0.36", "grad 0.12")
                  .edge(w, "m" + w)
                  .edge(layer.get(i), "m" + w)
                  .edge("m" + w, "s" + w)
                  .edge(sum, "s" + w);
          sum = "s" + w;
        }
        graph = graph.node("o" + id, "ReLU", "data 0.36", "grad 0.12").edge(sum, "o" + id);
        next.add("o" + id);
      }
      layer = next;
    }
    String out = layer.getFirst();
    graph = graph.node("y", "y", "data 1", "grad 0").node("d", "−", "data 0.64", "grad 1.28");
    graph = graph.edge(out, "d").edge("y", "d");
    graph = graph.node("q", "×", "data 0.41", "grad 1").edge("d", "q").edge("d", "q");
    return graph.figure();
  }

  static Figure surface() {
    double[] xs = numbers(61, i -> -3 + i / 10.0);
    double[] ys = numbers(41, i -> -2 + i / 10.0);
    double[][] values = new double[41][61];
    for (int i = 0; i < 41; i++) {
      for (int j = 0; j < 61; j++) {
        values[i][j] = 0.3 * xs[j] * xs[j] + 2 * ys[i] * ys[i];
      }
    }
    double[] pathX = numbers(20, i -> -2.7 * StrictMath.pow(0.8, i));
    double[] pathY = numbers(20, i -> 1.6 * StrictMath.pow(-0.7, i));
    return Chart.of("Gradient descent in a valley", "w₁", "w₂")
        .equalAxes()
        .contours("loss", xs, ys, values, 0.1, 0.3, 1, 2, 4, 6, 8)
        .line("full batch", pathX, pathY)
        .points("full batch", pathX, pathY)
        .line(
            "single examples", numbers(20, i -> -2.7 + 0.13 * i), numbers(20, i -> -1.5 + 0.07 * i))
        .figure();
  }

  static Figure network() {
    return NetworkDiagram.of("Two hidden layers", 3, 5, 40, 2)
        .inputs("age", "income", "rooms")
        .outputs("sells", "stays")
        .weights(
            1,
            new double[][] {
              {1.0, -2, 0.1}, {0.4, 0.3, -0.9}, {-1.5, 0, 2}, {0.2, -0.2, 0.2}, {1, 1, 1}
            })
        .figure();
  }

  static Figure learningCurves() {
    return LearningCurves.of(
        "Learning digits",
        IntStream.rangeClosed(1, 20)
            .mapToObj(e ->
                new EpochReport(
                    e,
                    new EpochReport.Measured(2.0 / e, Map.of("accuracy", 1 - 0.5 / e)),
                    Optional.of(
                        new EpochReport.Measured(
                            2.0 / e + 0.01 * e, Map.of("accuracy", 0.97 - 0.5 / e))),
                    1,
                    1000))
            .toList());
  }
}
