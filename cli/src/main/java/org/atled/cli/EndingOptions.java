package org.atled.cli;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.nn.Module;
import org.atled.train.Averaging;
import org.atled.train.EarlyStopping;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** When a run ends, and with which weights. */
final class EndingOptions {
  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "End once the test loss was no better for N epochs, and save the weights of the best"
              + " epoch, however the run ends.")
  Optional<Integer> patience = Optional.empty();

  @Option(
      names = "--least-change",
      paramLabel = "X",
      converter = Numbers.Decay.class,
      description =
          "With --patience: an epoch is better only if its loss is lower by more than X (default:"
              + " 0).")
  Optional<Double> leastChange = Optional.empty();

  @Option(
      names = "--average",
      paramLabel = "MEAN",
      converter = MeanConverter.class,
      description =
          "Save a mean of the weights: ema:0.999, exponential over the steps, or swa, equal over"
              + " the epochs of the last quarter (swa:0.5: the last half), after which batch norm"
              + " sees the data again.")
  Optional<Mean> average = Optional.empty();

  /**
   * A mean of weights.
   *
   * @param isExponential over steps; else equal over epochs
   * @param number the decay, or the share of the run at its end
   */
  record Mean(boolean isExponential, double number) {
    /** What takes the mean in a run of so many epochs. */
    Averaging of(Module network, int epochs) {
      return isExponential
          ? Averaging.exponential(network, number)
          : Averaging.equal(network, 1 + Math.min(epochs - 1, (int) (epochs * (1 - number))));
    }
  }

  /** Reads one. */
  static final class MeanConverter implements ITypeConverter<Mean> {
    private static final double LAST_QUARTER = 0.25;
    private static final double USUAL_DECAY = 0.999;

    @Override
    public Mean convert(String text) {
      boolean isExponential = text.equals("ema") || text.startsWith("ema:");
      int colon = text.indexOf(':');
      if (isExponential || text.equals("swa") || text.startsWith("swa:")) {
        double usual = isExponential ? USUAL_DECAY : LAST_QUARTER;
        try {
          double number = colon < 0 ? usual : Double.parseDouble(text.substring(colon + 1));
          if (number > 0 && (number < 1 || (number == 1 && !isExponential))) {
            return new Mean(isExponential, number);
          }
        } catch (NumberFormatException e) {
          throw wrong(text);
        }
      }
      throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "\"%s\" is not a mean of weights; write it as ema:0.999 or swa:0.25, with a number between 0 and 1."
              .formatted(text));
    }
  }

  /** Whether other weights than the last are wanted. */
  boolean isGiven() {
    return patience.isPresent() || leastChange.isPresent() || average.isPresent();
  }

  /**
   * What is wanted for a network.
   *
   * @throws ParameterException if it does not go together
   */
  Ending of(Module network, int epochs, CommandLine line) {
    if (leastChange.isPresent() && patience.isEmpty()) {
      throw new ParameterException(
          line, "Option '--least-change' goes with --patience; add --patience 5.");
    }
    if (patience.isPresent() && average.isPresent()) {
      throw new ParameterException(
          line,
          "Options '--patience' and '--average' save other weights than the last, each others; give"
              + " one.");
    }
    try {
      return new Ending(
          patience.map(n -> EarlyStopping.of(network, n).leastChange(leastChange.orElse(0.0))),
          average.map(mean -> mean.of(network, epochs)),
          average.filter(mean -> !mean.isExponential()).isPresent());
    } catch (ArgumentException e) {
      throw new ParameterException(line, e.getMessage(), e);
    }
  }
}
