package org.atled.cli;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What a run's file can say: an option of {@code atled train}, or its DATASET. Everything follows
 * from the option itself.
 *
 * @param key the option's name without dashes
 */
record Setting(String key, ArgSpec argument) {
  /** What picocli puts examples in the place of. */
  private static final String CANDIDATES = "${COMPLETION-CANDIDATES}";

  /** What a value is. */
  enum Kind {
    FLAG("boolean"),
    WHOLE("integer"),
    NUMBER("number"),
    TEXT("string");

    private final String schema;

    Kind(String schema) {
      this.schema = schema;
    }

    /** As JSON schemas call it. */
    String schema() {
      return schema;
    }
  }

  Kind kind() {
    Class<?> type = type();
    if (type == boolean.class || type == Boolean.class) {
      return Kind.FLAG;
    }
    if (type == Integer.class || type == Long.class) {
      return Kind.WHOLE;
    }
    return type == Double.class ? Kind.NUMBER : Kind.TEXT;
  }

  /** The type of one value. */
  Class<?> type() {
    Class<?> own = argument.type();
    return own == Optional.class || Collection.class.isAssignableFrom(own)
        ? argument.auxiliaryTypes()[0]
        : own;
  }

  /** Whether there may be several values. */
  boolean isSeveral() {
    return Collection.class.isAssignableFrom(argument.type());
  }

  /** All values, if there are but a few; none otherwise. */
  List<String> choices() {
    List<String> all = new ArrayList<>();
    if (type().isEnum()) {
      Object constants = type().getEnumConstants();
      for (int i = 0; i < Array.getLength(constants); i++) {
        all.add(Array.get(constants, i).toString());
      }
    }
    return all;
  }

  /** What its help says. */
  String description() {
    String text = String.join(" ", argument.description()).replace("%n", " ").strip();
    Iterable<String> some = argument.completionCandidates();
    return some == null ? text : text.replace(CANDIDATES, String.join(", ", some));
  }

  /**
   * Reads what a file says of it.
   *
   * @throws org.atled.core.error.ArgumentException with the place, if the option would refuse it
   */
  List<String> texts(YamlPlace value) {
    if (!isSeveral()) {
      return List.of(text(value));
    }
    List<String> texts = new ArrayList<>();
    value.items().forEach(item -> texts.add(text(item)));
    return texts;
  }

  private String text(YamlPlace place) {
    String text = place.text(key);
    if (kind() == Kind.FLAG) {
      if (!text.equals("true") && !text.equals("false")) {
        throw place.error("%s is true or false, but here is \"%s\".".formatted(key, text));
      }
      return text;
    }
    try {
      for (String part : parts(text)) {
        check(part);
      }
    } catch (TypeConversionException e) {
      throw place.error(key + ": " + e.getMessage());
    }
    return text;
  }

  private List<String> parts(String text) {
    String regex = argument.splitRegex();
    return regex.isEmpty() ? List.of(text) : Arrays.asList(text.split(regex, -1));
  }

  /** By what reads the option itself. */
  private void check(String text) {
    for (ITypeConverter<?> converter : argument.converters()) {
      try {
        if (converter.convert(text) == null) {
          throw new TypeConversionException("\"" + text + "\" is no value.");
        }
      } catch (TypeConversionException e) {
        throw e;
      } catch (Exception e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** What the user said on the command line, which was parsed. */
  List<String> given() {
    if (kind() != Kind.FLAG) {
      return List.copyOf(argument.originalStringValues());
    }
    Object value = argument.getValue();
    return List.of(String.valueOf(value instanceof Optional<?> some ? some.orElseThrow() : value));
  }

  /** As the command line says it. */
  List<String> arguments(List<String> texts) {
    if (!(argument instanceof OptionSpec option)) {
      return texts;
    }
    String name = option.longestName();
    if (kind() == Kind.FLAG) {
      String off = option.negatable() ? "--no-" + key : "";
      String said = texts.getFirst().equals("true") ? name : off;
      return said.isEmpty() ? List.of() : List.of(said);
    }
    return texts.stream().map(text -> name + "=" + text).toList();
  }
}
