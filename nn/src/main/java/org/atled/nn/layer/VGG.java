package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A network of Simonyan and Zisserman 2015, by torchvision's names, so that its weights fit: stages
 * of convolutions of 3×3 with ReLU, each stage with a maximum over 2×2 at its end and twice the
 * channels of the one before, up to eight times those of the first; then means over places of equal
 * size, and three linear layers, the first two with ReLU and dropout of 0.5. Weights start by He et
 * al. 2015, which a network of this depth without batch norm needs. An odd side is halved up, so
 * that images of 17 pixels go through; torchvision halves down, which on sides of a multiple of 32
 * is the same. [batch, channels, height, width] → [batch, outputs].
 */
public final class VGG extends Layer {
  private static final Initializer HE = Initializer.heNormal(Math.sqrt(2));

  /**
   * What a network is made from.
   *
   * @param convolutions of each stage: {@code [1, 1, 2, 2, 2]} for VGG-11
   * @param width channels of the first stage, 64 in the paper
   * @param norm whether each convolution has batch norm
   * @param places on each side of which the linear layers see the means: 7 in the paper
   * @param hidden width of the first two linear layers, 4,096 in the paper
   * @param channels of the images
   * @param outputs of the last linear layer
   */
  public record Config(
      List<Integer> convolutions,
      long width,
      boolean norm,
      long places,
      long hidden,
      long channels,
      long outputs) {
    public Config {
      if (convolutions.isEmpty() || convolutions.stream().anyMatch(count -> count < 1)) {
        throw new ArgumentException(
            "VGG: the convolutions are %s but there must be a stage, and in each at least 1."
                .formatted(convolutions));
      }
      if (width < 1 || places < 1 || hidden < 1 || channels < 1 || outputs < 1) {
        throw new ArgumentException(
            "VGG: width, places, hidden, channels and outputs are %d, %d, %d, %d and %d but must be at least 1."
                .formatted(width, places, hidden, channels, outputs));
      }
      convolutions = List.copyOf(convolutions);
    }
  }

  private final Config config;
  private final Sequential features;
  private final AdaptiveAvgPool2d avgpool;
  private final Sequential classifier;

  public VGG(Config config) {
    this.config = config;
    List<Layer> layers = new ArrayList<>();
    long in = config.channels();
    for (int stage = 0; stage < config.convolutions().size(); stage++) {
      long out = config.width() << Math.min(stage, 3);
      for (int i = 0; i < config.convolutions().get(stage); i++) {
        layers.add(new Conv2d(Conv2d.Config.of(in, out, 3).withPadding(1).initializedBy(HE)));
        if (config.norm()) {
          layers.add(new BatchNorm2d(out));
        }
        layers.add(new ReLU());
        in = out;
      }
      layers.add(new MaxPool2d(Pooling.of(2).ceilMode()));
    }
    features = child("features", Sequential.of(layers));
    avgpool = child("avgpool", new AdaptiveAvgPool2d(config.places()));
    long seen = in * config.places() * config.places();
    classifier =
        child(
            "classifier",
            Sequential.of(
                linear(seen, config.hidden()),
                new ReLU(),
                new Dropout(0.5),
                linear(config.hidden(), config.hidden()),
                new ReLU(),
                new Dropout(0.5),
                new Linear(config.hidden(), config.outputs())));
  }

  private static Linear linear(long in, long out) {
    return new Linear(Linear.Config.of(in, out).initializedBy(HE));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor seen = avgpool.apply(features.apply(x, mode), mode);
    return classifier.apply(seen.flatten(1), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "VGG(%s, %d%s)"
        .formatted(config.convolutions(), config.width(), config.norm() ? ", batch norm" : "");
  }
}
