package org.atled.train.architecture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.Spelling;

/** The families of architectures that are offered by name. */
public final class Architectures {
  private static final List<Architecture.Family> ALL =
      List.of(
          LinearModel.FAMILY,
          Mlp.FAMILY,
          PeriodicMlp.FAMILY,
          TabM.FAMILY,
          ResidualMlp.FAMILY,
          LeNet5.FAMILY,
          Cnn.FAMILY,
          Vgg.FAMILY,
          ResidualNetwork.FAMILY,
          MobileNet.FAMILY,
          SeriesMlp.FAMILY,
          FullyConvolutional.FAMILY,
          ResidualSeries.FAMILY,
          BagOfTokens.FAMILY,
          RecurrentNetwork.RNN,
          RecurrentNetwork.GRU,
          RecurrentNetwork.LSTM,
          EncoderOfLines.FAMILY,
          GptText.FAMILY,
          Described.FAMILY);

  private Architectures() {}

  /** All of them, the simplest first. */
  public static List<Architecture.Family> all() {
    return ALL;
  }

  /**
   * Reads what an architecture prints as.
   *
   * @throws ArgumentException if it is of no family, or is not written as its family is
   * @throws org.atled.core.error.AtledException if it names a file that describes no network
   */
  public static Architecture parse(String text) {
    for (Architecture.Family family : ALL) {
      if (family.isMeant().test(text)) {
        return family.reader().apply(text);
      }
    }
    throw new ArgumentException(
        "\"%s\" is not a model.%s There are: %s."
            .formatted(
                text,
                guess(text),
                ALL.stream().map(Architecture.Family::example).collect(Collectors.joining("; "))));
  }

  /** Other libraries write {@code resnet18} and {@code vgg16_bn}. */
  private static String guess(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String parted = lower.replace("_bn", ",bn").replaceFirst("[-_ ]?(\\d)", ":$1");
    return ALL.stream()
        .filter(family -> !lower.contains(":") && family.isMeant().test(parted))
        .findFirst()
        .map(family -> isKnown(parted) ? parted : family.example())
        .map(near -> " Did you mean \"" + near + "\"?")
        .orElseGet(() ->
            Spelling.guess(
                text.split(":", 2)[0], ALL.stream().map(Architecture.Family::name).toList()));
  }

  private static boolean isKnown(String text) {
    try {
      parse(text);
      return true;
    } catch (AtledException e) {
      return false;
    }
  }
}
