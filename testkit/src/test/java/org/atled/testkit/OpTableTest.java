package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.nn.Softmax;
import org.atled.core.op.structure.Concat;
import org.atled.core.op.structure.Permute;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.Op;
import org.junit.jupiter.api.Test;

/** The table is whole. */
class OpTableTest {
  @Test
  void everyOperationHasARow() {
    Set<String> operations =
        new ClassFileImporter()
            .importPackages("org.atled.core.op", "org.atled.linalg.op").stream()
                .filter(c -> c.isAssignableTo(Op.class) && !c.isInterface())
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rows =
        OpTable.rows().stream()
            .map(row -> row.operation().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(operations).hasSizeGreaterThan(35);
    assertThat(rows).as("operations with a row").isEqualTo(operations);
  }

  @Test
  void rowsHaveNamesOfTheirOwn() {
    assertThat(OpTable.rows().stream().map(OpRow::name)).doesNotHaveDuplicates();
  }

  @Test
  void everyRowRunsOnSomethingAndEveryDTypeOccurs() {
    for (OpRow row : OpTable.rows()) {
      assertThat(row.cases()).as(row.name()).isNotEmpty();
      assertThat(row.dtypes()).as(row.name()).isNotEmpty();
      assertThat(row.cases()).as(row.name()).allMatch(c -> c.size() == row.operands().size());
    }
    assertThat(OpTable.rows().stream().flatMap(row -> row.dtypes().stream()))
        .contains(DType.values());
  }

  /** Those that have an answer for nothing; operations with fixed sizes and extremes have none. */
  @Test
  void whatTakesAnySizeRunsOnNothingAndOnOneElement() {
    for (OpRow row : OpTable.rows()) {
      boolean anySize =
          Elementwise.class.isAssignableFrom(row.operation())
              || Set.of(Permute.class, ScatterAdd.class, Concat.class, Softmax.class)
                  .contains(row.operation());
      if (anySize) {
        assertThat(row.cases())
            .as("cases of " + row)
            .anyMatch(shapes -> shapes.stream().anyMatch(Shape::isEmpty))
            .anyMatch(shapes -> shapes.stream().allMatch(s -> s.elements() == 1));
      }
    }
  }
}
