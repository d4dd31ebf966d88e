package org.atled.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/**
 * Values that NumPy and SciPy computed; {@code literals.py} wrote them. A line is {@code row:
 * operand; operand -> result}, a tensor {@code float64[2,3] 1.0 2.0 …}.
 */
final class Literals {
  private Literals() {}

  /** What a row should give for some operands. */
  record Literal(String row, List<Tensor> operands, Tensor result) {
    @Override
    public String toString() {
      return row + " of " + operands.stream().map(Tensor::type).toList();
    }
  }

  static List<Literal> all() {
    try (InputStream file = Literals.class.getResourceAsStream("literals.txt")) {
      if (file == null) {
        throw new IllegalStateException("literals.txt is not beside Literals.class.");
      }
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Literals::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Literal parse(String line) {
    int colon = line.indexOf(": ");
    int arrow = line.indexOf(" -> ");
    List<Tensor> operands =
        Stream.of(line.substring(colon + 2, arrow).split("; ")).map(Literals::tensor).toList();
    return new Literal(line.substring(0, colon), operands, tensor(line.substring(arrow + 4)));
  }

  private static Tensor tensor(String text) {
    int open = text.indexOf('[');
    int close = text.indexOf(']');
    DType dtype = DType.valueOf(text.substring(0, open).toUpperCase(Locale.ROOT));
    long[] sizes = words(text.substring(open + 1, close), ",").mapToLong(Long::parseLong).toArray();
    double[] values =
        words(text.substring(close + 1).strip(), " ").mapToDouble(Literals::number).toArray();
    return new Numbers(Shape.of(sizes), values).tensor(dtype);
  }

  private static Stream<String> words(String text, String between) {
    return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split(between));
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }
}
