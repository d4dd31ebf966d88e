package org.atled.cli;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Which options of some the user gave: a refusal names these, and no others. */
record Given(List<String> names) {
  Given {
    names = List.copyOf(names);
  }

  /** Of the options that some classes declare. */
  static Given of(CommandLine line, Class<?>... groups) {
    Set<Class<?>> declaring = Set.of(groups);
    return new Given(
        line.getCommandSpec().options().stream()
            .filter(line.getParseResult()::hasMatchedOption)
            .filter(option ->
                option.userObject() instanceof Field field
                    && declaring.contains(field.getDeclaringClass()))
            .map(Given::name)
            .toList());
  }

  /** As the help writes it. */
  private static String name(OptionSpec option) {
    return option.negatable()
        ? option.longestName().replaceFirst("^--", "--[no-]")
        : option.longestName();
  }

  /** Of the options of these names, in their order. */
  static Given of(CommandLine line, String... options) {
    return new Given(
        Arrays.stream(options).filter(line.getParseResult()::hasMatchedOption).toList());
  }

  /** These, and others after them. */
  Given and(Given others) {
    return new Given(Stream.concat(names.stream(), others.names.stream()).toList());
  }

  /** These, and one after them. */
  Given and(String option) {
    return and(new Given(List.of(option)));
  }

  /** Without some names. */
  Given without(String... options) {
    return new Given(names.stream().filter(name -> !List.of(options).contains(name)).toList());
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /**
   * The beginning of a sentence: {@code Option '--rare' goes}, {@code Options '--a' and '--b' go}.
   */
  String subject(String one, String several) {
    List<String> quoted = names.stream().map(name -> "'" + name + "'").toList();
    if (quoted.size() == 1) {
      return "Option " + quoted.getFirst() + " " + one;
    }
    String before = quoted.stream().limit(quoted.size() - 1L).collect(Collectors.joining(", "));
    return "Options " + before + " and " + quoted.getLast() + " " + several;
  }

  /** {@code Option '--rare' goes with}. */
  String goWith() {
    return subject("goes with", "go with");
  }

  /** What a way out calls them. */
  String it() {
    return names.size() == 1 ? "it" : "them";
  }
}
