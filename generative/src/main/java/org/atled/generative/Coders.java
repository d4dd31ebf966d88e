package org.atled.generative;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.BatchNorm2d;
import org.atled.nn.layer.Conv;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.ConvTranspose;
import org.atled.nn.layer.ConvTranspose2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;

/** The networks that encode, decode, make and score, for examples of a shape. */
public final class Coders {
  private static final long FEW = 32;
  private static final long MANY = 64;
  private static final double SLOPE = 0.2;

  private Coders() {}

  /** Linear layers: [batch, example] → [batch, out]. */
  public static Layer dense(Shape example, long hidden, long out) {
    return Sequential.of(
        new Flatten(),
        new Linear(example.elements(), hidden),
        new ReLU(),
        new Linear(hidden, hidden / 2),
        new ReLU(),
        new Linear(hidden / 2, out));
  }

  /** Its mirror: [batch, in] → [batch, example]. */
  public static Layer denseBack(Shape example, long hidden, long in) {
    return Sequential.of(
        new Linear(in, hidden / 2),
        new ReLU(),
        new Linear(hidden / 2, hidden),
        new ReLU(),
        new Linear(hidden, example.elements()),
        new Unflatten(example.toArray()));
  }

  /**
   * Convolutions that halve the sides twice: images [batch, channels, h, w] → [batch, out].
   *
   * @throws ArgumentException if the sides are no multiples of 4
   */
  public static Layer convolutional(Shape image, long out) {
    return Sequential.of(
        half(image.size(0), FEW),
        new ReLU(),
        half(FEW, MANY),
        new ReLU(),
        new Flatten(),
        new Linear(small(image).elements(), out));
  }

  /**
   * Its mirror, by transposed convolutions.
   *
   * @throws ArgumentException if the sides are no multiples of 4
   */
  public static Layer convolutionalBack(Shape image, long in) {
    return Sequential.of(
        new Linear(in, small(image).elements()),
        new ReLU(),
        new Unflatten(small(image).toArray()),
        twice(MANY, FEW),
        new ReLU(),
        twice(FEW, image.size(0)));
  }

  /** A generator of linear layers; from −1 to 1 if the data are bounded. */
  static Layer generator(Shape example, long in, boolean bounded) {
    Sequential body =
        Sequential.of(
            new Linear(in, 256),
            new BatchNorm1d(256),
            new LeakyReLU(SLOPE),
            new Linear(256, 512),
            new BatchNorm1d(512),
            new LeakyReLU(SLOPE),
            new Linear(512, example.elements()),
            new Unflatten(example.toArray()));
    return bounded ? Sequential.of(body, new Tanh()) : body;
  }

  /** A critic of linear layers, with so many scores. */
  static Layer critic(Shape example, long scores) {
    return Sequential.of(
        new Flatten(),
        new Linear(example.elements(), 512),
        new LeakyReLU(SLOPE),
        new Linear(512, 256),
        new LeakyReLU(SLOPE),
        new Linear(256, scores));
  }

  /** A generator of transposed convolutions: Radford, Metz and Chintala 2016, smaller. */
  static Layer convolutionalGenerator(Shape image, long in) {
    return Sequential.of(
        new Linear(in, small(image).elements()),
        new Unflatten(small(image).toArray()),
        new BatchNorm2d(MANY),
        new ReLU(),
        twice(MANY, FEW),
        new BatchNorm2d(FEW),
        new ReLU(),
        twice(FEW, image.size(0)),
        new Tanh());
  }

  /** Its critic. */
  static Layer convolutionalCritic(Shape image, long scores) {
    return Sequential.of(
        half(image.size(0), FEW),
        new LeakyReLU(SLOPE),
        half(FEW, MANY),
        new LeakyReLU(SLOPE),
        new Flatten(),
        new Linear(small(image).elements(), scores));
  }

  private static Layer half(long in, long out) {
    return new Conv2d(Conv.Config.of(in, out, 4, 4).withStride(2).withPadding(1));
  }

  private static Layer twice(long in, long out) {
    return new ConvTranspose2d(ConvTranspose.Config.of(in, out, 4, 4).withStride(2).withPadding(1));
  }

  private static Shape small(Shape image) {
    requireImage(image, "convolutions that halve the sides twice");
    return Shape.of(MANY, image.size(1) / 4, image.size(2) / 4);
  }

  /** Refuses what is no image with sides that can be halved twice. */
  static void requireImage(Shape example, String what) {
    if (example.rank() != 3 || example.size(1) % 4 != 0 || example.size(2) % 4 != 0) {
      throw new ArgumentException(
          "There are no %s for examples %s: they take images [channels, height, width] with sides that are multiples of 4."
              .formatted(what, example));
    }
  }
}
