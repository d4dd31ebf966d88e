import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** The rows {@code cnn}, {@code resnet}, {@code resnet18} and {@code conv} in libtorch. */
final class LibtorchImages {
  private static final TensorOptions LONG = new TensorOptions(torch.ScalarType.Long);
  private static final int CLASSES = 10;
  private static final int BATCHES = 8;

  /** Inputs, side, outputs, kernel, stride and padding of the layers of ResNet-18 at 224×224. */
  private static final int[][] LAYERS = {
    {3, 224, 64, 7, 2, 3},
    {64, 56, 64, 3, 1, 1},
    {64, 56, 128, 3, 2, 1},
    {64, 56, 128, 1, 2, 0},
    {128, 28, 128, 3, 1, 1},
    {128, 28, 256, 3, 2, 1},
    {256, 14, 256, 3, 1, 1},
    {256, 14, 512, 3, 2, 1},
    {512, 7, 512, 3, 1, 1},
  };

  private LibtorchImages() {}

  static void rows(Measure measure) {
    measure.row("cnn", "cnn [1, 28, 28] batch 64", () -> List.of(cnn()));
    measure.row("resnet", "resnet:14,32 [3, 32, 32] batch 32", () -> List.of(resnet()));
    measure.row("resnet18", "resnet:18 [3, 224, 224] batch 1", () -> List.of(answer()));
    for (int batch : new int[] {8, 1}) {
      for (int[] layer : LAYERS) {
        for (Part part : Part.values()) {
          measure.row(
              "conv", text(batch, layer, part), () -> List.of(convolution(batch, layer, part)));
        }
      }
    }
  }

  /** What is computed of a convolution. */
  private enum Part {
    FORWARD,
    BY_INPUT,
    BY_WEIGHT
  }

  private static String text(int batch, int[] l, Part part) {
    return "%dx%dx%dx%d to %d by %dx%d step %d %s"
        .formatted(
            batch,
            l[0],
            l[1],
            l[1],
            l[2],
            l[3],
            l[3],
            l[4],
            part.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static Runnable convolution(int batch, int[] l, Part part) {
    Tensor x = torch.randn(batch, l[0], l[1], l[1]);
    Tensor w = torch.randn(l[2], l[0], l[3], l[3]);
    TensorOptional none = new TensorOptional();
    long[] stride = {l[4], l[4]};
    long[] padding = {l[5], l[5]};
    long[] one = {1, 1};
    if (part == Part.FORWARD) {
      return Libtorch.inScope(() -> torch.conv2d(x, w, none, stride, padding, one, 1));
    }
    Tensor y = torch.conv2d(x, w, none, stride, padding, one, 1);
    Tensor cotangent = torch.randn_like(y);
    BoolPointer wanted =
        new BoolPointer(3)
            .put(0, part == Part.BY_INPUT)
            .put(1, part == Part.BY_WEIGHT)
            .put(2, false);
    long[] bias = {0};
    long[] zero = {0, 0};
    return Libtorch.inScope(() ->
        torch.convolution_backward(
            cotangent, x, w, bias, stride, padding, one, false, zero, 1, wanted));
  }

  /** What maps a batch of images to scores. */
  private interface Scores {
    Tensor of(Tensor x);
  }

  private static Runnable cnn() {
    Module net = new Module("cnn");
    Conv2dImpl first = net.register_module("first", conv(1, 32, 3, 1, true));
    Conv2dImpl second = net.register_module("second", conv(32, 64, 3, 1, true));
    LinearImpl third = net.register_module("third", new LinearImpl(64 * 7 * 7, 128));
    LinearImpl last = net.register_module("last", new LinearImpl(128, CLASSES));
    Adam adam = new Adam(net.parameters(), new AdamOptions(1e-3));
    return steps(
        adam,
        new long[] {64, 1, 28, 28},
        x -> {
          Tensor small = torch.max_pool2d(torch.relu(first.forward(x)), 2);
          Tensor smaller = torch.max_pool2d(torch.relu(second.forward(small)), 2);
          return last.forward(torch.relu(third.forward(smaller.flatten(1, -1))));
        });
  }

  private static Runnable resnet() {
    ResNet net = new ResNet(conv(3, 32, 3, 1, false), 2, CLASSES, 32, 64, 128);
    SGDOptions options = new SGDOptions(0.05);
    options.momentum().put(0.9);
    SGD sgd = new SGD(net.parameters(), options);
    return steps(sgd, new long[] {32, 3, 32, 32}, net::forward);
  }

  private static Runnable steps(Optimizer optimizer, long[] sizes, Scores net) {
    Tensor[] images = new Tensor[BATCHES];
    Tensor[] labels = new Tensor[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      images[i] = torch.rand(sizes);
      labels[i] = torch.randint(CLASSES, new long[] {sizes[0]}, LONG);
    }
    int[] number = {0};
    return Libtorch.inScope(() -> {
      int i = number[0]++ % BATCHES;
      optimizer.zero_grad();
      torch.cross_entropy(net.of(images[i]), labels[i]).backward();
      optimizer.step();
    });
  }

  /** One image through ResNet-18 as it answers. */
  private static Runnable answer() {
    ResNet net = new ResNet(conv(3, 64, 7, 2, false), 2, 1000, 64, 128, 256, 512);
    net.eval();
    Tensor x = torch.rand(1, 3, 224, 224);
    return Libtorch.inScope(() -> {
      try (AutoGradMode off = new AutoGradMode(false)) {
        Tensor small = torch.relu(net.norm.forward(net.stem.forward(x)));
        Tensor pooled =
            torch.max_pool2d(
                small,
                new long[] {3, 3},
                new long[] {2, 2},
                new long[] {1, 1},
                new long[] {1, 1},
                false);
        net.head(pooled);
      }
    });
  }

  private static Conv2dImpl conv(int in, int out, int kernel, int stride, boolean bias) {
    Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
    options.stride().put(new LongPointer(stride, stride));
    options.padding().put(new LongPointer(kernel / 2, kernel / 2));
    options.bias().put(bias);
    return new Conv2dImpl(options);
  }

  private static BatchNorm2dImpl norm(int channels) {
    return new BatchNorm2dImpl(new BatchNormOptions(channels));
  }

  /** Two convolutions with batch norm, and the input beside them. */
  private static final class Block extends Module {
    private final Conv2dImpl first;
    private final BatchNorm2dImpl firstNorm;
    private final Conv2dImpl second;
    private final BatchNorm2dImpl secondNorm;
    private final Conv2dImpl shortcut;
    private final BatchNorm2dImpl shortcutNorm;

    Block(int in, int out, int stride) {
      super("block");
      first = register_module("first", conv(in, out, 3, stride, false));
      firstNorm = register_module("first_norm", norm(out));
      second = register_module("second", conv(out, out, 3, 1, false));
      secondNorm = register_module("second_norm", norm(out));
      boolean same = in == out && stride == 1;
      shortcut = same ? null : register_module("shortcut", conv(in, out, 1, stride, false));
      shortcutNorm = same ? null : register_module("shortcut_norm", norm(out));
    }

    Tensor forward(Tensor x) {
      Tensor beside = shortcut == null ? x : shortcutNorm.forward(shortcut.forward(x));
      Tensor y = torch.relu(firstNorm.forward(first.forward(x)));
      return torch.relu(secondNorm.forward(second.forward(y)).add_(beside));
    }
  }

  /** A first convolution, stages of blocks, each but the first with half the side, and a layer. */
  private static final class ResNet extends Module {
    private final Conv2dImpl stem;
    private final BatchNorm2dImpl norm;
    private final Block[] blocks;
    private final LinearImpl last;

    ResNet(Conv2dImpl stem, int each, int classes, int... widths) {
      super("resnet");
      this.stem = register_module("stem", stem);
      norm = register_module("norm", norm(widths[0]));
      blocks = new Block[each * widths.length];
      int in = widths[0];
      for (int i = 0; i < blocks.length; i++) {
        int out = widths[i / each];
        blocks[i] =
            register_module("block" + i, new Block(in, out, i > 0 && i % each == 0 ? 2 : 1));
        in = out;
      }
      last = register_module("last", new LinearImpl(in, classes));
    }

    Tensor forward(Tensor x) {
      return head(torch.relu(norm.forward(stem.forward(x))));
    }

    Tensor head(Tensor x) {
      Tensor y = x;
      for (Block block : blocks) {
        y = block.forward(y);
      }
      return last.forward(y.mean(2, 3));
    }
  }
}
