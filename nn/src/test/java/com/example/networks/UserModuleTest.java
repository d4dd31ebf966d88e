package com.example.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.layer.Layers;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module as a stranger writes it: public API alone, in a package of its own. */
class UserModuleTest {
  private static final String NAME = "com.example.networks.Residual";
  private static final Tensor X = Tensor.of(new float[][] {{1, -2, 0.5f}, {0, 3, -1}});

  private final Layer network =
      Sequential.of(new Residual(Sequential.of(new Linear(3, 3), new Tanh())), new Linear(3, 2));

  @Test
  void learnsLikeAnyOther() {
    Tensor loss = network.apply(X).square().mean();

    assertThat(network.state().entries().keySet())
        .containsExactly("0.body.0.weight", "0.body.0.bias", "1.weight", "1.bias");
    assertThat(Autograd.gradients(loss, network.parameters()).norm().item()).isPositive();
  }

  @Test
  void errorsBelowItNameThePath() {
    assertThatThrownBy(() -> network.apply(Tensor.of(new float[2][4])))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Linear \"0.body.0\": the input's last axis is 4");
  }

  @Test
  void isSavedUnderTheNameOfItsClassAndLoadedByItsMaker(@TempDir Path folder) throws IOException {
    Path saved = folder.resolve("model");
    ModelFolder.save(saved, network);

    assertThat(Files.readString(saved.resolve("model.json")))
        .contains("\"type\": \"" + NAME + "\"");
    Layer loaded =
        ModelFolder.load(
                saved, Layers.standard().with(Residual.class, Residual.Config.class, Residual::new))
            .layer();
    assertThat(loaded.apply(X).toFloats()).isEqualTo(network.apply(X).toFloats());
    assertThat(loaded.children().get("0")).isInstanceOf(Residual.class);
  }

  @Test
  void loadingWithoutItsMakerSaysWhatIsNeeded(@TempDir Path folder) {
    Path saved = folder.resolve("model");
    ModelFolder.save(saved, network);

    assertThatThrownBy(() -> ModelFolder.load(saved).layer())
        .isInstanceOf(StateException.class)
        .hasMessage(
            saved.resolve("model.json")
                + ": the model needs the layer \""
                + NAME
                + "\", which is not one of Atled's; load it with"
                + " Layers.standard().with(Residual.class, …).");
  }
}
