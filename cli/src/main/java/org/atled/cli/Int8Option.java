package org.atled.cli;

import java.nio.file.Path;
import org.atled.nn.layer.GPT;
import org.atled.text.LanguageModel;
import org.atled.train.SavedModel;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether a transformer of texts multiplies by weights of a byte each. */
final class Int8Option {
  @Option(
      names = "--int8",
      description =
          "Of a gpt: round the weights of products to int8 with a scale for each output, which are"
              + " read in a quarter of the bytes; what it writes may change.")
  boolean isGiven;

  /**
   * Rounds the weights, if that is asked for.
   *
   * @throws ParameterException if the network has none that can be
   */
  void apply(LanguageModel model, Path folder, CommandLine line) {
    if (!isGiven) {
      return;
    }
    if (!(model.saved().module() instanceof GPT)) {
      throw new ParameterException(
          line,
          "Option '--int8' is for gpt, but the network in %s is %s; leave it out."
              .formatted(folder, model.saved().module()));
    }
    model.quantize();
  }

  /**
   * Refuses the option of a model of anything else.
   *
   * @throws ParameterException if it is given
   */
  void refuse(Path folder, SavedModel saved, CommandLine line) {
    if (isGiven) {
      throw new ParameterException(
          line,
          "Option '--int8' is for a gpt that goes on with texts, but the model in %s, %s, learned \"%s\"; leave it out."
              .formatted(folder, saved.module().getClass().getSimpleName(), saved.info().name()));
    }
  }
}
