package org.atled.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Embedding;
import org.atled.nn.layer.LearnedPositions;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Mask;
import org.atled.nn.layer.TransformerEncoder;
import org.atled.nn.layer.TransformerLayer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Optimizer;

/**
 * A language model and how it is trained, as a plan: tokens and learned places, four pre-norm
 * blocks of causal attention by four heads and of GELU between four times the width, a norm and a
 * linear layer, all with biases; cross-entropy of each next token, AdamW. An iteration is one step;
 * the batches, random tokens, lie ready. Flops and bytes are the plan's.
 */
final class LanguageTraining {
  private static final Seed SEED = Seed.of(1);
  private static final int VOCABULARY = 65;
  private static final int CONTEXT = 128;
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int LAYERS = 4;
  private static final int BATCH = 16;
  private static final int BATCHES = 8;

  private LanguageTraining() {}

  static Workload workload() {
    return new Repeated(
        "gpt", shape(), 1, LanguageTraining::work, Rate.Unit.GFLOPS, LanguageTraining::planned);
  }

  static String shape() {
    return "gpt %dx%d of %d heads, %d tokens, context %d batch %d"
        .formatted(LAYERS, WIDTH, HEADS, VOCABULARY, CONTEXT, BATCH);
  }

  /** Steps through batches, over and over; of them at most so many. */
  static Planned planned(int most) {
    Network network = new Network();
    network.initialize(SEED);
    Optimizer optimizer = AdamW.withLearningRate(3e-4).over(network.parameters());
    Mode mode = Mode.training(SEED, Slot.of(0));
    CrossEntropyLoss crossEntropy = new CrossEntropyLoss();
    List<List<Tensor>> batches = new ArrayList<>();
    for (int i = 0; i < Math.clamp(most, 1, BATCHES); i++) {
      batches.add(List.of(tokens("x", i), tokens("y", i)));
    }
    Compiled compiled =
        Compiled.of(in -> {
          Tensor logits = network.apply(in.get(0), mode).flatten(0, 1);
          Tensor loss = crossEntropy.of(logits, in.get(1).flatten());
          optimizer.step(Autograd.gradients(loss, network.parameters()));
          return List.of(loss);
        });
    return new Planned(compiled.unlessNotFinite(0), number -> batches.get(number % batches.size()));
  }

  private static Tensor tokens(String name, int number) {
    Draws draws = SEED.at(name).at(number).draws();
    long[] tokens = new long[BATCH * CONTEXT];
    Arrays.setAll(tokens, i -> draws.below(VOCABULARY));
    return Tensor.of(tokens, BATCH, CONTEXT);
  }

  private static Repeated.Work work() {
    return Repeated.Work.of(planned(1).explain());
  }

  private static final class Network extends Layer {
    private final Embedding tokens = child("tokens", new Embedding(VOCABULARY, WIDTH));
    private final LearnedPositions places = child("places", new LearnedPositions(CONTEXT, WIDTH));
    private final TransformerEncoder blocks =
        child(
            "blocks",
            new TransformerEncoder(
                new TransformerEncoder.Config(
                    TransformerLayer.Config.of(WIDTH, HEADS)
                        .withFeedforward(4 * WIDTH)
                        .withDropout(0)
                        .with(TransformerLayer.Between.GELU)
                        .withNormFirst(),
                    LAYERS,
                    true)));
    private final Linear head = child("head", new Linear(WIDTH, VOCABULARY));

    @Override
    protected Tensor forward(Tensor ids, Mode mode) {
      Tensor x = places.apply(tokens.apply(ids, mode), mode);
      return head.apply(blocks.apply(x, Mask.causally(), mode), mode);
    }
  }
}
