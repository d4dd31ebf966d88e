package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.atled.core.op.random.RandomDraw;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Every row has values that another system computed. */
class LiteralsTest {
  private final Map<String, List<Literals.Literal>> literals =
      Literals.all().stream().collect(Collectors.groupingBy(Literals.Literal::row));

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

  @Test
  void show() {
    for (String edge : List.of("NaN", "infinity", "nothing", "one")) {
      Predicate<Literals.Literal> p = switch (edge) {
        case "NaN" -> l -> holds(l, Double::isNaN);
        case "infinity" -> l -> holds(l, Double::isInfinite);
        case "nothing" -> l -> l.operands().stream().anyMatch(t -> t.shape().isEmpty());
        default -> l -> l.operands().stream().allMatch(t -> t.shape().elements() == 1);
      };
      for (OpRow row : rows()) {
        boolean floats = row.operands().stream().anyMatch(o -> o.fixed().isEmpty()) && row.dtypes().contains(DType.FLOAT64);
        if ((floats || edge.length() < 4 || edge.equals("nothing")) && literals.getOrDefault(row.name(), List.of()).stream().noneMatch(p)) {
          System.out.println("LACKS " + edge + " | " + row.name());
        }
      }
    }
  }

  private static boolean holds(Literals.Literal literal, DoublePredicate what) {
    return literal.operands().stream()
        .filter(t -> t.dtype().isFloating())
        .anyMatch(t -> Arrays.stream(Numbers.of(t).values()).anyMatch(what));
  }
}
