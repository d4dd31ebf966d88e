package org.atled.nn.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.Spelling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;

/**
 * What the layers of a network gave for one image, where they gave maps [channels, height, width].
 *
 * @param all in the order in which the calls ended, so that a layer stands before what it is part
 *     of
 */
public record FeatureMaps(List<Of> all) {
  /**
   * The maps of one layer.
   *
   * @param path of the layer
   * @param layer its title: {@code Conv2d "0"}
   * @param maps [channels, height, width]
   */
  public record Of(String path, String layer, Tensor maps) {
    /** Whether they have more than one place, so that they say where something is. */
    public boolean hasPlaces() {
      return maps.shape().size(1) * maps.shape().size(2) > 1;
    }
  }

  public FeatureMaps {
    all = List.copyOf(all);
  }

  /**
   * Evaluates a network on an image.
   *
   * @param image [channels, height, width], as the network takes it
   * @throws ShapeException if it is no such image, or the network does not take it
   */
  public static FeatureMaps of(Layer network, Tensor image) {
    Seen seen = new Seen();
    Tensor batch = batch(image);
    Autograd.noGrad(() -> network.apply(batch, Mode.evaluation().observedBy(seen)));
    return seen.maps();
  }

  /** A batch of this one. */
  static Tensor batch(Tensor image) {
    if (image.shape().rank() != 3) {
      throw new ShapeException(
          "An image is [channels, height, width], but this is %s; give one, without a batch axis."
              .formatted(image.shape()));
    }
    return image.unsqueeze(0);
  }

  /**
   * Those of a layer.
   *
   * @throws ArgumentException if none is called so, or it gave none; it lists those that did
   */
  public Of at(String path) {
    List<String> paths = all.stream().map(Of::path).toList();
    if (!paths.contains(path)) {
      throw new ArgumentException(
          "No layer \"%s\" gives maps [channels, height, width].%s There are: %s."
              .formatted(
                  path,
                  Spelling.guess(path, paths),
                  paths.isEmpty()
                      ? "none, as the network has no convolutions"
                      : String.join(", ", paths)));
    }
    return all.get(paths.indexOf(path));
  }

  /**
   * Those of the last layer that gave maps of more than one place.
   *
   * @throws ArgumentException if there is none
   */
  public Of last() {
    return all.reversed().stream()
        .filter(Of::hasPlaces)
        .findFirst()
        .orElseThrow(() ->
            new ArgumentException(
                "No layer of the network gives maps [channels, height, width] of more than one"
                    + " place, as convolutions do; take a network of convolutions, such as cnn, or"
                    + " a larger image."));
  }

  /** Hears what the layers give for a batch of one. */
  static final class Seen implements Observer {
    /**
     * One call.
     *
     * @param batch [1, channels, height, width], or [1, channels, steps] of a series
     */
    record Call(String path, String layer, Tensor batch) {}

    private final int rank;
    private final List<Call> calls = new ArrayList<>();

    /** Of an image. */
    Seen() {
      this(4);
    }

    private Seen(int rank) {
      this.rank = rank;
    }

    static Seen ofSeries() {
      return new Seen(3);
    }

    @Override
    public void called(Module module, Object result) {
      if (result instanceof Tensor tensor
          && tensor.shape().rank() == rank
          && tensor.shape().size(0) == 1) {
        calls.add(new Call(module.path(), module.title(), tensor));
      }
    }

    FeatureMaps maps() {
      return new FeatureMaps(
          calls.stream()
              .map(call -> new Of(call.path(), call.layer(), call.batch().get(0)))
              .toList());
    }

    /** Of a series that of the last layer that gave maps of more than one step. */
    Call last() {
      return calls.reversed().stream()
          .filter(call -> call.batch().shape().size(2) > 1)
          .findFirst()
          .orElseThrow(() ->
              new ArgumentException(
                  "No layer of the network gives maps [channels, steps] of more than one step, as"
                      + " convolutions do; take a network of convolutions, such as fcn."));
    }

    /** That of the layer of this path, else of the last that gave maps with places. */
    Call chosen(Optional<String> path) {
      FeatureMaps maps = maps();
      return calls.get(maps.all().indexOf(path.map(maps::at).orElseGet(maps::last)));
    }
  }
}
