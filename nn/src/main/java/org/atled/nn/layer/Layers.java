package org.atled.nn.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Module;

/**
 * The layers that a description can name. Atled's own go by their simple names; yours go by the
 * name of their class and are added by {@link #with}.
 */
public final class Layers {
  private static final Layers STANDARD =
      new Layers(Map.of())
          .nesting("Sequential", Sequential::from)
          .with("Linear", Linear::from)
          .with("Flatten", json -> new Flatten())
          .with("Dropout", Dropout::from)
          .with("ReLU", json -> new ReLU())
          .with("LeakyReLU", LeakyReLU::from)
          .with("Sigmoid", json -> new Sigmoid())
          .with("Tanh", json -> new Tanh())
          .with("GELU", json -> new GELU())
          .with("SiLU", json -> new SiLU())
          .with("Softplus", json -> new Softplus());

  private final Map<String, BiFunction<JsonPlace, Layers, Module>> makers;

  private Layers(Map<String, BiFunction<JsonPlace, Layers, Module>> makers) {
    this.makers = makers;
  }

  /** Atled's layers. */
  public static Layers standard() {
    return STANDARD;
  }

  /**
   * These layers and one more.
   *
   * @param type the name in the description: for a module of your own, its class's name
   * @param maker makes it from its {@link Module#config}
   */
  public Layers with(String type, Function<JsonPlace, Module> maker) {
    return nesting(type, (json, layers) -> maker.apply(json));
  }

  /** As {@link #with}, for a module whose description holds those of others. */
  public Layers nesting(String type, BiFunction<JsonPlace, Layers, Module> maker) {
    Map<String, BiFunction<JsonPlace, Layers, Module>> more = new LinkedHashMap<>(makers);
    more.put(type, maker);
    return new Layers(more);
  }

  /** A module's description: its type and its config. */
  public static Json describe(Module module) {
    JsonObject.Builder description = JsonObject.builder().put("type", typeOf(module));
    Optional<JsonObject> config = module.config();
    config.ifPresent(c -> c.members().forEach(description::put));
    return description.build();
  }

  private static String typeOf(Module module) {
    Class<?> kind = module.getClass();
    return kind.getPackageName().equals(Layers.class.getPackageName())
        ? kind.getSimpleName()
        : kind.getName();
  }

  /**
   * The module that a description names, with its parameters not yet filled.
   *
   * @throws StateException if it names a type that is not known here
   */
  public Module make(JsonPlace json) {
    String type = json.string("type");
    BiFunction<JsonPlace, Layers, Module> maker = makers.get(type);
    if (maker == null) {
      throw new StateException(
          json.source()
              + ": the model needs the layer \""
              + type
              + "\", which is not one of Atled's; load it with Layers.standard().with(\""
              + type
              + "\", json -> …).");
    }
    try {
      return maker.apply(json, this);
    } catch (AtledException e) {
      throw e.within(json.source());
    }
  }
}
