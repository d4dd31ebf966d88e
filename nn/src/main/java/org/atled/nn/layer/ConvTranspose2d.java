package org.atled.nn.layer;

/**
 * A transposed convolution over two axes, [batch, in, height, width] → out channels, and longer by
 * the stride.
 */
public final class ConvTranspose2d extends ConvTranspose {
  /** With a kernel of one size, bias, and without padding. */
  public ConvTranspose2d(long in, long out, long kernel) {
    this(Config.of(in, out, kernel));
  }

  public ConvTranspose2d(Config config) {
    super(2, config);
  }
}
