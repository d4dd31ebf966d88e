package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Layers with windows, one after the other, along one axis: convolutions, and poolings, which see
 * as much as a convolution of their size.
 */
record WindowStack(String name, List<Window> layers) {
  /**
   * A layer.
   *
   * @param k size of its kernel
   * @param s stride
   * @param d dilation
   */
  record Window(int k, int s, int d) {}

  WindowStack {
    layers = List.copyOf(layers);
  }

  private static Window of(int k, int s) {
    return new Window(k, s, 1);
  }

  private static List<Window> times(int count, int k, int s) {
    return Collections.nCopies(count, of(k, s));
  }

  private static WindowStack of(String name, List<List<Window>> parts) {
    return new WindowStack(name, parts.stream().flatMap(List::stream).toList());
  }

  /** Layers of three weights with these dilations. */
  static WindowStack dilated(String name, int... dilations) {
    return new WindowStack(
        name, Arrays.stream(dilations).mapToObj(d -> new Window(3, 1, d)).toList());
  }

  static WindowStack fiveOfThree() {
    return new WindowStack("five layers of 3", times(5, 3, 1));
  }

  /** LeCun, Bottou, Bengio and Haffner 1998. */
  static WindowStack leNet5() {
    return new WindowStack("LeNet-5", List.of(of(5, 1), of(2, 2), of(5, 1), of(2, 2)));
  }

  /** The convolutions and poolings of Krizhevsky, Sutskever and Hinton 2012. */
  static WindowStack alexNet() {
    return of(
        "AlexNet",
        List.of(
            List.of(of(11, 4), of(3, 2), of(5, 1), of(3, 2)), times(3, 3, 1), List.of(of(3, 2))));
  }

  /** The convolutions and poolings of Simonyan and Zisserman 2015, configuration D. */
  static WindowStack vgg16() {
    List<Window> all = new ArrayList<>();
    for (int convolutions : new int[] {2, 2, 3, 3, 3}) {
      all.addAll(times(convolutions, 3, 1));
      all.add(of(2, 2));
    }
    return new WindowStack("VGG-16", all);
  }

  /** The longest way through He et al. 2016, 18 layers. */
  static WindowStack resNet18() {
    List<Window> stage = times(3, 3, 1);
    List<Window> smaller = times(1, 3, 2);
    return of(
        "ResNet-18",
        List.of(
            List.of(of(7, 2), of(3, 2), of(3, 1)),
            stage,
            smaller,
            stage,
            smaller,
            stage,
            smaller,
            stage));
  }

  /** The receptive field after each layer: r ← r + d·(k − 1)·Π s over the layers before. */
  int[] fields() {
    int[] fields = new int[layers.size()];
    int r = 1;
    int step = 1; // Π s: the pixels from one output to the next
    for (int layer = 0; layer < fields.length; layer++) {
      Window window = layers.get(layer);
      r += window.d() * (window.k() - 1) * step;
      step *= window.s();
      fields[layer] = r;
    }
    return fields;
  }

  /** r = 1 + Σ d·(k − 1)·Π s. */
  int field() {
    return fields()[layers.size() - 1];
  }

  private int step() {
    return layers.stream().mapToInt(Window::s).reduce(1, (a, b) -> a * b);
  }

  /**
   * Where the gradient of one output by the input is not zero.
   *
   * @param extent from the first of these places to the last
   * @param places how many they are
   */
  record Seen(int extent, int places) {}

  /** Looks, with random weights and without padding. */
  Seen seen(Seed seed) {
    long length = field() + 2L * step(); // enough for three outputs, of which the second is asked
    Tensor x = normal(seed.at("x"), 1, 1, length).requiresGrad();
    Tensor y = x;
    for (int layer = 0; layer < layers.size(); layer++) {
      Window window = layers.get(layer);
      Sliding sliding = Sliding.byOne().withStride(window.s()).withDilation(window.d());
      y = y.conv1d(normal(seed.at(layer), 1, 1, window.k()), sliding, 1);
    }
    double[] g = Autograd.gradients(y.flatten().get(1), x).of(x).toDoubles();
    int[] places = IntStream.range(0, g.length).filter(i -> g[i] != 0).toArray();
    return new Seen(places[places.length - 1] - places[0] + 1, places.length);
  }

  private static Tensor normal(Seed seed, long... sizes) {
    return Sample.normal(seed, new TensorType(DType.FLOAT64, Shape.of(sizes)));
  }
}
