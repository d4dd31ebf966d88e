package org.atled.lectures.experiment;

import java.util.Locale;
import org.atled.core.tensor.Tensor;

/** What a probe is given of an image. */
enum Representation {
  RAW_PIXELS,
  FIRST_LAYER,
  PENULTIMATE_LAYER,
  UNTRAINED_LAYER;

  /** [n, pixels] to [n, d]. */
  Tensor of(Tensor x, FeatureNetwork network) {
    return switch (this) {
      case RAW_PIXELS -> x;
      case FIRST_LAYER -> network.firstLayer(x);
      case PENULTIMATE_LAYER -> network.features(x);
      case UNTRAINED_LAYER -> network.untrained(2).features(x);
    };
  }

  /** As people read it: {@code first layer}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
