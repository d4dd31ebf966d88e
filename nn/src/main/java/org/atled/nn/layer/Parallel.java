package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Several branches of one input, named 0, 1, 2 …, whose results become one: concatenated along an
 * axis, as in an Inception block (Szegedy et al. 2015), or added. {@link Branch} gives them each by
 * itself, {@link Residual} adds one to its input.
 */
public final class Parallel extends Layer implements Container {
  /**
   * What a layer is made from.
   *
   * @param branches each takes the input
   * @param axis along which their results are concatenated; empty: they are added
   */
  public record Config(List<Layer> branches, Optional<Integer> axis) {
    public Config {
      if (branches.isEmpty()) {
        throw new ArgumentException("Parallel: takes at least one branch.");
      }
      branches = List.copyOf(branches);
    }
  }

  private final Config config;

  public Parallel(Config config) {
    this.config = config;
    for (int i = 0; i < config.branches().size(); i++) {
      child(Integer.toString(i), config.branches().get(i));
    }
  }

  /** With results concatenated along the channels, axis 1. */
  public static Parallel concatenating(Layer... branches) {
    return new Parallel(new Config(List.of(branches), Optional.of(1)));
  }

  /** With results added, which must have one shape. */
  public static Parallel adding(Layer... branches) {
    return new Parallel(new Config(List.of(branches), Optional.empty()));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    List<Tensor> results = config.branches().stream().map(each -> each.apply(x, mode)).toList();
    check(results.stream().map(Tensor::shape).toList());
    return config
        .axis()
        .map(axis -> Structure.concat(axis, results.toArray(Tensor[]::new)))
        .orElseGet(() -> results.stream().reduce(Tensor::add).orElseThrow());
  }

  private void check(List<Shape> shapes) {
    Shape first = shapes.getFirst();
    for (int i = 1; i < shapes.size(); i++) {
      Shape other = shapes.get(i);
      boolean fits =
          config
              .axis()
              .map(axis -> other.rank() == first.rank() && sameBut(axis, first, other))
              .orElseGet(() -> other.equals(first));
      if (!fits) {
        String join =
            config
                .axis()
                .map("concatenated along axis %d; all other axes must have one size"::formatted)
                .orElse("added; they must have one shape");
        throw new ShapeException(
            "branch 0 gives %s and branch %d %s, which cannot be %s."
                .formatted(first, i, other, join));
      }
    }
  }

  private static boolean sameBut(int axis, Shape first, Shape other) {
    int along = first.axis(axis);
    return other.with(along, first.size(along)).equals(first);
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
    return "Parallel"
        + config.branches()
        + config.axis().map(axis -> " concatenating along " + axis).orElse(" adding");
  }
}
