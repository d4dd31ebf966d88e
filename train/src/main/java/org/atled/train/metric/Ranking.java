package org.atled.train.metric;

import java.util.Arrays;

/**
 * Scores of examples that are positive or not, all of which are kept, and how well they are in
 * order: NaN where a score is.
 */
public final class Ranking {
  private double[] scores = new double[16];
  private boolean[] labels = new boolean[16];
  private int size;
  private boolean isDefined = true;

  /** Adds an example by its score and whether it is positive. */
  public void add(double score, boolean positive) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
    }
    isDefined &= !Double.isNaN(score);
    scores[size] = score;
    labels[size++] = positive;
  }

  /** All scores and labels, for {@link #resume}. */
  double[] sums() {
    double[] all = new double[2 * size];
    System.arraycopy(scores, 0, all, 0, size);
    for (int i = 0; i < size; i++) {
      all[size + i] = labels[i] ? 1 : 0;
    }
    return all;
  }

  /** Goes on with what {@link #sums} gave. */
  void resume(double... sums) {
    for (int i = 0; i < sums.length / 2; i++) {
      add(sums[i], sums[sums.length / 2 + i] == 1);
    }
  }

  /** Where equal scores end, of all from the greatest: how many positives and others there are. */
  private interface Threshold {
    void at(long positives, long others);
  }

  private void forEach(Threshold threshold) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    long positives = 0;
    for (int i = 0; i < size; i++) {
      positives += labels[order[i]] ? 1 : 0;
      if (i + 1 == size || scores[order[i]] != scores[order[i + 1]]) {
        threshold.at(positives, i + 1 - positives);
      }
    }
  }

  private long positives() {
    long count = 0;
    for (int i = 0; i < size; i++) {
      count += labels[i] ? 1 : 0;
    }
    return count;
  }

  /**
   * The area under the curve of true against false positives: the chance that a positive example
   * has a greater score than another, equal ones counting half. NaN where there are no positives,
   * or no others.
   */
  public double rocAuc() {
    long positives = positives();
    double[] area = {0};
    long[] last = {0, 0};
    forEach((p, n) -> {
      area[0] += (n - last[1]) * (p + last[0]) / 2.0;
      last[0] = p;
      last[1] = n;
    });
    return isDefined ? area[0] / ((double) positives * (size - positives)) : Double.NaN;
  }

  /**
   * The mean precision over all thresholds, each weighted by the recall that it adds; 0 where there
   * are no positives.
   */
  public double averagePrecision() {
    long positives = positives();
    double[] sum = {0};
    long[] last = {0};
    forEach((p, n) -> {
      sum[0] += (double) (p - last[0]) * p / (p + n);
      last[0] = p;
    });
    if (!isDefined) {
      return Double.NaN;
    }
    return positives == 0 ? 0 : sum[0] / positives;
  }
}
