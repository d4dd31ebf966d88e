package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A convolution or a gradient of one, of float32. Flops: 2·batch·out·windows·in·kernel². Bytes:
 * each of its three tensors once.
 */
record Convolution(
    Part part, int batch, int in, int size, int out, int kernel, int stride, int padding) {
  private static final int[] BATCHES = {8, 1};

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

  /** What is computed of it. */
  enum Part {
    FORWARD,
    BY_INPUT,
    BY_WEIGHT
  }

  static List<Convolution> all() {
    List<Convolution> all = new ArrayList<>();
    for (int batch : BATCHES) {
      for (int[] l : LAYERS) {
        for (Part part : Part.values()) {
          all.add(new Convolution(part, batch, l[0], l[1], l[2], l[3], l[4], l[5]));
        }
      }
    }
    return all;
  }

  private int windows() {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  Workload workload() {
    long x = (long) batch * in * size * size;
    long w = (long) out * in * kernel * kernel;
    long y = (long) batch * out * windows() * windows();
    long bytes = 4 * (x + w + y);
    String shape =
        "%dx%dx%dx%d to %d by %dx%d step %d %s"
            .formatted(
                batch,
                in,
                size,
                size,
                out,
                kernel,
                kernel,
                stride,
                part.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return new Repeated(
        "conv",
        shape,
        1,
        () -> new Repeated.Work(2 * y * (w / out), bytes, bytes),
        Rate.Unit.GFLOPS,
        inputs -> planned());
  }

  /** As a plan that writes the result into a cell. */
  private Planned planned() {
    Tensor x = tensor("x", batch, in, size, size);
    Tensor w = tensor("w", out, in, kernel, kernel);
    Tensor y = tensor("y", batch, out, windows(), windows());
    Sliding sliding = Sliding.byOne().withStride(stride).withPadding(padding);
    Parameter input = new Parameter(x);
    Parameter weight = new Parameter(w);
    Buffer cell =
        new Buffer(
            switch (part) {
              case FORWARD -> y;
              case BY_INPUT -> x;
              case BY_WEIGHT -> w;
            });
    Compiled compiled =
        Compiled.of(tensors -> {
          Tensor result = input.value().conv2d(weight.value(), sliding, 1);
          Parameter wanted = part == Part.BY_INPUT ? input : weight;
          cell.copyInto(
              part == Part.FORWARD
                  ? result.detach()
                  : Autograd.gradients(result.mul(tensors.getFirst()).sum(), List.of(wanted))
                      .of(wanted));
          return List.of();
        });
    float first = w.toFloats()[0];
    return new Planned(
        compiled,
        number -> {
          // In training a kernel is never the same again.
          if (part == Part.BY_INPUT) {
            weight.at(Index.at(0), Index.at(0), Index.at(0), Index.at(0)).set(first);
          }
          return List.of(y);
        });
  }

  private static Tensor tensor(String name, long... sizes) {
    return Sample.normal(Seed.of(1).at(name), new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }
}
