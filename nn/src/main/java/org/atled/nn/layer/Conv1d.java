package org.atled.nn.layer;

/** A convolution over one axis, [batch, in, length] → the same with out channels. */
public final class Conv1d extends Conv {
  /** With a kernel of one size, bias, and without padding: PyTorch's {@code Conv1d(in, out, k)}. */
  public Conv1d(long in, long out, long kernel) {
    this(Config.of(in, out, kernel));
  }

  public Conv1d(Config config) {
    super(1, config);
  }
}
