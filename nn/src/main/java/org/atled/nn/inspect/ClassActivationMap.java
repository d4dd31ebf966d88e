package org.atled.nn.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;

/**
 * Where in an image or a series a network of convolutions sees what speaks for a score, such as the
 * logit of a class.
 *
 * @param method by which it was found
 * @param layer whose maps were weighed, its path
 * @param map [height, width] of these maps, or [steps] of those of a series
 */
public record ClassActivationMap(Method method, String layer, Tensor map) {
  /** How the channels A_k of a layer are weighed. */
  public enum Method {
    /**
     * Σ_k w_k·A_k with the weights w of the score in the linear layer that follows the mean of each
     * channel: Zhou et al. 2016, eq. 2. It adds up to the score, but for the bias, times the number
     * of places. Of either sign.
     */
    CAM("CAM"),

    /**
     * max(0, Σ_k α_k·A_k) with the mean α_k of ∂score/∂A_k over all places: Selvaraju et al. 2017,
     * eq. 1 and 2. For networks that end otherwise, and for every layer; where CAM goes as well, it
     * is what is positive of CAM, divided by the number of places.
     */
    GRAD_CAM("Grad-CAM");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  private static final double NEAR = 1e-4;

  /**
   * Of the last layer that gives maps of more than one place: by CAM where the network takes the
   * mean of each of these maps and then one linear layer, else by Grad-CAM.
   *
   * @param image [channels, height, width], as the network takes it
   * @param output whose number is the score
   * @throws ArgumentException if there is no such output, or no such layer
   */
  public static ClassActivationMap of(Layer network, Tensor image, int output) {
    return of(network, image, scores -> one(scores, output), Optional.empty());
  }

  private static Tensor one(Tensor scores, int output) {
    Tensor row = scores.flatten(0);
    if (output < 0 || output >= row.shape().elements()) {
      throw new ArgumentException(
          "There is no output %d; the network gives %d, numbered from 0."
              .formatted(output, row.shape().elements()));
    }
    return row.get(output);
  }

  /**
   * The same of another score or another layer.
   *
   * @param score a number of what the network gives for a batch of the image
   * @param layer the path of a layer that gives maps; empty for the last with more than one place
   * @throws ArgumentException if there is none; it lists those that there are
   */
  public static ClassActivationMap of(
      Layer network, Tensor image, UnaryOperator<Tensor> score, Optional<String> layer) {
    FeatureMaps.Seen seen = new FeatureMaps.Seen();
    Tensor x = FeatureMaps.batch(image).requiresGrad();
    Tensor outputs = network.apply(x, Mode.evaluation().observedBy(seen));
    return of(network, outputs, score, seen.chosen(layer));
  }

  /**
   * Of a series, of the last layer that gives maps of more than one step: Wang, Yan and Oates 2017,
   * section 5.
   *
   * @param series [channels, steps], as the network takes it
   * @param score a number of what the network gives for a batch of the series
   * @throws ArgumentException if there is no such layer
   * @throws ShapeException if it is no such series
   */
  public static ClassActivationMap ofSeries(
      Layer network, Tensor series, UnaryOperator<Tensor> score) {
    if (series.shape().rank() != 2) {
      throw new ShapeException(
          "A series is [channels, steps], but this is %s; give one, without a batch axis."
              .formatted(series.shape()));
    }
    FeatureMaps.Seen seen = FeatureMaps.Seen.ofSeries();
    Tensor x = series.unsqueeze(0).requiresGrad();
    Tensor outputs = network.apply(x, Mode.evaluation().observedBy(seen));
    return of(network, outputs, score, seen.last());
  }

  private static ClassActivationMap of(
      Layer network, Tensor outputs, UnaryOperator<Tensor> score, FeatureMaps.Seen.Call call) {
    Tensor maps = call.batch();
    Gradients gradients =
        Autograd.gradients(score.apply(outputs).sum(), Autograd.Independent.ZEROS, maps, outputs);
    Optional<Linear> head = head(network, maps, outputs);
    Tensor weights =
        head.map(linear -> gradients.of(outputs).matmul(linear.weight().value()))
            .orElseGet(() -> means(gradients.of(maps)));
    long[] sizes = new long[maps.shape().rank()];
    Arrays.fill(sizes, 1);
    sizes[1] = maps.shape().size(1);
    Tensor map = maps.mul(weights.reshape(sizes)).sum(1).get(0).detach();
    return head.isPresent()
        ? new ClassActivationMap(Method.CAM, call.path(), map)
        : new ClassActivationMap(Method.GRAD_CAM, call.path(), map.relu());
  }

  /** The linear layer that makes the outputs of the mean of each channel, if one does. */
  private static Optional<Linear> head(Layer network, Tensor maps, Tensor outputs) {
    Tensor means = means(maps);
    List<Linear> linear =
        network.modules().stream()
            .filter(Linear.class::isInstance)
            .map(Linear.class::cast)
            .toList();
    return linear.stream()
        .filter(layer -> layer.weight().type().shape().size(1) == means.shape().size(1))
        .filter(layer -> {
          Tensor found = applied(layer, means);
          return found.shape().equals(outputs.shape()) && found.allClose(outputs, NEAR, NEAR);
        })
        .findFirst();
  }

  /** Over all places of each channel. */
  private static Tensor means(Tensor maps) {
    return maps.flatten(2).mean(-1);
  }

  private static Tensor applied(Linear layer, Tensor x) {
    Tensor y = x.matmul(layer.weight().value().mT());
    return layer.bias().map(bias -> y.add(bias.value())).orElse(y);
  }

  /** The map as large as the image, bilinear. */
  public Tensor scaled(long height, long width) {
    Interpolation bilinear = Interpolation.to(height, width).with(Interpolation.Mode.BILINEAR);
    return map.unsqueeze(0).unsqueeze(0).interpolate(bilinear).get(0).get(0);
  }

  /** The map of a series as long as that, linear. */
  public Tensor scaled(long steps) {
    Interpolation linear = Interpolation.to(steps).with(Interpolation.Mode.LINEAR);
    return map.unsqueeze(0).unsqueeze(0).interpolate(linear).get(0).get(0);
  }
}
