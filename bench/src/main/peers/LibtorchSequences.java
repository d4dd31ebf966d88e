import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LayerNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The rows {@code gpt}, {@code lstm}, {@code attention} and {@code generate} in libtorch. */
final class LibtorchSequences {
  private static final TensorOptions LONG = new TensorOptions(torch.ScalarType.Long);
  private static final int VOCABULARY = 65;
  private static final int BATCHES = 8;

  private LibtorchSequences() {}

  static void rows(Measure measure) {
    measure.row(
        "gpt",
        "gpt 4x128 of 4 heads, 65 tokens, context 128 batch 16",
        () -> List.of(languageModel()));
    measure.row("lstm", "2x256 batch 32 steps 128", () -> List.of(recurrent()));
    for (long[] sizes : new long[][] {{1, 8, 2048, 64}, {16, 4, 128, 32}}) {
      String text = "%dx%dx%dx%d causal".formatted(sizes[0], sizes[1], sizes[2], sizes[3]);
      measure.row("attention", text, () -> List.of(attention(sizes)));
    }
    measure.row("generate", "gpt 12x768 behind 128 float32", () -> List.of(generation()));
  }

  private static Runnable languageModel() {
    Network net = new Network(4, 128, 4, 128, true);
    AdamW adam = new AdamW(net.parameters(), new AdamWOptions(1e-3));
    return steps(adam, 16, 128, net::scores);
  }

  private static Runnable recurrent() {
    Module net = new Module("lstm");
    LSTMOptions options = new LSTMOptions(256, 256);
    options.num_layers().put(2);
    options.batch_first().put(true);
    EmbeddingImpl embedding = net.register_module("embedding", new EmbeddingImpl(VOCABULARY, 256));
    LSTMImpl lstm = net.register_module("lstm", new LSTMImpl(options));
    LinearImpl head = net.register_module("head", new LinearImpl(256, VOCABULARY));
    Adam adam = new Adam(net.parameters(), new AdamOptions(1e-3));
    return steps(adam, 32, 128, x -> head.forward(lstm.forward(embedding.forward(x)).get0()));
  }

  /** What maps token ids to scores. */
  private interface Scores {
    Tensor of(Tensor ids);
  }

  private static Runnable steps(Optimizer optimizer, long batch, long length, Scores net) {
    Tensor[] inputs = new Tensor[BATCHES];
    Tensor[] targets = new Tensor[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      inputs[i] = torch.randint(VOCABULARY, new long[] {batch, length}, LONG);
      targets[i] = torch.randint(VOCABULARY, new long[] {batch * length}, LONG);
    }
    int[] number = {0};
    return Libtorch.inScope(() -> {
      int i = number[0]++ % BATCHES;
      optimizer.zero_grad();
      Tensor scores = net.of(inputs[i]).reshape(batch * length, VOCABULARY);
      torch.cross_entropy(scores, targets[i]).backward();
      optimizer.step();
    });
  }

  private static Runnable attention(long[] sizes) {
    Tensor[] in = new Tensor[3];
    for (int i = 0; i < in.length; i++) {
      in[i] = torch.randn(sizes).set_requires_grad(true);
    }
    Tensor cotangent = torch.randn(sizes);
    TensorVector wanted = new TensorVector(in);
    return Libtorch.inScope(() -> {
      Tensor result = attend(in[0], in[1], in[2], true);
      torch.grad(
          new TensorVector(result),
          wanted,
          new TensorVector(cotangent),
          new BoolOptional(),
          false,
          false);
    });
  }

  private static Tensor attend(Tensor q, Tensor k, Tensor v, boolean causal) {
    return torch.scaled_dot_product_attention(
        q, k, v, new TensorOptional(), 0, causal, new DoubleOptional(), false);
  }

  /** Keys and values are joined with those before, as PyTorch's own caches do. */
  private static Runnable generation() {
    int width = 768;
    int heads = 12;
    int behind = 128;
    Network net = new Network(12, width, heads, 256, false);
    net.eval();
    List<Tensor[]> caches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      long[] sizes = {1, heads, behind, width / heads};
      caches.add(new Tensor[] {torch.randn(sizes), torch.randn(sizes)});
    }
    Tensor id = torch.randint(VOCABULARY, new long[] {1, 1}, LONG);
    Tensor place = torch.full(new long[] {1}, new Scalar(behind), LONG);
    return Libtorch.inScope(() -> {
      try (AutoGradMode off = new AutoGradMode(false)) {
        net.next(id, place, caches);
      }
    });
  }

  private static LayerNormImpl norm(long width) {
    return new LayerNormImpl(new LayerNormOptions(new LongVector(new long[] {width})));
  }

  /** Norm, attention, norm, two linear layers with GELU between. */
  private static final class Block extends Module {
    private final long heads;
    private final LayerNormImpl firstNorm;
    private final LayerNormImpl secondNorm;
    private final LinearImpl queries;
    private final LinearImpl out;
    private final LinearImpl up;
    private final LinearImpl down;

    Block(long width, long heads) {
      super("block");
      this.heads = heads;
      firstNorm = register_module("first_norm", norm(width));
      secondNorm = register_module("second_norm", norm(width));
      queries = register_module("queries", new LinearImpl(width, 3 * width));
      out = register_module("out", new LinearImpl(width, width));
      up = register_module("up", new LinearImpl(width, 4 * width));
      down = register_module("down", new LinearImpl(4 * width, width));
    }

    /** Attends to itself, and to what lies in the cache, if there is one. */
    Tensor forward(Tensor x, Tensor... cache) {
      long batch = x.size(0);
      long steps = x.size(1);
      long width = x.size(2);
      TensorVector parts = queries.forward(firstNorm.forward(x)).chunk(3, -1);
      Tensor[] qkv = new Tensor[3];
      for (int i = 0; i < 3; i++) {
        qkv[i] = parts.get(i).view(batch, steps, heads, width / heads).transpose(1, 2);
      }
      for (int i = 0; i < cache.length; i++) {
        qkv[i + 1] = torch.cat(new TensorVector(cache[i], qkv[i + 1]), 2);
      }
      Tensor heard = attend(qkv[0], qkv[1], qkv[2], cache.length == 0);
      Tensor y = x.add(out.forward(heard.transpose(1, 2).reshape(batch, steps, width)));
      return y.add(down.forward(torch.gelu(up.forward(secondNorm.forward(y)))));
    }
  }

  /** A transformer over tokens. */
  private static final class Network extends Module {
    private final EmbeddingImpl tokens;
    private final EmbeddingImpl places;
    private final Tensor order;
    private final Block[] blocks;
    private final LayerNormImpl norm;
    private final LinearImpl head;

    Network(int layers, long width, long heads, long context, boolean bias) {
      super("network");
      tokens = register_module("tokens", new EmbeddingImpl(VOCABULARY, width));
      places = register_module("places", new EmbeddingImpl(context, width));
      order = torch.arange(new Scalar(context), LONG);
      blocks = new Block[layers];
      for (int i = 0; i < layers; i++) {
        blocks[i] = register_module("block" + i, new Block(width, heads));
      }
      norm = register_module("norm", norm(width));
      LinearOptions options = new LinearOptions(width, VOCABULARY);
      options.bias().put(bias);
      head = register_module("head", new LinearImpl(options));
    }

    Tensor scores(Tensor ids) {
      Tensor x = tokens.forward(ids).add(places.forward(order));
      for (Block block : blocks) {
        x = block.forward(x);
      }
      return head.forward(norm.forward(x));
    }

    Tensor next(Tensor id, Tensor place, List<Tensor[]> caches) {
      Tensor x = tokens.forward(id).add(places.forward(place));
      for (int i = 0; i < blocks.length; i++) {
        x = blocks[i].forward(x, caches.get(i));
      }
      return head.forward(norm.forward(x));
    }
  }
}
