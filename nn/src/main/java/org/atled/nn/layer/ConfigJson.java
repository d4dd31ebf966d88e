package org.atled.nn.layer;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.json.JsonString;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/**
 * Configs as JSON: each component of the record is a member of the object, under its name. A
 * component is a number, a boolean, a string, an enum (its name in small letters), a module, an
 * initialiser, a record of such, or a list or an optional of such; an empty optional is left out.
 */
final class ConfigJson {
  private static final String TYPE = "type";

  /** An initialiser that no file can hold, such as a lambda: loaded, it says so if it must draw. */
  private static final String CODE = "code";

  private static final Map<String, Class<? extends Record>> INITIALIZERS =
      Stream.<Class<? extends Record>>of(
              Initializer.Constant.class,
              Initializer.Uniform.class,
              Initializer.Signs.class,
              Initializer.Normal.class,
              Initializer.XavierUniform.class,
              Initializer.XavierNormal.class,
              Initializer.HeUniform.class,
              Initializer.HeNormal.class,
              Initializer.TruncatedNormal.class,
              Initializer.Orthogonal.class,
              Initializer.Sparse.class,
              Initializer.Identity.class,
              Initializer.Dirac.class)
          .collect(Collectors.toMap(ConfigJson::nameOf, Function.identity()));

  private final Layers layers;

  /**
   * @param layers that modules in a config are made by
   */
  ConfigJson(Layers layers) {
    this.layers = layers;
  }

  /** The members of a config, after those that are there. */
  static void write(Record config, JsonObject.Builder into) {
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      json(value(component, config), component.getGenericType(), component)
          .ifPresent(value -> into.put(component.getName(), value));
    }
  }

  /** By the declared type, as reading goes: what could not be read again is not written. */
  private static Optional<Json> json(Object value, Type type, RecordComponent component) {
    if (value instanceof Optional<?> maybe) {
      return maybe.flatMap(each -> json(each, argument(type, component), component));
    }
    if (value instanceof List<?> list) {
      Type each = argument(type, component);
      return Optional.of(
          new JsonArray(
              list.stream().flatMap(item -> json(item, each, component).stream()).toList()));
    }
    if (!isRead(type)) {
      throw unknown(component);
    }
    return Optional.of(
        switch (value) {
          case Long number -> JsonNumber.of(number);
          case Integer number -> JsonNumber.of((long) number);
          case Double number -> JsonNumber.of(number);
          case Boolean bool -> new JsonBool(bool);
          case String text -> new JsonString(text);
          case Enum<?> constant -> new JsonString(nameOf(constant));
          case Module module -> Layers.describe(module);
          case Initializer initializer -> initializer(initializer);
          case Record record -> {
            JsonObject.Builder nested = JsonObject.builder();
            write(record, nested);
            yield nested.build();
          }
          default -> throw unknown(component);
        });
  }

  private static boolean isRead(Type type) {
    return type instanceof Class<?> plain
        && (plain.isPrimitive()
            || plain.isEnum()
            || plain.isRecord()
            || plain == Initializer.class
            || Module.class.isAssignableFrom(plain)
            || List.of(Long.class, Integer.class, Double.class, Boolean.class, String.class)
                .contains(plain));
  }

  private static Json initializer(Initializer initializer) {
    JsonObject.Builder json = JsonObject.builder();
    if (initializer instanceof Record record && INITIALIZERS.containsValue(record.getClass())) {
      json.put(TYPE, nameOf(record.getClass()));
      write(record, json);
    } else {
      json.put(TYPE, CODE);
    }
    return json.build();
  }

  /**
   * The config that was written.
   *
   * @param json an object, which may have a member {@code type} that is no component
   * @throws AtledException if a member is missing, unknown or of another kind, or the record
   *     refuses what they say
   */
  <C extends Record> C read(Class<C> type, JsonPlace json) {
    RecordComponent[] components = type.getRecordComponents();
    checkKeys(json, components);
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < values.length; i++) {
      types[i] = components[i].getType();
      values[i] = member(json, components[i]);
    }
    try {
      Constructor<C> constructor = type.getDeclaredConstructor(types);
      open(constructor, type);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void checkKeys(JsonPlace json, RecordComponent[] components) {
    Set<String> unknown = new TreeSet<>(json.keys());
    unknown.remove(TYPE);
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    known.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw json.error(
          "has %s, which is not known here; it takes %s."
              .formatted(unknown, known.isEmpty() ? "nothing but its type" : known));
    }
  }

  private Object member(JsonPlace json, RecordComponent component) {
    String key = component.getName();
    if (component.getType() == Optional.class) {
      Type inner = argument(component.getGenericType(), component);
      return json.find(key).map(place -> value(place, inner, component));
    }
    if (component.getType() == Initializer.class && !json.has(key)) {
      return Initializer.standard();
    }
    return value(json.get(key), component.getGenericType(), component);
  }

  private Object value(JsonPlace place, Type type, RecordComponent component) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<Object> items = new ArrayList<>();
      for (JsonPlace item : place.items()) {
        items.add(value(item, argument(list, component), component));
      }
      return items;
    }
    Class<?> wanted = type instanceof Class<?> plain ? plain : Object.class;
    if (wanted == long.class || wanted == Long.class) {
      return place.asLong();
    }
    if (wanted == int.class || wanted == Integer.class) {
      long number = place.asLong();
      if (number != (int) number) {
        throw place.error("is " + number + ", which is beyond an integer of 32 bits.");
      }
      return (int) number;
    }
    if (wanted == double.class || wanted == Double.class) {
      return place.asDouble();
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return place.asBool();
    }
    if (wanted == String.class) {
      return place.asString();
    }
    if (wanted == Initializer.class) {
      return initializer(place);
    }
    if (wanted.isEnum()) {
      return constant(place, wanted);
    }
    if (Module.class.isAssignableFrom(wanted)) {
      return module(place, wanted);
    }
    if (wanted.isRecord()) {
      return read(wanted.asSubclass(Record.class), place);
    }
    throw unknown(component);
  }

  private Module module(JsonPlace place, Class<?> wanted) {
    Module module = layers.make(place);
    if (!wanted.isInstance(module)) {
      throw place.error(
          "is a %s, but a %s is needed here."
              .formatted(module.getClass().getSimpleName(), wanted.getSimpleName()));
    }
    return module;
  }

  private Initializer initializer(JsonPlace place) {
    String name = place.string(TYPE);
    if (name.equals(CODE)) {
      return (seed, type) -> {
        throw new StateException(
            "The initialiser of this layer was code, which a description cannot hold; make the"
                + " layer anew, or load its numbers.");
      };
    }
    Class<? extends Record> kind = INITIALIZERS.get(name);
    if (kind == null) {
      throw place.error(
          "has the type \"%s\", which is no initialiser; there are %s."
              .formatted(name, new TreeSet<>(INITIALIZERS.keySet())));
    }
    return (Initializer) read(kind, place);
  }

  private static Object constant(JsonPlace place, Class<?> wanted) {
    List<Enum<?>> constants =
        Arrays.stream(wanted.getEnumConstants()).<Enum<?>>map(each -> (Enum<?>) each).toList();
    return constants.stream()
        .filter(each -> nameOf(each).equals(place.asString()))
        .findFirst()
        .orElseThrow(() ->
            place.error(
                "is \"%s\" but must be one of %s."
                    .formatted(
                        place.asString(), constants.stream().map(ConfigJson::nameOf).toList())));
  }

  /** The components of a config, in their order. */
  static Stream<Object> values(Record config) {
    return Arrays.stream(config.getClass().getRecordComponents()).map(c -> value(c, config));
  }

  private static Object value(RecordComponent component, Record config) {
    try {
      open(component.getAccessor(), config.getClass());
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void open(AccessibleObject member, Class<?> type) {
    if (!member.trySetAccessible()) {
      throw new StateException(
          "The config %s cannot be looked into; make it public in an exported package, or open its"
                  .formatted(type.getName())
              + " package to org.atled.nn.");
    }
  }

  /** What a list or an optional is of. */
  private static Type argument(Type type, RecordComponent component) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[0];
    }
    throw unknown(component);
  }

  private static StateException unknown(RecordComponent component) {
    return new StateException(
        "%s.%s is a %s, which a description cannot hold; it holds numbers, booleans, strings, enums,"
                .formatted(
                    component.getDeclaringRecord().getSimpleName(),
                    component.getName(),
                    component.getGenericType().getTypeName())
            + " modules, initialisers, records of such, and lists and optionals of such.");
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String nameOf(Class<?> kind) {
    String name = kind.getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
