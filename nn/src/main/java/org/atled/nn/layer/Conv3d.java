package org.atled.nn.layer;

/**
 * A convolution over three axes, [batch, in, depth, height, width] → the same with out channels.
 */
public final class Conv3d extends Conv {
  /** With a kernel of one size, bias, and without padding: PyTorch's {@code Conv3d(in, out, k)}. */
  public Conv3d(long in, long out, long kernel) {
    this(Config.of(in, out, kernel));
  }

  public Conv3d(Config config) {
    super(3, config);
  }
}
