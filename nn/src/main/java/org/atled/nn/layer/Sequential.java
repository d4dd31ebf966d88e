package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/** Layers one after another, named 0, 1, 2 …. */
public final class Sequential extends Module {
  private final List<Module> layers;

  private Sequential(List<? extends Module> layers) {
    this.layers = List.copyOf(layers);
    for (int i = 0; i < layers.size(); i++) {
      child(Integer.toString(i), layers.get(i));
    }
  }

  public static Sequential of(Module... layers) {
    return new Sequential(List.of(layers));
  }

  public static Sequential of(List<? extends Module> layers) {
    return new Sequential(layers);
  }

  static Sequential from(JsonPlace json, Layers known) {
    return of(json.list("layers").stream().map(known::make).toList());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (Module layer : layers) {
      y = layer.apply(y, mode);
    }
    return y;
  }

  /**
   * The layers' descriptions; each may be of a kind that {@link Layers} must be told of.
   *
   * @throws StateException if a layer with parameters stands here twice: a list of descriptions
   *     cannot say that two are one
   */
  @Override
  public Optional<JsonObject> config() {
    for (Module layer : layers) {
      if (layers.indexOf(layer) != layers.lastIndexOf(layer) && !layer.parameters().isEmpty()) {
        throw new StateException(
            layer.title()
                + " stands twice in "
                + title()
                + ", which a description cannot say; write a module of your own for tied layers.");
      }
    }
    JsonArray described = new JsonArray(layers.stream().<Json>map(Layers::describe).toList());
    return Optional.of(JsonObject.builder().put("layers", described).build());
  }

  @Override
  public String toString() {
    return "Sequential" + layers;
  }
}
