package org.atled.nn.layer;

/**
 * A transposed convolution over one axis, [batch, in, length] → out channels, and longer by the
 * stride.
 */
public final class ConvTranspose1d extends ConvTranspose {
  /** With a kernel of one size, bias, and without padding. */
  public ConvTranspose1d(long in, long out, long kernel) {
    this(Config.of(in, out, kernel));
  }

  public ConvTranspose1d(Config config) {
    super(1, config);
  }
}
