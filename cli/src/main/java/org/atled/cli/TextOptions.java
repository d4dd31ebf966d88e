package org.atled.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.generative.Blueprint;
import org.atled.train.architecture.Architecture;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a text is learned. */
final class TextOptions {
  @Option(
      names = "--lines",
      description =
          "Each line of FILE.txt is a text of its own, such as a name, with a mark at its beginning"
              + " and its end.")
  boolean lines;

  @Option(
      names = "--tokenizer",
      paramLabel = "TOKENIZER",
      converter = TokenizerName.Converter.class,
      description =
          "What FILE.txt, or lines with a class, are cut into: characters, bytes, bpe:N, which"
              + " trains byte-pair encoding with a vocabulary of N, or FILE.json, a tokenizer as"
              + " Hugging Face's library saves it (default: characters; of lines with a class"
              + " bpe:4000).")
  Optional<TokenizerName> tokenizer = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "How many tokens of FILE.txt are looked at together (default: 128; with --lines those of"
              + " the longest; of lines with a class too, but at most 256).")
  Optional<Integer> context = Optional.empty();

  @Option(
      names = "--refuse-long",
      description =
          "Of lines with a class one that is longer than --context is an error, here and wherever"
              + " the model is asked (default: its end is cut off, and how many were is said).")
  boolean refuseLong;

  boolean isGiven() {
    return lines || tokenizer.isPresent() || context.isPresent() || refuseLong;
  }

  /**
   * Whether the lines of a table are to be cut into tokens: an option or the model says so.
   *
   * @param targeted whether there is a column to learn
   */
  boolean areLabelled(Optional<Architecture> model, boolean targeted) {
    boolean isReader =
        model
            .filter(named ->
                named instanceof Architecture.OfLines || named instanceof Architecture.OfTokens)
            .isPresent();
    return targeted && !lines && (isGiven() || isReader);
  }

  /**
   * Whether a file is a text: an option or the model says so, or its name, and no column of it is
   * named, nor an autoencoder, which takes the rows of tables.
   *
   * @param targeted whether there is a column to learn
   */
  boolean isMeant(String file, Optional<Architecture> model, boolean targeted) {
    if (model.orElse(null) instanceof Maker(Blueprint.Auto _)) {
      return false;
    }
    boolean isReader = model.filter(Architecture.OfTokens.class::isInstance).isPresent();
    return isGiven()
        || (isReader && (isNamedSo(file) || !targeted))
        || (!targeted && isNamedSo(file));
  }

  /** Whether a file is named as texts are. */
  static boolean isNamedSo(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".txt");
  }

  /**
   * Refuses options that other data have no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuse(String dataset, CommandLine line) {
    Given given = Given.of(line, TextOptions.class);
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a text, FILE.txt, but \"%s\" is another data set; leave %s out."
              .formatted(given.goWith(), dataset, given.it()));
    }
  }

  /** What is to be learned of a file. */
  TextLesson lesson(Path file, Optional<Architecture> model, Seed seed, CommandLine line) {
    if (refuseLong) {
      throw new ParameterException(
          line,
          "Option '--refuse-long' goes with lines that have a class, of a table with --target;"
              + " leave it out.");
    }
    return TextLesson.of(
        file,
        tokenizer.orElse(new TokenizerName.Characters()),
        lines,
        context,
        model.map(named -> ofTokens(named, line)),
        seed);
  }

  private static Architecture.OfTokens ofTokens(Architecture model, CommandLine line) {
    if (model instanceof Architecture.OfTokens reader) {
      return reader;
    }
    throw new ParameterException(
        line,
        "Option '--model %s' is no model of texts; take gpt:4x128, lstm:2x256, gru:2x256 or rnn:2x256."
            .formatted(model));
  }
}
