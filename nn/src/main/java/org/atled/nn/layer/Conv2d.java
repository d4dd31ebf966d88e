package org.atled.nn.layer;

/** A convolution over two axes, [batch, in, height, width] → the same with out channels. */
public final class Conv2d extends Conv {
  /** With a kernel of one size, bias, and without padding: PyTorch's {@code Conv2d(in, out, k)}. */
  public Conv2d(long in, long out, long kernel) {
    this(Config.of(in, out, kernel));
  }

  public Conv2d(Config config) {
    super(2, config);
  }
}
