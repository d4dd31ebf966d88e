package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.explain.GradientAttribution;
import org.atled.explain.IntegratedGradients;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImageModel;
import org.atled.nn.inspect.ClassActivationMap;
import org.atled.nn.inspect.Occlusion;
import org.atled.plot.ImageGrid;
import org.atled.plot.ModelFigures;
import org.atled.plot.Tiles;
import org.atled.train.SavedModel;

/**
 * Which pixels of an image speak for a class.
 *
 * @param name of the image
 * @param className that is asked about
 * @param probability that the model gives it
 * @param integrated of its logit, from an image without light
 */
record ImageExplanation(
    String name,
    String className,
    double probability,
    IntegratedGradients integrated,
    List<ModelFigures.Named> figures)
    implements Explanation {
  private static final int SAMPLES = 32;

  /** Of the image's range: Smilkov et al. take from 0.1 to 0.2. */
  private static final double NOISE = 0.15;

  /**
   * Asks.
   *
   * @param pixels [channels, height, width], from 0 to 1
   * @param asked the class; else what the model takes the image for
   */
  static ImageExplanation of(
      ImageModel model, Tensor pixels, String name, Optional<String> asked, Seed seed) {
    SavedModel saved = model.saved();
    Tensor x = model.preparation().of(pixels);
    Tensor blank = model.preparation().of(pixels.zerosLike());
    Tensor batch = x.unsqueeze(0);
    AskedClass about = AskedClass.of(saved, batch, asked, "pixels");
    UnaryOperator<Tensor> logit = about::logit;
    double deviation = NOISE * (x.max().item() - x.min().item());
    IntegratedGradients integrated = IntegratedGradients.of(logit, x, blank);
    Tensor smooth = GradientAttribution.smoothGrad(logit, batch, SAMPLES, deviation, seed);
    Occlusion covered = Occlusion.of(about::probabilities, x);
    ImageGrid grid =
        ImageGrid.of(
                String.format(
                    Locale.ROOT,
                    "What of %s speaks for %s, P = %.2f",
                    name,
                    about.name(),
                    about.probability()),
                4)
            .image(Tiles.coloured(pixels.unsqueeze(0)).getFirst(), "the image")
            .image(plane(GradientAttribution.saliency(logit, batch).get(0)), "saliency")
            .signed(
                plane(GradientAttribution.inputTimesGradient(logit, batch).get(0)),
                "input × gradient")
            .signed(plane(smooth.get(0)), "SmoothGrad")
            .signed(plane(integrated.parts()), "integrated gradients")
            .signed(covered.falls(), "occlusion");
    Optional<ClassActivationMap> map = map(about, x);
    if (map.isPresent()) {
      Tensor scaled = map.get().scaled(x.shape().size(1), x.shape().size(2));
      grid = grid.signed(plane(scaled.unsqueeze(0)), map.get().method().toString());
    }
    return new ImageExplanation(
        name,
        about.name(),
        about.probability(),
        integrated,
        List.of(new ModelFigures.Named("explain", grid.figure())));
  }

  /** None of a network without maps. */
  private static Optional<ClassActivationMap> map(AskedClass about, Tensor x) {
    try {
      return Optional.of(
          ClassActivationMap.of(about.saved().model(), x, about::ofOutputs, Optional.empty()));
    } catch (ArgumentException e) {
      return Optional.empty();
    }
  }

  /** The sum over the channels. */
  private static double[][] plane(Tensor image) {
    Tensor sum = image.sum(0);
    double[] values = sum.toDoubles();
    int width = (int) sum.shape().size(1);
    double[][] rows = new double[(int) sum.shape().size(0)][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%s: P(%s) = %.4f", name, className, probability));
    lines.add(
        String.format(
            Locale.ROOT,
            "integrated gradients: the parts of all pixels add up to %.5f; the logit is %.5f, of a"
                + " blank image %.5f, the difference %.5f: missed by %.1e (%d gradients)",
            integrated.sum(),
            integrated.score(),
            integrated.baseline(),
            integrated.score() - integrated.baseline(),
            integrated.gap(),
            integrated.gradients()));
    return lines;
  }

  @Override
  public void describe(JsonObject.Builder json) {
    json.put("input", name)
        .put("class", className)
        .put("probability", probability)
        .put("logit", integrated.score())
        .put("baseline", integrated.baseline())
        .put("sum", integrated.sum())
        .put("gap", integrated.gap());
  }
}
