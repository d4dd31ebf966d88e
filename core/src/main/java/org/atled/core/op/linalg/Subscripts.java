package org.atled.core.op.linalg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;

/**
 * The subscripts of {@link Einsum}, as {@code "...ij,jk->...ik"}, where one character stands for an
 * ellipsis.
 *
 * @param text as it was written
 * @param operands the letters of each operand's axes
 * @param output the letters of the result's axes
 */
record Subscripts(String text, List<String> operands, String output) {
  private static final char ELLIPSIS = '…';

  /**
   * Reads subscripts; blanks do not matter. Without an arrow the result has the ellipsis and then
   * the letters that occur once, capitals first.
   *
   * @throws ArgumentException if it cannot be read, or if the result has a letter that no operand
   *     has, or one twice
   */
  static Subscripts parse(String text) {
    String letters = text.replace("...", "" + ELLIPSIS).replace(" ", "");
    int arrow = letters.indexOf("->");
    List<String> operands =
        List.of((arrow < 0 ? letters : letters.substring(0, arrow)).split(",", -1));
    operands.forEach(term -> check(text, term));
    Map<Character, Integer> counts = new TreeMap<>();
    operands.forEach(term -> term.chars().forEach(c -> counts.merge((char) c, 1, Integer::sum)));
    if (arrow < 0) {
      boolean ellipsis = counts.remove(ELLIPSIS) != null;
      return new Subscripts(
          text,
          operands,
          counts.entrySet().stream()
              .filter(letter -> letter.getValue() == 1)
              .map(letter -> letter.getKey().toString())
              .collect(Collectors.joining("", ellipsis ? "" + ELLIPSIS : "", "")));
    }
    String output = letters.substring(arrow + 2);
    check(text, output);
    Set<Character> seen = new HashSet<>();
    for (char c : output.toCharArray()) {
      if (!seen.add(c)) {
        throw new ArgumentException(
            "\"%s\" has the letter %s twice in its result; a result has each once."
                .formatted(text, c));
      }
      if (c != ELLIPSIS && !counts.containsKey(c)) {
        throw new ArgumentException(
            "\"%s\" has the letter %s in its result but in no operand, so that its size is unknown."
                .formatted(text, c));
      }
    }
    return new Subscripts(text, operands, output);
  }

  private static void check(String text, String term) {
    for (char c : term.toCharArray()) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && c != ELLIPSIS) {
        throw new ArgumentException(
            "\"%s\" has '%s', which is no letter from a to z or A to Z; commas stand between operands, -> before the result, ... for any axes."
                .formatted(text, c));
      }
    }
    if (term.indexOf(ELLIPSIS) != term.lastIndexOf(ELLIPSIS)) {
      throw new ArgumentException(
          "\"%s\" has two ellipses in one place; one stands for all axes without letters."
              .formatted(text));
    }
  }

  /**
   * The labels of axes that have these shapes: of a letter its code, of an ellipsis −1 for its last
   * axis, −2 for the one before.
   *
   * @throws ArgumentException if there are not as many operands
   * @throws ShapeException if letters and axes do not fit
   */
  Labels of(List<Shape> shapes) {
    if (shapes.size() != operands.size()) {
      throw new ArgumentException(
          "\"%s\" names %d operands, but there are %d."
              .formatted(text, operands.size(), shapes.size()));
    }
    List<List<Integer>> labels = new ArrayList<>();
    int covered = 0;
    for (int i = 0; i < shapes.size(); i++) {
      String term = operands.get(i);
      boolean ellipsis = term.indexOf(ELLIPSIS) >= 0;
      int rest = shapes.get(i).rank() - term.length() + (ellipsis ? 1 : 0);
      if (rest < 0 || (rest > 0 && !ellipsis)) {
        throw new ShapeException(
            "\"%s\" names %d axes of operand %d, which is %s%s."
                .formatted(
                    text,
                    shapes.get(i).rank() - rest,
                    i,
                    shapes.get(i),
                    rest > 0 ? "; an ellipsis (...) stands for the others" : ""));
      }
      covered = Math.max(covered, rest);
      labels.add(expand(term, rest));
    }
    checkSizes(labels, shapes);
    return new Labels(labels, expand(output, covered), shapes);
  }

  private static List<Integer> expand(String term, int covered) {
    List<Integer> labels = new ArrayList<>();
    for (char c : term.toCharArray()) {
      if (c != ELLIPSIS) {
        labels.add((int) c);
      } else {
        for (int i = covered; i > 0; i--) {
          labels.add(-i);
        }
      }
    }
    return labels;
  }

  /** That axes of one label have one size, or 1 in another operand. */
  private void checkSizes(List<List<Integer>> labels, List<Shape> shapes) {
    Map<Integer, Integer> longest = new HashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      List<Integer> own = labels.get(i);
      for (int axis = 0; axis < own.size(); axis++) {
        int label = own.get(axis);
        long size = shapes.get(i).size(axis);
        long first = shapes.get(i).size(own.indexOf(label));
        if (size != first) {
          throw new ShapeException(
              "\"%s\": %s is there twice in operand %d, %s, but is %d and %d; a diagonal takes equal sizes."
                  .formatted(text, shown(label), i, shapes.get(i), first, size));
        }
        if (size != 1) {
          int before = longest.merge(label, i, (old, now) -> old);
          long other = shapes.get(before).size(labels.get(before).indexOf(label));
          if (other != size) {
            throw new ShapeException(
                "\"%s\": %s is %d in operand %d, %s, but %d in operand %d, %s; sizes must be equal or 1."
                    .formatted(
                        text,
                        shown(label),
                        other,
                        before,
                        shapes.get(before),
                        size,
                        i,
                        shapes.get(i)));
          }
        }
      }
    }
  }

  private static String shown(int label) {
    return label < 0 ? "axis %d of the ellipsis".formatted(label) : "the letter " + (char) label;
  }
}
