package org.atled.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.nn.inspect.ClassActivationMap;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ModelFigures;
import org.atled.plot.Panels;
import org.atled.train.SavedModel;

/**
 * Which steps of a series speak for a class.
 *
 * @param name of the series
 * @param logit of the class
 * @param mean of the map over its steps
 */
record SeriesExplanation(
    String name,
    AskedClass asked,
    ClassActivationMap.Method method,
    double logit,
    double mean,
    List<ModelFigures.Named> figures)
    implements Explanation {
  /**
   * Asks.
   *
   * @param x [channels, steps], as the network sees it
   * @param wanted the class; else what the model takes the series for
   */
  static SeriesExplanation of(SavedModel saved, Tensor x, String name, Optional<String> wanted) {
    AskedClass asked = AskedClass.of(saved, x.unsqueeze(0), wanted, "steps");
    ClassActivationMap map = ClassActivationMap.ofSeries(saved.model(), x, asked::ofOutputs);
    int steps = (int) x.shape().size(1);
    double[] at = new double[steps];
    Arrays.setAll(at, step -> step + 1);
    Chart values = Chart.of(name + ", as the network sees it", "step", "deviations");
    for (int c = 0; c < x.shape().size(0); c++) {
      String channel = x.shape().size(0) == 1 ? "value" : "channel " + (c + 1);
      values = values.line(channel, at, x.get(c).toDoubles());
    }
    String method = map.method().toString();
    Chart speaks =
        Chart.of("What speaks for " + asked.name(), "step", method)
            .line(method, at, map.scaled(steps).toDoubles())
            .horizontal("", 0);
    String title =
        String.format(Locale.ROOT, "%s: P(%s) = %.2f", name, asked.name(), asked.probability());
    Figure figure = Panels.of(title, 1, values.wholeX().figure(), speaks.wholeX().figure());
    return new SeriesExplanation(
        name,
        asked,
        map.method(),
        asked.logit(x.unsqueeze(0)).item(),
        map.map().mean().item(),
        List.of(new ModelFigures.Named("explain", figure)));
  }

  @Override
  public List<String> lines() {
    String first =
        String.format(Locale.ROOT, "%s: P(%s) = %.4f", name, asked.name(), asked.probability());
    return method == ClassActivationMap.Method.CAM
        ? List.of(
            first,
            String.format(
                Locale.ROOT,
                "CAM: its mean over the steps is %.5f, the logit %.5f, and the difference %.5f the"
                    + " last layer's bias",
                mean,
                logit,
                logit - mean))
        : List.of(first);
  }

  @Override
  public void describe(JsonObject.Builder json) {
    json.put("input", name)
        .put("class", asked.name())
        .put("probability", asked.probability())
        .put("method", method.toString())
        .put("logit", logit)
        .put("mean", mean);
  }
}
