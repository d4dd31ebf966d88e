import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.GroupNormImpl;
import org.bytedeco.pytorch.GroupNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The row {@code unet} of {@code atled bench} in libtorch: a step of the U-Net that diffusion of
 * images learns by, of the same layers, with noise and steps that are drawn anew, the mean squared
 * error of the v that it finds, and Adam.
 */
final class LibtorchUNet extends Module {
  private static final int WIDTH = 24;
  private static final int TOLD = 2 * WIDTH;
  private static final int CLASSES = 10;
  private static final int STEPS = 400;
  private static final int BATCHES = 8;
  private static final double UNTOLD = 0.1;
  private static final TensorOptions LONG = new TensorOptions(torch.ScalarType.Long);

  private final Tensor frequencies =
      torch.exp(torch.arange(new Scalar(WIDTH)).mul(new Scalar(-Math.log(10_000) / WIDTH)));
  private final LinearImpl firstTold = register_module("first_told", new LinearImpl(TOLD, TOLD));
  private final LinearImpl secondTold = register_module("second_told", new LinearImpl(TOLD, TOLD));
  private final EmbeddingImpl classes =
      register_module("classes", new EmbeddingImpl(CLASSES + 1, TOLD));
  private final Conv2dImpl enter = register_module("enter", conv(4, WIDTH, 3, 1));
  private final Block first = register_module("first", new Block(WIDTH, WIDTH));
  private final Block second = register_module("second", new Block(WIDTH, WIDTH));
  private final Conv2dImpl down = register_module("down", conv(WIDTH, 2 * WIDTH, 3, 2));
  private final Block third = register_module("third", new Block(2 * WIDTH, 2 * WIDTH));
  private final Block fourth = register_module("fourth", new Block(2 * WIDTH, 2 * WIDTH));
  private final Conv2dImpl up = register_module("up", conv(2 * WIDTH, WIDTH, 3, 1));
  private final Block fifth = register_module("fifth", new Block(2 * WIDTH, WIDTH));
  private final Block sixth = register_module("sixth", new Block(WIDTH, WIDTH));
  private final GroupNormImpl norm = register_module("norm", groups(WIDTH));
  private final Conv2dImpl leave = register_module("leave", conv(WIDTH, 4, 3, 1));

  private LibtorchUNet() {
    super("unet");
    quiet(leave);
  }

  /** Norm, SiLU, convolution, what is told; norm, SiLU, convolution; the input beside it. */
  private static final class Block extends Module {
    private final GroupNormImpl before;
    private final Conv2dImpl first;
    private final LinearImpl told;
    private final GroupNormImpl between;
    private final Conv2dImpl second;
    private final Conv2dImpl shortcut;

    Block(int in, int out) {
      super("block");
      before = register_module("before", groups(in));
      first = register_module("first", conv(in, out, 3, 1));
      told = register_module("told", new LinearImpl(TOLD, out));
      between = register_module("between", groups(out));
      second = register_module("second", conv(out, out, 3, 1));
      shortcut = in == out ? null : register_module("shortcut", conv(in, out, 1, 1));
      quiet(second);
    }

    Tensor forward(Tensor x, Tensor conditions) {
      Tensor shift = told.forward(conditions).unsqueeze(-1).unsqueeze(-1);
      Tensor y = first.forward(torch.silu(before.forward(x))).add(shift);
      Tensor z = second.forward(torch.silu(between.forward(y)));
      return z.add(shortcut == null ? x : shortcut.forward(x));
    }
  }

  private static Conv2dImpl conv(int in, int out, int kernel, int stride) {
    Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
    options.stride().put(new LongPointer(stride, stride));
    options.padding().put(new LongPointer(kernel / 2, kernel / 2));
    return new Conv2dImpl(options);
  }

  private static GroupNormImpl groups(int channels) {
    return new GroupNormImpl(new GroupNormOptions(8, channels));
  }

  /** At first it gives nothing. */
  private static void quiet(Conv2dImpl layer) {
    layer.weight().data().zero_();
    layer.bias().data().zero_();
  }

  private Tensor forward(Tensor x, Tensor steps, Tensor labels) {
    Tensor angles = steps.to(torch.ScalarType.Float).unsqueeze(1).mul(frequencies);
    Tensor waves = torch.cat(new TensorVector(angles.sin(), angles.cos()), 1);
    Tensor told =
        torch.silu(
            secondTold.forward(torch.silu(firstTold.forward(waves))).add(classes.forward(labels)));
    Tensor entered = enter.forward(torch.pixel_unshuffle(x, 2));
    Tensor large = second.forward(first.forward(entered, told), told);
    Tensor small = fourth.forward(third.forward(down.forward(large), told), told);
    Tensor grown =
        torch.upsample_nearest2d(small, new long[] {2 * small.size(2), 2 * small.size(3)});
    Tensor beside = torch.cat(new TensorVector(up.forward(grown), large), 1);
    Tensor y = sixth.forward(fifth.forward(beside, told), told);
    return torch.pixel_shuffle(leave.forward(torch.silu(norm.forward(y))), 2);
  }

  private long numbers() {
    long sum = 0;
    for (Tensor each : parameters().get()) {
      sum += each.numel();
    }
    return sum;
  }

  /** What is left of the data after each step, by the cosine schedule. */
  private static Tensor kept() {
    float[] kept = new float[STEPS];
    double product = 1;
    for (int t = 0; t < STEPS; t++) {
      product *= 1 - Math.min(0.999, 1 - wave(t + 1) / wave(t));
      kept[t] = (float) product;
    }
    return torch.tensor(kept);
  }

  private static double wave(int t) {
    double cosine = Math.cos(((double) t / STEPS + 0.008) / 1.008 * Math.PI / 2);
    return cosine * cosine;
  }

  /**
   * A step, with the batches ready.
   *
   * @param sizes of a batch of images
   */
  static Runnable step(long[] sizes) {
    LibtorchUNet net = new LibtorchUNet();
    System.err.println("unet: " + net.numbers() + " numbers are learned");
    Adam adam = new Adam(net.parameters(), new AdamOptions(2e-3));
    long[] batch = {sizes[0]};
    Tensor[] images = new Tensor[BATCHES];
    Tensor[] labels = new Tensor[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      images[i] = torch.rand(sizes);
      labels[i] = torch.randint(CLASSES, batch, LONG);
    }
    Tensor kept = kept();
    Tensor none = torch.tensor(CLASSES).to(torch.ScalarType.Long);
    int[] number = {0};
    return () -> {
      int i = number[0]++ % BATCHES;
      Tensor steps = torch.randint(STEPS, batch, LONG);
      Tensor noise = torch.randn(sizes);
      Tensor share = kept.index_select(0, steps).reshape(sizes[0], 1, 1, 1);
      Tensor scaled = images[i].sub(new Scalar(0.5)).div(new Scalar(0.5));
      Tensor left = share.sqrt();
      Tensor lost = share.neg().add(new Scalar(1)).sqrt();
      Tensor noisy = scaled.mul(left).add(noise.mul(lost));
      Tensor velocity = noise.mul(left).sub(scaled.mul(lost));
      Tensor told = torch.where(torch.rand(batch).lt(new Scalar(UNTOLD)), none, labels[i]);
      adam.zero_grad();
      Tensor loss = torch.mse_loss(net.forward(noisy, steps, told), velocity);
      loss.backward();
      adam.step();
    };
  }
}
