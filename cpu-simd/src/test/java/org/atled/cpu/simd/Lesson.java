package org.atled.cpu.simd;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.atled.train.Run;
import org.atled.train.Trainer;

/**
 * A training run that is short, three steps or two, and whose larger products are still worth
 * sharing. Its sizes are no multiples of a vector, and its last batch is not full.
 *
 * @param batch size of all batches but the last
 */
record Lesson(String name, Supplier<Layer> model, Loss loss, Rule rule, Dataset data, int batch) {
  private static final int FEATURES = 37;

  /** So many that softmax adds them up in vectors. */
  private static final int CLASSES = 137;

  static List<Lesson> all() {
    return List.of(
        new Lesson(
            "relu, dropout, adam",
            () ->
                Sequential.of(
                    new Linear(FEATURES, 1023),
                    new ReLU(),
                    new Dropout(0.3),
                    new Linear(1023, 37),
                    new ReLU(),
                    new Linear(37, CLASSES)),
            new CrossEntropyLoss(),
            Adam.withLearningRate(0.003),
            classes(75),
            32),
        new Lesson(
            "tanh, momentum, no bias",
            () ->
                Sequential.of(
                    unbiased(FEATURES, 512),
                    new Tanh(),
                    unbiased(512, 100),
                    new Tanh(),
                    unbiased(100, 3)),
            new MSELoss(),
            Sgd.withLearningRate(0.05).momentum(0.9),
            numbers(81, 3),
            40),
        new Lesson(
            "float64",
            () -> new Doubles(FEATURES, 401, 2),
            new MSELoss(),
            Adam.withLearningRate(0.01),
            numbers(90, 2),
            64));
  }

  /**
   * SHA-256 of the bits of all weights, what the model then says of the examples, and the losses.
   */
  String train(long seed) {
    Run run = Trainer.of(model.get(), loss, rule).batchSize(batch).epochs(1).seed(seed).fit(data);
    MessageDigest digest = sha256();
    run.model().state().snapshot().values().forEach(weights -> update(digest, weights));
    int[] examples = new int[data.size()];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = i;
    }
    update(digest, run.model().apply(data.batch(examples).x()));
    run.history().forEach(epoch -> update(digest, Tensor.of(epoch.train().loss())));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Tensor numbers) {
    // A double holds every float.
    double[] all = numbers.toDoubles();
    ByteBuffer bytes = ByteBuffer.allocate(8 * all.length);
    for (double x : all) {
      if (!Double.isFinite(x)) {
        throw new AssertionError("A run that went astray shows nothing: " + x);
      }
      bytes.putDouble(x);
    }
    digest.update(bytes.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Linear unbiased(int in, int out) {
    return new Linear(Linear.Config.of(in, out).withoutBias());
  }

  private static Dataset classes(int examples) {
    long[] y = new long[examples];
    for (int i = 0; i < examples; i++) {
      y[i] = i * 7L % CLASSES;
    }
    return data(examples, Task.Classification.numbered(CLASSES), new Rows.Labels(y));
  }

  private static Dataset numbers(int examples, int outputs) {
    Rows y = new Rows.Floats(scattered(examples * outputs, 2), Shape.of(outputs));
    return data(examples, new Task.Regression(outputs), y);
  }

  private static Dataset data(int examples, Task task, Rows y) {
    Shape each = Shape.of(FEATURES);
    Rows x = new Rows.Floats(scattered(examples * FEATURES, 1), each);
    return ArrayDataset.of(new DatasetInfo("scattered", each, task), x, y);
  }

  /** Numbers between −2 and 2 that are the same in every JVM. */
  private static float[] scattered(int length, int salt) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = ((i + 1) * 0x9E3779B9 + salt * 0x85EBCA6B) * 0x1p-30f;
    }
    return numbers;
  }

  /** Two layers whose weights and arithmetic are FLOAT64; in and out go FLOAT32. */
  private static final class Doubles extends Layer {
    private final Linear64 first;
    private final Linear64 second;

    Doubles(int in, int hidden, int out) {
      first = child("first", new Linear64(in, hidden));
      second = child("second", new Linear64(hidden, out));
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      Tensor hidden = first.apply(x.to(DType.FLOAT64), mode).tanh();
      return second.apply(hidden, mode).to(DType.FLOAT32);
    }
  }

  private static final class Linear64 extends Layer {
    Linear64(int in, int out) {
      parameter("weight", new TensorType(DType.FLOAT64, Shape.of(out, in)), Initializer.standard());
      parameter("bias", new TensorType(DType.FLOAT64, Shape.of(out)), Initializer.zeros());
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return x.linear(parameters().getFirst().value(), parameters().getLast().value());
    }
  }
}
