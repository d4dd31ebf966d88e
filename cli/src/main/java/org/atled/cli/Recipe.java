package org.atled.cli;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.atled.core.shape.Shape;
import org.atled.data.DatasetInfo;
import org.atled.generative.Blueprint;
import org.atled.nn.optim.Optimizers;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Schedules;
import org.atled.tables.Kind;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.BagOfTokens;
import org.atled.train.architecture.FullyConvolutional;
import org.atled.train.architecture.GptText;
import org.atled.train.architecture.LeNet5;
import org.atled.train.architecture.LinearModel;
import org.atled.train.architecture.Mlp;
import org.atled.train.architecture.PeriodicMlp;

/**
 * How a data set is trained on when the user says no more than its name.
 *
 * @param lr goes with the optimizer
 * @param dropout goes with the model, if that drops anything
 * @param l2 by which half the sum of the squares of the weights counts beside the loss; goes with
 *     the model and the optimizer
 */
record Recipe(
    Architecture model,
    ActivationName activation,
    double dropout,
    double l2,
    Optimizers.Chosen optimizer,
    double lr,
    Schedule schedule,
    int epochs,
    int batchSize) {
  /** Without dropout and penalty. */
  Recipe(
      Architecture model,
      ActivationName activation,
      Optimizers.Chosen optimizer,
      double lr,
      Schedule schedule,
      int epochs,
      int batchSize) {
    this(model, activation, 0, 0, optimizer, lr, schedule, epochs, batchSize);
  }

  /** Training rows from which on a table is no longer small, and is large. */
  static final int SMALL_TABLE = 2000;

  static final int LARGE_TABLE = 200_000;

  /** Inputs up to which each becomes sines and cosines. */
  static final int FEW_INPUTS = 64;

  /** Of the weights of a network for classes, beforehand: one over their variance. */
  private static final double PRECISION = 4;

  /** Of the fewer weights of the network for small tables, which learns less by heart. */
  private static final double PRECISION_OF_SMALL = 1;

  /** Rows from which on steps are many enough to be of larger batches. */
  static final int LARGE_BATCHES = 10_000;

  /** Rows that are learned from, over all epochs, where a table has so many that time counts. */
  private static final int TABLE_EXAMPLES = 1_000_000;

  /**
   * The usual batch of an optimizer that is meant for whole data sets, and asks for the loss of a
   * batch several times.
   */
  static final int LARGE_BATCH = 4096;

  /** The side of the smallest images that LeNet-5 takes. */
  static final long LEAST_SIDE = 12;

  /** The usual model of a text, and of lines. */
  static final Architecture.OfTokens TEXT = GptText.of(4, 128);

  static final Architecture.OfTokens LINES = GptText.of(4, 64);

  /** The usual model of lines that have a class. */
  static final Architecture.OfLines BAG = BagOfTokens.of(64);

  private static final long LINE_STEPS = 3000;
  private static final long TEXT_TOKENS = 20_000_000;
  private static final int MOST_EPOCHS = 30;
  private static final ActivationName RELU = ActivationName.RELU;
  private static final ActivationName TANH = ActivationName.TANH;
  private static final Optimizers.Chosen ADAM = Optimizers.parse("adam");
  private static final Schedule COSINE = Schedules.parse("cosine");

  private static final Map<String, Recipe> ALL =
      Map.ofEntries(
          entry("digits", grey(5)),
          entry("mnist", grey(5)),
          entry("fashion-mnist", grey(10)),
          entry("kmnist", grey(10)),
          entry("qmnist", grey(5)),
          entry("emnist-letters", grey(10)),
          entry("emnist-balanced", grey(10)),
          entry("emnist-digits", grey(5)),
          entry("emnist-bymerge", grey(5)),
          entry("emnist-byclass", grey(5)),
          entry("cifar-10", new Recipe(new LeNet5(), RELU, ADAM, 0.001, COSINE, 10, 128)),
          entry("cifar-100", new Recipe(new LeNet5(), RELU, ADAM, 0.001, COSINE, 20, 128)),
          entry("moons", new Recipe(Mlp.of(32, 32), TANH, ADAM, 0.01, COSINE, 50, 32)),
          entry("circles", new Recipe(Mlp.of(32, 32), TANH, ADAM, 0.01, COSINE, 50, 32)),
          entry("spirals", new Recipe(Mlp.of(64, 64), TANH, ADAM, 0.01, COSINE, 100, 32)),
          entry("xor", new Recipe(Mlp.of(32, 32), TANH, ADAM, 0.01, COSINE, 50, 32)),
          entry("blobs", new Recipe(new LinearModel(), RELU, ADAM, 0.01, COSINE, 20, 32)));

  private Recipe with(double dropout, double l2, int epochs) {
    return new Recipe(model, activation, dropout, l2, optimizer, lr, schedule, epochs, batchSize);
  }

  /** For small grey images. */
  private static Recipe grey(int epochs) {
    return new Recipe(Mlp.of(256), RELU, ADAM, 0.001, COSINE, epochs, 128);
  }

  /** The recipe of one of {@link org.atled.data.Datasets}. */
  static Recipe of(String dataset) {
    Recipe recipe = ALL.get(dataset);
    if (recipe == null) {
      throw new IllegalStateException("There is no recipe for " + dataset + ".");
    }
    return recipe;
  }

  /** How a model is trained that makes examples like those of a data set. */
  static Recipe making(Maker maker, DatasetInfo info) {
    Blueprint.Recipe usual = maker.blueprint().recipe(info);
    return new Recipe(maker, RELU, ADAM, usual.lr(), COSINE, usual.epochs(), usual.batchSize());
  }

  /** How a folder of so many images is learned. */
  static Recipe ofImages(int images) {
    return images < SMALL_TABLE
        ? new Recipe(new LeNet5(), RELU, ADAM, 0.001, COSINE, 30, 16)
        : new Recipe(new LeNet5(), RELU, ADAM, 0.001, COSINE, 10, 64);
  }

  /**
   * How so many images [channels, height, width] are learned, of which some are smaller than
   * LeNet-5 takes.
   */
  static Recipe ofImages(int images, Shape each) {
    Recipe usual = ofImages(images);
    return Math.min(each.size(1), each.size(2)) >= LEAST_SIDE
        ? usual
        : new Recipe(Mlp.of(256), RELU, ADAM, 0.001, COSINE, usual.epochs(), usual.batchSize());
  }

  /**
   * How a table is learned. Classes gain nothing from sines and cosines where it was measured, but
   * from dropout and from a penalty on the weights, without which a network learns the noise of
   * their labels by heart; numbers are learned by heart sooner where rows are few.
   *
   * @param rows to learn from
   * @param inputs the numbers that a row becomes
   */
  static Recipe ofTable(Kind kind, int rows, int inputs) {
    Recipe usual = ofRows(rows);
    if (kind != Kind.REGRESSION) {
      return usual.with(rows < SMALL_TABLE ? 0 : 0.3, prior(rows), usual.epochs);
    }
    if (rows < SMALL_TABLE) {
      return usual.with(0, 0, 40);
    }
    if (inputs > FEW_INPUTS) {
      return usual;
    }
    int epochs = Math.clamp(TABLE_EXAMPLES / rows, 10, 40);
    int batch = rows < LARGE_BATCHES ? 128 : 256;
    return new Recipe(
        PeriodicMlp.of(256, 256),
        RELU,
        0.1,
        0,
        Optimizers.parse("adamw"),
        0.003,
        COSINE,
        epochs,
        batch);
  }

  /**
   * The penalty by which the loss, a mean over so many rows (of several labels over these, too, so
   * that it counts more), is the negative logarithm of a posterior whose weights are normal
   * beforehand, with this precision (Bishop, "Pattern Recognition and Machine Learning", 2006,
   * 5.7): the more rows there are, the less it counts. Two digits of it.
   */
  private static double prior(int rows) {
    return BigDecimal.valueOf(precision(rows) / Math.max(1, rows))
        .round(new MathContext(2))
        .doubleValue();
  }

  private static double precision(int rows) {
    return rows < SMALL_TABLE ? PRECISION_OF_SMALL : PRECISION;
  }

  /** How rows are learned whatever they are. */
  static Recipe ofRows(int rows) {
    if (rows < SMALL_TABLE) {
      return new Recipe(Mlp.of(32), RELU, ADAM, 0.003, COSINE, 60, 16);
    }
    return rows < LARGE_TABLE
        ? new Recipe(Mlp.of(64, 64), RELU, ADAM, 0.003, COSINE, 40, 64)
        : new Recipe(Mlp.of(64, 64), RELU, ADAM, 0.003, COSINE, 10, 256);
  }

  /**
   * How a text is learned: 20 million tokens, each from 1 to 30 times. Recurrent networks, whose
   * steps take longer, see half as many, at twice the rate.
   *
   * @param tokens how many there are to learn from
   */
  static Recipe ofText(Architecture.OfTokens model, long tokens) {
    boolean gpt = model instanceof GptText;
    long all = gpt ? TEXT_TOKENS : TEXT_TOKENS / 2;
    int epochs = Math.clamp(all / tokens, 1, MOST_EPOCHS);
    return new Recipe(
        model,
        RELU,
        Optimizers.parse("adamw"),
        gpt ? 0.001 : 0.002,
        Schedules.parse("warmup:0.5,cosine"),
        epochs,
        32);
  }

  /** How so many lines with a class are learned: in some 3,000 steps. */
  static Recipe ofLines(Architecture.OfLines model, int lines) {
    int epochs = Math.clamp(LINE_STEPS * 32 / lines, 3, MOST_EPOCHS);
    double rate = model instanceof BagOfTokens ? 0.01 : 0.002;
    return new Recipe(
        model,
        RELU,
        Optimizers.parse("adamw"),
        rate,
        Schedules.parse("warmup:0.5,cosine"),
        epochs,
        32);
  }

  /** How a time series of so many windows is learned: in some 900 steps. */
  static Recipe ofSeries(int windows) {
    int epochs = Math.clamp(900L * 32 / windows, 10, 300);
    return new Recipe(Mlp.of(32), RELU, ADAM, 0.003, COSINE, epochs, 32);
  }

  /** How so many series with a class each are learned: in some 600 steps. */
  static Recipe ofSeriesClasses(int series) {
    int epochs = Math.clamp(600L * 16 / series, 10, 200);
    return new Recipe(new FullyConvolutional(), RELU, ADAM, 0.001, COSINE, epochs, 16);
  }

  /** The model with all that belongs to it. */
  Architecture network() {
    return switch (model) {
      case Architecture.Layered layered -> layered.activation(activation::layer).dropout(dropout);
      case Architecture.OfTokens reader -> reader.dropout(dropout);
      case Architecture.OfLines reader -> reader.dropout(dropout);
      default -> model;
    };
  }

  /** In one line, for people. */
  @Override
  public String toString() {
    return told(Double.toString(l2));
  }

  /** The same of a table with at least so many rows, whatever the number n of them. */
  String fromRows(int rows) {
    return told("%.0f/n".formatted(precision(rows)));
  }

  private String told(String penalty) {
    return model
        + (model instanceof Architecture.Layered ? " " + activation : "")
        + (dropout > 0 ? " dropout " + dropout : "")
        + (l2 > 0 ? " l2 " + penalty : "")
        + ", "
        + optimizer
        + " "
        + lr
        + " "
        + schedule
        + ", "
        + epochs
        + (epochs == 1 ? " epoch" : " epochs")
        + " of batches of "
        + batchSize;
  }
}
