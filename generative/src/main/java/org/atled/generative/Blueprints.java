package org.atled.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.nn.layer.Layers;

/** The generative models that are offered by name, and the layers that they are saved with. */
public final class Blueprints {
  private static final List<Example> ALL =
      List.of(
          new Example(
              "autoencoder:32",
              "brings data through a code of 32 numbers; ,conv ,noise=0.3 ,sparsity=1"),
          new Example("vae:16", "makes data of codes, a variational autoencoder; ,conv ,beta=4"),
          new Example(
              "gan", "adversarial networks: non-saturating, least-squares or wasserstein; ,conv"),
          new Example("diffusion", "from noise in steps, by class: cosine or linear; ,width=24"));

  private static final Layers LAYERS =
      Layers.standard()
          .with(Unflatten.class, Unflatten.Config.class, Unflatten::new)
          .with(Autoencoder.class, Autoencoder.Config.class, Autoencoder::new)
          .with(
              VariationalAutoencoder.class,
              VariationalAutoencoder.Config.class,
              VariationalAutoencoder::new)
          .with(
              AdversarialNetworks.class, AdversarialNetworks.Config.class, AdversarialNetworks::new)
          .with(UNet.class, UNet.Config.class, UNet::new)
          .with(PointDenoiser.class, PointDenoiser.Config.class, PointDenoiser::new)
          .with(Diffusion.class, Diffusion.Config.class, Diffusion::new);

  private Blueprints() {}

  /**
   * One of each family, as it is offered.
   *
   * @param text as {@link #parse} reads it
   * @param summary what it is, and what may follow
   */
  public record Example(String text, String summary) {
    String name() {
      return text.split(":", 2)[0];
    }
  }

  /** All families. */
  public static List<Example> all() {
    return ALL;
  }

  /** Atled's layers and the models of this package, for loading. */
  public static Layers layers() {
    return LAYERS;
  }

  /** Whether a text names a family of these. */
  public static boolean isMeant(String text) {
    String name = text.split("[:,]", 2)[0];
    return ALL.stream().anyMatch(example -> example.name().equals(name));
  }

  /**
   * Reads what a blueprint prints as; what is left out is the usual.
   *
   * @throws ArgumentException if it is none, or has parts that its family has not
   */
  public static Blueprint parse(String text) {
    String name = text.split("[:,]", 2)[0];
    Words words = new Words(text, name);
    Blueprint blueprint =
        switch (name) {
          case "autoencoder" ->
              new Blueprint.Auto(
                  words.number(32),
                  words.kind(),
                  words.value("noise", 0),
                  words.value("sparsity", 0));
          case "vae" ->
              new Blueprint.Variational(words.number(16), words.kind(), words.value("beta", 1));
          case "gan" ->
              new Blueprint.Adversarial(
                  words.one(AdversarialLoss.values(), AdversarialLoss.NON_SATURATING),
                  words.kind());
          case "diffusion" ->
              new Blueprint.Diffusing(
                  words.one(NoiseSchedule.values(), NoiseSchedule.COSINE), words.width());
          default -> throw words.wrong();
        };
    words.end();
    return blueprint;
  }

  /** A constant as it is written: {@code least-squares}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What stands after the name, of which each part is taken once. */
  private static final class Words {
    private final String text;
    private final List<String> left;

    Words(String text, String name) {
      this.text = text;
      String rest = text.substring(name.length());
      left = new ArrayList<>();
      if (!rest.isEmpty()) {
        left.addAll(Arrays.asList(rest.substring(1).split(",", -1)));
      }
    }

    int number(int usual) {
      Optional<String> found =
          left.stream().filter(part -> part.matches("[1-9]\\d{0,4}")).findFirst();
      found.ifPresent(left::remove);
      return found.map(Integer::parseInt).orElse(usual);
    }

    Blueprint.Kind kind() {
      return left.remove("conv") ? Blueprint.Kind.CONV : Blueprint.Kind.DENSE;
    }

    double value(String key, double usual) {
      Optional<String> found =
          left.stream().filter(part -> part.matches(key + "=\\d+(\\.\\d+)?(E-\\d+)?")).findFirst();
      found.ifPresent(left::remove);
      return found.map(part -> Double.parseDouble(part.substring(key.length() + 1))).orElse(usual);
    }

    Optional<Integer> width() {
      Optional<String> found =
          left.stream().filter(part -> part.matches("width=[1-9]\\d{0,3}")).findFirst();
      found.ifPresent(left::remove);
      return found.map(part -> Integer.parseInt(part.substring("width=".length())));
    }

    <E extends Enum<E>> E one(E[] all, E usual) {
      for (E each : all) {
        if (left.remove(word(each))) {
          return each;
        }
      }
      return usual;
    }

    void end() {
      if (!left.isEmpty()) {
        throw wrong();
      }
    }

    ArgumentException wrong() {
      return new ArgumentException(
          "\"%s\" is not a generative model. There are: %s."
              .formatted(
                  text,
                  String.join(
                      "; ", ALL.stream().map(e -> e.text() + " (" + e.summary() + ")").toList())));
    }
  }
}
