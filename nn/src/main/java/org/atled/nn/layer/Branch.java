package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * Several branches of one input, named 0, 1, 2 …, and the result of each, in order: the heads of a
 * network with several tasks, say. {@link Parallel} makes one tensor of them.
 */
public final class Branch extends Module implements Container {
  /**
   * What a module is made from.
   *
   * @param branches each takes the input
   */
  public record Config(List<Layer> branches) {
    public Config {
      if (branches.isEmpty()) {
        throw new ArgumentException("Branch: takes at least one branch.");
      }
      branches = List.copyOf(branches);
    }
  }

  private final Config config;

  public Branch(Config config) {
    this.config = config;
    for (int i = 0; i < config.branches().size(); i++) {
      child(Integer.toString(i), config.branches().get(i));
    }
  }

  public static Branch of(Layer... branches) {
    return new Branch(new Config(List.of(branches)));
  }

  /** Evaluates; as {@link #apply(Tensor, Mode)} in {@link Mode#evaluation}. */
  public List<Tensor> apply(Tensor x) {
    return apply(x, Mode.evaluation());
  }

  /** What each branch gives for the input, in order. */
  public List<Tensor> apply(Tensor x, Mode mode) {
    return call(
        mode, () -> config.branches().stream().map(branch -> branch.apply(x, mode)).toList());
  }

  /**
   * What it is made from.
   *
   * @throws StateException if a layer with parameters or buffers stands here twice
   */
  @Override
  public Optional<Config> config() {
    Container.requireUntied(this);
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Branch" + config.branches();
  }
}
