package org.atled.text;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Metric;

/**
 * What a language model's losses amount to, of the outcomes of {@link NextToken}.
 *
 * @param of the mean −ln of the probability of an id
 */
public record TextMetric(String name, DoubleUnaryOperator of) implements Metric {
  /** e to the mean loss: among how many ids, all alike, it would have been as hard to choose. */
  public static TextMetric perplexity() {
    return new TextMetric("perplexity", StrictMath::exp);
  }

  /**
   * How many bits a character takes, which can be compared between tokenizers.
   *
   * @param tokensPerCharacter how many ids the text has for each of its characters
   */
  public static TextMetric bits(double tokensPerCharacter) {
    double each = tokensPerCharacter / StrictMath.log(2);
    return new TextMetric("bits_per_character", loss -> loss * each);
  }

  @Override
  public Meter meter() {
    return new Meter() {
      private double sum;
      private long count;

      @Override
      public void add(NamedTensors outputs, Batch batch) {
        sum += outputs.get(NextToken.SUM).item();
        count += Arrays.stream(batch.y().toLongs()).filter(id -> id >= 0).count();
      }

      @Override
      public double value() {
        return of.applyAsDouble(sum / count);
      }
    };
  }
}
