package org.atled.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.atled.core.op.random.RandomDraw;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Every row has values that another system computed. */
class LiteralsTest {
  private final Map<String, List<Literals.Literal>> literals =
      Literals.all().stream().collect(Collectors.groupingBy(Literals.Literal::row));

  /** No number, or one beyond all, as a whole one: whatever the processor makes of it there. */
  private static final Set<String> LACKING =
      Set.of(
          "to int32: NaN",
          "to int32: infinity",
          "to int64: NaN",
          "to int64: infinity",
          "to uint8: NaN",
          "to uint8: infinity");

  private static final String NONE = "# none: ";

  /** Random numbers have bits of their own in each system. */
  private static List<OpRow> rows() {
    return OpTable.rows().stream().filter(row -> row.operation() != RandomDraw.class).toList();
  }

  @Test
  void everyRowHasSome() {
    assertThat(rows().stream().map(OpRow::name).filter(name -> !literals.containsKey(name)))
        .as("rows without a line in any program of testkit/src/main/python")
        .isEmpty();
  }

  @Test
  void everyLineIsOfARow() {
    Set<String> names = OpTable.rows().stream().map(OpRow::name).collect(Collectors.toSet());
    assertThat(literals.keySet()).isSubsetOf(names);
  }

  /** What a row computes number by number it computes for each that there is. */
  @Test
  void thoseElementByElementHaveEdges() {
    Set<String> lacking = new TreeSet<>();
    for (OpRow row : rows()) {
      if (Elementwise.class.isAssignableFrom(row.operation())) {
        lacking.addAll(lacking(row));
      }
    }
    assertThat(lacking).as("add a line, or say in corners.py why there is none").isEqualTo(LACKING);
  }

  /**
   * What other rows lack is what {@code corners.py} found to be refused, or says why it left out.
   */
  @Test
  void othersHaveEdgesOrAreKnownToHaveNone() throws IOException {
    Set<String> none = none();
    Set<String> lacking = new TreeSet<>();
    for (OpRow row : rows()) {
      lacking.addAll(lacking(row));
    }
    lacking.removeAll(none);
    assertThat(lacking).as("run corners.py after a change of another program").isEmpty();
    assertThat(none).hasSizeLessThanOrEqualTo(432);
  }

  /**
   * A result's sum has a gradient that says nothing of how equals are sorted: those are elsewhere.
   */
  @Test
  void thoseWithKinksAndTiesHaveGradientsThere() {
    Set<String> lacking = new TreeSet<>();
    for (OpRow row : rows()) {
      boolean told = row.gradient() == OpRow.Gradient.CHECKED && !row.name().contains("sort ");
      told &=
          !row.name().equals("hardSwish"); // PyTorch 1.13 has a slope of -1/2 at the lower bound
      if (told && !row.ties().isEmpty()) {
        List<Tensor> with =
            literals.getOrDefault(row.name(), List.of()).stream()
                .filter(line -> !line.gradients().isEmpty())
                .map(line -> line.operands().getFirst())
                .toList();
        if (with.isEmpty()) {
          lacking.add(row + ": any");
        }
        if (row.operands().size() == 1) {
          Arrays.stream(row.operands().getFirst().kinks())
              .filter(kink -> with.stream().noneMatch(x -> holds(x, v -> v == kink)))
              .forEach(kink -> lacking.add(row + ": " + kink));
        }
      }
    }
    assertThat(lacking).as("add a line to ties.py").isEmpty();
  }

  private static Set<String> none() throws IOException {
    try (InputStream file = Literals.class.getResourceAsStream("literals/corners.txt")) {
      return new String(requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(NONE))
          .map(line -> line.substring(NONE.length()))
          .collect(Collectors.toSet());
    }
  }

  private List<String> lacking(OpRow row) {
    List<Literals.Literal> lines = literals.getOrDefault(row.name(), List.of());
    List<String> lacking = new ArrayList<>();
    boolean floats = row.dtypes().contains(DType.FLOAT64);
    if (floats && lines.stream().noneMatch(line -> holds(line, Double::isNaN))) {
      lacking.add(row + ": NaN");
    }
    if (floats && lines.stream().noneMatch(line -> holds(line, Double::isInfinite))) {
      lacking.add(row + ": infinity");
    }
    if (lines.stream()
        .noneMatch(line -> line.operands().stream().anyMatch(LiteralsTest::isEmpty))) {
      lacking.add(row + ": nothing");
    }
    if (lines.stream().noneMatch(line -> line.operands().stream().allMatch(LiteralsTest::isOne))) {
      lacking.add(row + ": one element");
    }
    return lacking;
  }

  private static boolean isEmpty(Tensor tensor) {
    return tensor.shape().isEmpty();
  }

  private static boolean isOne(Tensor tensor) {
    return tensor.shape().elements() == 1;
  }

  private static boolean holds(Literals.Literal literal, DoublePredicate what) {
    return literal.operands().stream()
        .filter(t -> t.dtype().isFloating())
        .anyMatch(t -> holds(t, what));
  }

  private static boolean holds(Tensor tensor, DoublePredicate what) {
    return Arrays.stream(Numbers.of(tensor).values()).anyMatch(what);
  }
}
