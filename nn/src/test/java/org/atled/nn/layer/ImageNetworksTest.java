package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What networks for images say of what they cannot be made from. */
class ImageNetworksTest {
  @Test
  void invertedResiduals() {
    assertThatThrownBy(() -> new InvertedResidual.Config(8, 8, 1, 0))
        .hasMessage("InvertedResidual: the expansion is 0 but must be at least 1.");
  }

  @Test
  void mobileNets() {
    assertThatThrownBy(() -> new MobileNetV2.Config(3, 32, 2, List.of(), 1280, 0.2, 10))
        .hasMessage(
            "MobileNetV2: the stages are [] but there must be one, and in each at least 1 block.");
    MobileNetV2.Config config = MobileNetV2.Config.of(1, 3, 10, false);
    assertThatThrownBy(() -> new MobileNetV2.Config(3, 32, 2, config.stages(), 0, 0.2, 10))
        .hasMessage(
            "MobileNetV2: channels, stem, last and outputs are 3, 32, 0 and 10 but must be at least"
                + " 1.");
  }

  @Test
  void vggs() {
    assertThatThrownBy(() -> new VGG.Config(List.of(1, 0), 64, false, 7, 4096, 3, 10))
        .hasMessage(
            "VGG: the convolutions are [1, 0] but there must be a stage, and in each at least 1.");
    assertThatThrownBy(() -> new VGG.Config(List.of(1), 64, false, 0, 4096, 3, 10))
        .hasMessage(
            "VGG: width, places, hidden, channels and outputs are 64, 0, 4096, 3 and 10 but must be"
                + " at least 1.");
  }
}
