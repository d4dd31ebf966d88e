package org.atled.lectures.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;

/** Gradient descent on the parameters of a network of scalars. */
public final class Training {
  private Training() {}

  /**
   * How an epoch went.
   *
   * @param epoch its number, from 1
   * @param loss the mean over its examples, each before its step; without the penalty
   * @param accuracy the share of its outputs that were on the side of ½ on which their targets are
   */
  public record Report(int epoch, double loss, double accuracy) {
    /** {@code epoch 20 loss 0.1234 accuracy 0.9750}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "epoch %d  loss %.4f  accuracy %.4f", epoch, loss, accuracy);
    }
  }

  /**
   * Trains a network with one output; its parameters change in place. Batches are taken in the
   * order given, the last one is divided by its own size.
   *
   * @param x examples [n, inputs]
   * @param ys their targets [n]: 0 or 1 for the log loss
   * @param reportEvery epochs from one report to the next
   * @return the reports
   */
  public static List<Report> train(
      NeuralNetwork model,
      double[][] x,
      double[] ys,
      double learningRate,
      int epochs,
      int batchSize,
      int reportEvery) {
    return train(
        model, x, ys, learningRate, epochs, batchSize, reportEvery, Optional.empty(), unused -> {});
  }

  /**
   * Trains with a penalty, and tells a listener of each report when it is there.
   *
   * @throws ShapeException if there are not as many targets as examples
   * @throws ArgumentException if there is no example, or a count is less than 1
   */
  public static List<Report> train(
      NeuralNetwork model,
      double[][] x,
      double[] ys,
      double learningRate,
      int epochs,
      int batchSize,
      int reportEvery,
      Optional<Penalty> penalty,
      Consumer<Report> listener) {
    check(x, ys, batchSize, reportEvery);
    List<Value> parameters = model.parameters();
    List<Report> reports = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double total = 0;
      int right = 0;
      for (int from = 0; from < x.length; from += batchSize) {
        int to = Math.min(x.length, from + batchSize);
        List<Value> losses = new ArrayList<>();
        for (int i = from; i < to; i++) {
          List<Value> out = model.apply(x[i]);
          losses.add(model.loss().of(out, ys[i]));
          right += (out.getFirst().data() > 0.5) == (ys[i] > 0.5) ? 1 : 0;
        }
        Value sum = losses.stream().reduce(Value::add).orElseThrow();
        total += sum.data();
        Value mean = sum.div(to - from);
        Value goal = penalty.map(p -> mean.add(p.of(model.weights()))).orElse(mean);
        goal.backward();
        for (Value p : parameters) {
          p.set(p.data() - learningRate * p.grad()); // p ← p − η ∂L/∂p
        }
      }
      if (epoch % reportEvery == 0) {
        Report report = new Report(epoch, total / x.length, (double) right / x.length);
        reports.add(report);
        listener.accept(report);
      }
    }
    return List.copyOf(reports);
  }

  private static void check(double[][] x, double[] ys, int batchSize, int reportEvery) {
    if (x.length != ys.length) {
      throw new ShapeException(
          "train: there are "
              + Text.count(x.length, "example")
              + " and "
              + Text.count(ys.length, "target")
              + "; give one target for each example.");
    }
    if (x.length == 0 || batchSize < 1 || reportEvery < 1) {
      throw new ArgumentException(
          "train: "
              + Text.count(x.length, "example")
              + ", batches of "
              + batchSize
              + ", a report every "
              + reportEvery
              + " epochs; all must be at least 1.");
    }
  }
}
