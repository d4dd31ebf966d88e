package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.lectures.Findings;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Conv;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * Convolutions are said to be equivariant: move the input, and the features move along. A window is
 * cut from a picture, and once more some columns further right; what the network makes of both is
 * laid over each other, place by place of the picture. Where padding stands in for what lies
 * outside of the window, and where steps of two fall on other pixels, they need not agree (Azulay
 * and Weiss, "Why do deep convolutional networks generalize so poorly to small image
 * transformations?", 2019).
 */
final class ShiftedScene {
  private static final int LAYERS = 3;
  private static final int CHANNELS = 4;
  private static final int K = 3;

  /** Columns of a window. */
  private static final int WIDTH = 16;

  /** Where the window begins in the picture, in the middle of a digit. */
  private static final int ROW = 5;

  private static final int COLUMN = 4;

  private ShiftedScene() {}

  /** Convolutions of 3×3 with ReLU; the first one takes the steps. */
  private static Layer network(int layers, Conv.Around around, int stride, Seed seed) {
    List<Layer> all = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      all.add(
          new Conv2d(
              Conv2d.Config.of(layer == 0 ? 1 : CHANNELS, CHANNELS, K)
                  .withStride(layer == 0 ? stride : 1)
                  .withPadding(K / 2)
                  .paddedBy(around)
                  .initializedBy(Initializer.heNormal(Math.sqrt(2)))));
      all.add(new ReLU());
    }
    Sequential network = Sequential.of(all);
    network.initialize(seed);
    return network;
  }

  /**
   * Features of both windows where they show the same place.
   *
   * @param here of the window, [1, channels, rows, columns]
   * @param moved of the other one
   */
  private record Overlap(Tensor here, Tensor moved) {
    /** In how many columns some feature is another number. */
    int columns() {
      Tensor most = here.sub(moved).abs().amax(Axes.of(0, 1, 2));
      return (int) IntStream.range(0, columnsInAll()).filter(j -> most.get(j).item() != 0).count();
    }

    int columnsInAll() {
      return (int) here.shape().size(3);
    }

    /** ‖a − b‖/‖a‖. */
    double difference() {
      return Math.sqrt(here.sub(moved).square().sum().item() / here.square().sum().item());
    }
  }

  private static Tensor window(Tensor picture, int column) {
    return picture.slice(2, ROW, ROW + WIDTH).slice(3, column, column + WIDTH);
  }

  /**
   * @param by how many columns the other window lies further right
   * @param places how many columns of the features that is
   */
  private static Overlap overlap(Layer network, Tensor picture, int by, int places) {
    Tensor here = network.apply(window(picture, COLUMN));
    Tensor moved = network.apply(window(picture, COLUMN + by));
    long columns = here.shape().size(3);
    return new Overlap(here.slice(3, places, columns), moved.slice(3, 0, columns - places));
  }

  /** One picture whose columns leave on one side and come in on the other: there is no edge. */
  private static double aroundInACircle(Seed seed, Tensor picture) {
    Layer network = network(LAYERS, Conv.Around.CIRCULAR, 1, seed);
    Tensor whole = window(picture, COLUMN);
    return network.apply(whole.roll(3, 1)).sub(network.apply(whole).roll(3, 1)).abs().max().item();
  }

  static void report(Seed seed, Findings.Builder findings) {
    Tensor picture = Digits.generate(seed.at("digit"), 10, 1).train().batch(2).x();
    Layer network = network(LAYERS, Conv.Around.ZEROS, 1, seed);
    Overlap one = overlap(network, picture, 1, 1);
    int expected = 2 * LAYERS * (K / 2);
    double circle = aroundInACircle(seed, picture);
    Layer strided = network(LAYERS, Conv.Around.ZEROS, 2, seed);
    Overlap twoByTwo = inner(overlap(strided, picture, 2, 1));
    double byOne =
        Math.min(
            inner(overlap(strided, picture, 1, 0)).difference(),
            inner(overlap(strided, picture, 1, 1)).difference());
    findings
        .say(
            "A window on a picture moves by a pixel, and so do the features of %d layers: in %d of"
                + " the %d columns that both windows show they are the same to the last bit. The"
                + " other %d, at most %d for each layer, see the zeros around the window in place"
                + " of the picture. Where a picture goes on in a circle they differ by %s.",
            LAYERS,
            one.columnsInAll() - one.columns(),
            one.columnsInAll(),
            one.columns(),
            2 * (K / 2),
            Rounding.text(circle))
        .say(
            "With a step of 2 in the first layer this holds for shifts of 2 pixels: away from the"
                + " edges the features differ by %s of their size. After a shift of 1, which falls"
                + " between two places, they differ by %.0f %% at best: equivariance, as books have"
                + " it, is that of layers without edges and steps.",
            Rounding.text(twoByTwo.difference()), 100 * byOne)
        .number("columns", one.columnsInAll())
        .number("columns-that-differ", one.columns())
        .number("columns-at-the-edges", expected)
        .number("difference-in-a-circle", circle)
        .number("stride-two-shift-two", twoByTwo.difference())
        .number("stride-two-shift-one", byOne)
        .figure(
            "shift",
            figure(picture, network, one),
            "One of the features. Only at the edges is there a difference, in the places where both"
                + " show the same part of the digit: the window's and the other's.");
  }

  /** Without the columns that edges reach. */
  private static Overlap inner(Overlap all) {
    long columns = all.columnsInAll();
    return new Overlap(
        all.here().slice(3, LAYERS, columns - LAYERS),
        all.moved().slice(3, LAYERS, columns - LAYERS));
  }

  private static Figure figure(Tensor picture, Layer network, Overlap one) {
    Tensor here = window(picture, COLUMN);
    Tensor moved = window(picture, COLUMN + 1);
    return ImageGrid.of("The window moves, and the features move along", 5)
        .image(image(here), "a window")
        .image(image(network.apply(here)), "its feature")
        .image(image(moved), "a pixel further")
        .image(image(network.apply(moved)), "its feature")
        .signed(image(one.here().sub(one.moved())), "difference where both see")
        .figure();
  }

  /** The first channel. */
  private static double[][] image(Tensor features) {
    return (double[][]) features.get(0).get(0).to(DType.FLOAT64).toArray();
  }
}
