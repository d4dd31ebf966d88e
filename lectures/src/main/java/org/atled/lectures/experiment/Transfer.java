package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * How much features that were learned elsewhere help where labels are few: accuracies of linear
 * probes on a task by the number of its labelled examples.
 *
 * @param task whose labels are few
 * @param source what the features were learned on
 * @param few labelled examples of each class, ascending
 * @param curves one for each representation
 */
record Transfer(String task, String source, List<Integer> few, List<Curve> curves) {
  /** Accuracies of probes on a representation, [seeds, points]. */
  record Curve(Representation representation, double[][] accuracies) {
    double[] medians() {
      return Spread.medians(accuracies);
    }
  }

  /** Examples to learn from, of which few are used, and those to measure on. */
  record Task(Labelled train, Labelled test) {
    private double[] probes(
        Representation representation, FeatureNetwork network, List<Integer> few) {
      Labelled seen = train.through(x -> representation.of(x, network));
      Labelled measured = test.through(x -> representation.of(x, network));
      return few.stream()
          .mapToDouble(count -> Probe.linear(seen.perClass(count), measured))
          .toArray();
    }
  }

  /** The task and the network of each seed. */
  static Transfer measure(
      String task,
      String source,
      List<Integer> few,
      List<Task> tasks,
      List<FeatureNetwork> networks) {
    List<Curve> curves = new ArrayList<>();
    for (Representation representation : Representation.values()) {
      double[][] accuracies = new double[tasks.size()][];
      for (int s = 0; s < tasks.size(); s++) {
        accuracies[s] = tasks.get(s).probes(representation, networks.get(s), few);
      }
      curves.add(new Curve(representation, accuracies));
    }
    return new Transfer(task, source, few, curves);
  }

  /** The median accuracy with so many labels of each class. */
  double accuracy(Representation representation, int labels) {
    return curves.get(representation.ordinal()).medians()[few.indexOf(labels)];
  }

  Figure figure() {
    double[] labels = few.stream().mapToDouble(Integer::doubleValue).toArray();
    Chart chart =
        Chart.of("From " + source + " to " + task, "labels of each class", "accuracy")
            .logX()
            .yRange(0, 1);
    for (Curve curve : curves) {
      String name = curve.representation().toString();
      chart =
          chart
              .band(name, labels, Spread.least(curve.accuracies), Spread.greatest(curve.accuracies))
              .line(name, labels, curve.medians())
              .points(name, labels, curve.medians());
    }
    return chart.figure();
  }
}
