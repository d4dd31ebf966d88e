package org.atled.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.Embedding;
import org.atled.nn.layer.LSTM;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;

/**
 * A language model that is trained: an embedding of 65 characters in 256 numbers, two layers of an
 * LSTM with 256, and a linear layer back, on batches of 32 texts of 128 characters, with
 * cross-entropy and Adam. The batches, random characters, lie ready.
 */
final class RecurrentTraining extends Module {
  private static final Seed SEED = Seed.of(1);
  private static final int CHARACTERS = 65;
  private static final int WIDTH = 256;
  private static final int LAYERS = 2;
  private static final int BATCH = 32;
  private static final int STEPS = 128;
  private static final int BATCHES = 20;

  private final Embedding embedding = child("embedding", new Embedding(CHARACTERS, WIDTH));
  private final LSTM lstm =
      child("lstm", new LSTM(LSTM.Config.of(WIDTH, WIDTH).withLayers(LAYERS)));
  private final Linear head = child("head", new Linear(WIDTH, CHARACTERS));

  private Tensor logits(Tensor characters, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor x = embedding.apply(characters, mode);
          return head.apply(lstm.apply(x, mode).sequence(), mode);
        });
  }

  static Workload workload() {
    return new Repeated(
        "lstm",
        "%dx%d batch %d steps %d".formatted(LAYERS, WIDTH, BATCH, STEPS),
        1,
        RecurrentTraining::work,
        Rate.Unit.GFLOPS,
        RecurrentTraining::planned);
  }

  /** Steps through at most so many batches, over and over. */
  static Planned planned(int most) {
    RecurrentTraining model = new RecurrentTraining();
    model.initialize(SEED);
    Optimizer optimizer = Adam.withLearningRate(1e-3).over(model.parameters());
    CrossEntropyLoss crossEntropy = new CrossEntropyLoss();
    Mode mode = Mode.training(SEED, Slot.of(0));
    int batches = Math.clamp(most, 1, BATCHES);
    List<List<Tensor>> ready =
        IntStream.range(0, batches)
            .mapToObj(i -> List.of(characters("x", i), characters("y", i)))
            .toList();
    Compiled step =
        Compiled.of(in -> {
          Tensor logits = model.logits(in.get(0), mode).reshape(BATCH * STEPS, CHARACTERS);
          Tensor loss = crossEntropy.of(logits, in.get(1).reshape(BATCH * STEPS));
          optimizer.step(Autograd.gradients(loss, model.parameters()));
          return List.of(loss);
        });
    return new Planned(step.unlessNotFinite(0), number -> ready.get(number % batches));
  }

  private static Tensor characters(String name, int number) {
    Draws draws = SEED.at(name).at(number).draws();
    long[] characters = new long[BATCH * STEPS];
    Arrays.setAll(characters, i -> draws.below(CHARACTERS));
    return Tensor.of(characters, BATCH, STEPS);
  }

  private static Repeated.Work work() {
    return Repeated.Work.of(planned(1).explain());
  }
}
