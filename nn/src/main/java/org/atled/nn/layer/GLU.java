package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** a·sigmoid(b), a and b the halves of the input along an axis: Dauphin et al. 2017. */
public final class GLU extends Layer {
  /**
   * What a layer is made from.
   *
   * @param axis which is halved; negative to count from the end
   */
  public record Config(int axis) {}

  private final int axis;

  /** Halves the input along its last axis. */
  public GLU() {
    this(-1);
  }

  public GLU(int axis) {
    this.axis = axis;
  }

  public GLU(Config config) {
    this(config.axis());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.glu(axis);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(axis));
  }

  @Override
  public String toString() {
    return "GLU(" + axis + ")";
  }
}
