package org.atled.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.StateException;

/**
 * One epoch.
 *
 * @param epoch from 1
 * @param train loss and metrics over the epoch, each batch measured before its step
 * @param test the same over the validation set after the epoch, if there is one
 * @param seconds how long the training part took
 * @param examples how many examples it saw
 */
public record EpochReport(
    int epoch, Measured train, Optional<Measured> test, double seconds, long examples) {
  /**
   * What was measured over examples.
   *
   * @param losses their means by the name of their phase, in order; the only one is called {@code
   *     loss}
   * @param metrics by name, in order
   */
  public record Measured(SequencedMap<String, Double> losses, Map<String, Double> metrics) {
    private static final double LARGE = 1e6;

    public Measured {
      losses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(losses));
    }

    /**
     * With a single loss.
     *
     * @param loss the mean
     */
    public Measured(double loss, Map<String, Double> metrics) {
      this(new LinkedHashMap<>(Map.of(Phase.ONLY, loss)), metrics);
    }

    /**
     * The mean of the only loss.
     *
     * @throws StateException if there are several
     */
    public double loss() {
      if (losses.size() != 1) {
        throw new StateException(
            "There is not one loss but those of %s; take them from losses()."
                .formatted(losses.keySet()));
      }
      return losses.firstEntry().getValue();
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      losses.forEach((name, loss) ->
          text.append(text.isEmpty() ? "" : "  ")
              .append(name)
              .append(' ')
              .append(loss < LARGE ? format("%.4f", loss) : format("%.3e", loss)));
      metrics.forEach(
          (name, value) -> text.append("  ").append(name).append(format(" %.4f", value)));
      return text.toString();
    }

    private static String format(String pattern, double number) {
      return String.format(Locale.ROOT, pattern, number);
    }
  }

  public double examplesPerSecond() {
    return seconds > 0 ? examples / seconds : 0;
  }

  /** {@code epoch 5 loss 0.0310 accuracy 0.9910 | test loss 0.0420 accuracy 0.9870}. */
  @Override
  public String toString() {
    return "epoch " + epoch + "  " + train + test.map(t -> "  |  test " + t).orElse("");
  }
}
