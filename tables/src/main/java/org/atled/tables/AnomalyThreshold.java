package org.atled.tables;

import java.util.Arrays;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * Above which score a row of a table, or a step of a series, is unlike those that a network learned
 * from: the quantile of their own scores, by nearest rank.
 *
 * @param value in deviations, at least 0
 * @param share of what was learned from that scores no more, above 0 and at most 1
 */
public record AnomalyThreshold(double value, double share) {
  /**
   * The least score that a share of some does not pass.
   *
   * @param scores of what was learned from, at least one
   */
  public static AnomalyThreshold of(double[] scores, double share) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int rank = Math.max(1, (int) Math.ceil(share * sorted.length));
    return new AnomalyThreshold(sorted[rank - 1], share);
  }

  /** Whether a score is above it. */
  public boolean isPassedBy(double score) {
    return score > value;
  }

  /** Writes both numbers into the description of a model. */
  public JsonObject.Builder writeTo(JsonObject.Builder json) {
    return json.put("threshold", value).put("share", share);
  }

  /**
   * Reads what was written.
   *
   * @throws org.atled.core.error.FormatException if it is below 0 or no number
   */
  public static AnomalyThreshold read(JsonPlace json) {
    double value = json.doubleValue("threshold");
    if (!(value >= 0)) {
      throw json.get("threshold").error("must be at least 0.");
    }
    return new AnomalyThreshold(value, json.doubleValue("share"));
  }
}
