package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;
import org.junit.jupiter.api.Test;

/** Records to JSON and back. */
class ConfigJsonTest {
  /** All that a component can be. */
  static final class Everything extends Layer {
    enum Padding {
      SAME,
      VALID_ONLY
    }

    record Size(int height, int width) {}

    record Config(
        long many,
        int few,
        double rate,
        boolean on,
        String name,
        Padding padding,
        Size size,
        List<Long> strides,
        List<Size> sizes,
        List<List<Long>> tables,
        Optional<List<Long>> maybe,
        Optional<Double> momentum,
        Optional<String> absent,
        Layer body,
        List<Module> heads,
        Initializer start,
        Initializer own) {}

    private final Config config;

    Everything(Config config) {
      this.config = config;
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return x;
    }

    @Override
    public Optional<Config> config() {
      return Optional.of(config);
    }
  }

  private static final Layers LAYERS =
      Layers.standard().with(Everything.class, Everything.Config.class, Everything::new);

  private static Module made(String json) {
    return Layers.standard().make(JsonPlace.parse(json, "net.json"));
  }

  @Test
  void everyKindOfComponentComesBack() {
    Initializer own = (seed, type) -> Tensor.full(type, 7);
    Everything.Config config =
        new Everything.Config(
            1L << 40,
            -3,
            0.1,
            true,
            "é\"",
            Everything.Padding.VALID_ONLY,
            new Everything.Size(2, 3),
            List.of(1L, 2L),
            List.of(new Everything.Size(4, 5)),
            List.of(List.of(1L), List.of()),
            Optional.of(List.of(6L)),
            Optional.of(0.25),
            Optional.empty(),
            new Linear(2, 3),
            List.of(new ReLU(), new Dropout(0.5)),
            Initializer.xavierNormal(2),
            own);
    String json = Layers.describe(new Everything(config)).pretty();

    Everything again = (Everything) LAYERS.make(JsonPlace.parse(json, "net.json"));

    assertThat(Layers.describe(again).pretty()).isEqualTo(json);
    assertThat(json).contains("\"valid_only\"").doesNotContain("absent");
    assertThat(again.config)
        .usingRecursiveComparison()
        .ignoringFields("body", "heads", "own")
        .isEqualTo(config);
    assertThat(again.config.heads()).hasToString("[ReLU(), Dropout(0.5)]");
  }

  @Test
  void anInitialiserIsSavedWithItsLayer() {
    Linear linear = new Linear(Linear.Config.of(4, 3).initializedBy(Initializer.normal(1, 0.5)));
    Linear again = (Linear) made(Layers.describe(linear).pretty());
    linear.initialize(Seed.of(4));
    again.initialize(Seed.of(4));

    assertThat(again.weight().value().toFloats()).isEqualTo(linear.weight().value().toFloats());
    assertThat(Layers.describe(linear).compact())
        .isEqualTo(
            "{\"type\":\"Linear\",\"in\":4,\"out\":3,\"bias\":true,\"weightInit\":{\"type\":\"normal\","
                + "\"mean\":1.0,\"deviation\":0.5}}");
  }

  @Test
  void everyInitialiserComesBack() {
    for (Initializer initializer :
        List.of(
            Initializer.constant(2),
            Initializer.uniform(-1, 2),
            Initializer.normal(1, 2),
            Initializer.truncatedNormal(1, 2),
            Initializer.xavierUniform(1),
            Initializer.xavierNormal(2),
            Initializer.heUniform(2, Initializer.Fan.OUT),
            Initializer.heNormal(2),
            Initializer.orthogonal(2),
            Initializer.sparse(0.1, 2),
            Initializer.identity(),
            Initializer.dirac())) {
      Linear.Config config = Linear.Config.of(4, 3).initializedBy(initializer);
      Linear again = (Linear) made(Layers.describe(new Linear(config)).pretty());
      assertThat(again.config()).contains(config);
    }
  }

  @Test
  void anInitialiserThatIsCodeSaysSoWhenItIsNeeded() {
    Linear linear =
        new Linear(Linear.Config.of(2, 2).initializedBy((seed, type) -> Tensor.full(type, 7)));
    Linear again = (Linear) made(Layers.describe(linear).pretty());
    again.markInitialized();
    again.state().restore(linear.state().snapshot());

    assertThat(again.weight().value().toFloats()).containsOnly(7);
    assertThatThrownBy(() -> again.initialize(Seed.of(1)))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The initialiser of this layer was code, which a description cannot hold; make the"
                + " layer anew, or load its numbers.");
  }

  @Test
  void withoutAnInitialiserItIsTheUsualOne() {
    Linear linear = (Linear) made("{\"type\": \"Linear\", \"in\": 2, \"out\": 3, \"bias\": false}");

    assertThat(linear.config().orElseThrow()).isEqualTo(Linear.Config.of(2, 3).withoutBias());
  }

  @Test
  void whatDoesNotFitIsNamedWithItsPlace() {
    assertThatThrownBy(() -> made("{\"type\": \"Linear\", \"in\": 2, \"out\": 3, \"bais\": true}"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "net.json: the document has [bais], which is not known here; it takes [in, out, bias,"
                + " weightInit].");
    assertThatThrownBy(() -> made("{\"type\": \"ReLU\", \"slope\": 1}"))
        .hasMessage(
            "net.json: the document has [slope], which is not known here; it takes nothing but its"
                + " type.");
    assertThatThrownBy(
            () -> made("{\"type\": \"Linear\", \"in\": 2.5, \"out\": 3, \"bias\": true}"))
        .hasMessageContaining("\"in\" should be an integer");
    assertThatThrownBy(() -> made("{\"type\": \"Dropout\", \"p\": 2}"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "net.json: Dropout: the probability is 2.0 but must be at least 0 and less than 1.");
    assertThatThrownBy(() ->
            made(
                "{\"type\": \"Linear\", \"in\": 2, \"out\": 3, \"bias\": true, \"weightInit\":"
                    + " {\"type\": \"magic\"}}"))
        .hasMessageContaining("\"weightInit\" has the type \"magic\", which is no initialiser;")
        .hasMessageContaining("heNormal");
  }

  /** A component of a type that no file holds. */
  static final class Odd extends Layer {
    record Config(Thread thread) {}

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return x;
    }

    @Override
    public Optional<Config> config() {
      return Optional.of(new Config(Thread.currentThread()));
    }
  }

  /** Written by its value it could not be read by its type. */
  static final class Vague extends Layer {
    sealed interface Shape permits Round {}

    record Round(long radius) implements Shape {}

    record Config(Shape shape) {}

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return x;
    }

    @Override
    public Optional<Config> config() {
      return Optional.of(new Config(new Round(1)));
    }
  }

  @Test
  void aComponentThatCouldNotBeReadAgainIsAnErrorWhenItIsWritten() {
    assertThatThrownBy(() -> Layers.describe(new Vague()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("Vague$Shape, which a description cannot hold");
  }

  @Test
  void aLayerThatStandsTwiceWithNumbersIsAnErrorAtAnyDepth() {
    BatchNorm1d norm = new BatchNorm1d(BatchNorm1d.Config.of(2).withoutAffine());
    Sequential network = Sequential.of(Sequential.of(norm), new ReLU(), Sequential.of(norm));

    assertThatThrownBy(() -> Layers.describe(network))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "BatchNorm1d \"0.0\" stands twice in Sequential \"2\", which a description cannot say;"
                + " write a module of your own for tied layers.");
  }

  @Test
  void aComponentThatNoFileHoldsIsAnError() {
    assertThatThrownBy(() -> Layers.describe(new Odd()))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith(
            "Config.thread is a java.lang.Thread, which a description cannot hold; it holds"
                + " numbers,");
  }
}
