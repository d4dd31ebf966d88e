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
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/**
 * Values that NumPy, SciPy and PyTorch computed: files that the programs of their names wrote. A
 * line is {@code row: operand; operand -> result ~ gradient; gradient}, a tensor {@code
 * float64[2,3] 1.0 2.0 …}. The gradients are those of the result's sum, {@code -} for an operand
 * without; a line may end before them.
 */
final class Literals {
  private static final List<String> FILES =
      List.of(
          "basics",
          "functions",
          "elementwise",
          "edges",
          "indexing",
          "reductions",
          "losses",
          "linalg",
          "convolutions",
          "vision",
          "attention",
          "recurrences",
          "ties",
          "corners");

  private Literals() {}

  /**
   * What a row should give for some operands.
   *
   * @param gradients of the result's sum, one for each operand, or none at all
   */
  record Literal(
      String row, List<Tensor> operands, Tensor result, List<Optional<Tensor>> gradients) {
    @Override
    public String toString() {
      return row + " of " + operands.stream().map(Tensor::type).toList();
    }
  }

  static List<Literal> all() {
    return FILES.stream().flatMap(Literals::file).toList();
  }

  /** Those of a file that is not of the table of operations. */
  static List<Literal> of(String name) {
    return file(name).toList();
  }

  private static Stream<Literal> file(String name) {
    String path = "literals/" + name + ".txt";
    try (InputStream file = Literals.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is not beside Literals.class.");
      }
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Literals::parse)
              .toList()
              .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Literal parse(String line) {
    int colon = line.indexOf(": ");
    int arrow = line.indexOf(" -> ");
    int tilde = line.indexOf(" ~ ");
    String result = line.substring(arrow + 4, tilde < 0 ? line.length() : tilde);
    return new Literal(
        line.substring(0, colon),
        words(line.substring(colon + 2, arrow), "; ").map(Literals::tensor).toList(),
        tensor(result),
        tilde < 0
            ? List.of()
            : words(line.substring(tilde + 3), "; ")
                .map(
                    word -> word.equals("-") ? Optional.<Tensor>empty() : Optional.of(tensor(word)))
                .toList());
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
