package org.atled.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.text.LanguageModel;
import org.atled.text.TextFile;
import org.atled.text.TextOrigin;
import org.atled.text.TextPreparation;
import org.atled.text.TokenData;

/**
 * A text on which a language model is measured.
 *
 * @param note what the measurement is of, where somebody may take it for another
 */
record TextExam(TokenData examples, Optional<String> note) {
  /** All of a file; of the one that the model learned from the part that was kept from it. */
  static TextExam of(LanguageModel model, Path file) {
    String text = TextFile.read(file);
    Optional<TextOrigin> own = model.preparation().origin().filter(from -> from.isOf(text));
    return own.isPresent()
        ? new TextExam(
            kept(model.preparation(), own.get(), text),
            Optional.of("note: the model learned from this text; this is the part kept from it"))
        : new TextExam(model.examples(TableFile.stem(file), text), Optional.empty());
  }

  /**
   * The part of its file that was kept from a model.
   *
   * @throws StateException if it is not known, or the file is another since
   */
  static TextExam kept(LanguageModel model, Path folder) {
    TextOrigin origin =
        model
            .preparation()
            .origin()
            .orElseThrow(() ->
                new StateException(
                    "The model in %s does not know its file; name a text to measure on."
                        .formatted(folder)));
    return new TextExam(kept(model.preparation(), origin, origin.text()), Optional.empty());
  }

  private static TokenData kept(TextPreparation preparation, TextOrigin origin, String text) {
    return (TokenData) preparation.split(TableFile.stem(origin.file()), text, origin.seed()).test();
  }

  /** {@code 871 windows of 128}. */
  String size() {
    return Text.grouped(examples.size())
        + " test examples, "
        + Text.grouped(examples.tokens())
        + " tokens";
  }
}
