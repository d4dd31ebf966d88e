package org.atled.nn.layer;

/**
 * A transposed convolution over three axes, [batch, in, depth, height, width] → out channels, and
 * longer by the stride.
 */
public final class ConvTranspose3d extends ConvTranspose {
  /** With a kernel of one size, bias, and without padding. */
  public ConvTranspose3d(long in, long out, long kernel) {
    this(Config.of(in, out, kernel));
  }

  public ConvTranspose3d(Config config) {
    super(3, config);
  }
}
