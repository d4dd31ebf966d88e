package org.atled.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value in YAML, which knows where it stands. Scalars are taken as they are written, so that each
 * option reads its own.
 *
 * @param source the file, or the option that says it
 * @param lines whether line and column help to find it
 */
record YamlPlace(String source, boolean lines, Node node) {
  /** A key and what it says. */
  record Member(YamlPlace key, YamlPlace value) {}

  /**
   * Reads a text; nothing if it is empty.
   *
   * @throws ArgumentException naming line and column, if it is no YAML
   */
  static Optional<YamlPlace> parse(String text, String source, boolean lines) {
    LoadSettings settings = LoadSettings.builder().setLabel(source).build();
    try {
      ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
      return new Composer(settings, parser)
          .getSingleNode()
          .map(node -> new YamlPlace(source, lines, node));
    } catch (MarkedYamlEngineException e) {
      throw new ArgumentException(
          where(source, lines ? e.getProblemMark() : Optional.empty())
              + ": this is no YAML: "
              + e.getProblem()
              + ".");
    } catch (YamlEngineException e) {
      throw new ArgumentException(source + ": this is no YAML: " + e.getMessage());
    }
  }

  private static String where(String source, Optional<Mark> mark) {
    return source
        + mark.map(m -> ", line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1))
            .orElse("");
  }

  /** An error of this place. */
  ArgumentException error(String message) {
    return new ArgumentException(
        where(source, lines ? node.getStartMark() : Optional.empty()) + ": " + message);
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Whether nothing is said: {@code key:} or {@code null}. */
  boolean isNothing() {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  /**
   * A scalar as it is written.
   *
   * @param what it is for, in errors
   */
  String text(String what) {
    if (isNothing()) {
      throw error("%s has no value; give one, or leave the line out.".formatted(what));
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw error(
        "%s takes one value, but here %s.".formatted(what, isList() ? "is a list" : "are keys"));
  }

  /** The items of a list; of anything else itself alone. */
  List<YamlPlace> items() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(item -> new YamlPlace(source, lines, item)).toList()
        : List.of(this);
  }

  /**
   * What a mapping says, in order.
   *
   * @throws ArgumentException if it is none, or says a thing twice
   */
  SequencedMap<String, Member> members(String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw error("%s is a list of lines such as \"epochs: 5\".".formatted(what));
    }
    SequencedMap<String, Member> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlPlace key = new YamlPlace(source, lines, tuple.getKeyNode());
      YamlPlace value = new YamlPlace(source, lines, tuple.getValueNode());
      if (members.putIfAbsent(key.text("a key"), new Member(key, value)) != null) {
        throw key.error("\"%s\" is said twice; leave one out.".formatted(key.text("a key")));
      }
    }
    return members;
  }
}
