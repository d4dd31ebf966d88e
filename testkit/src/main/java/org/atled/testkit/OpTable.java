package org.atled.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Every operation of {@code org.atled.core.op} and of linalg, a row or more for each. */
public final class OpTable {
  private OpTable() {}

  /** All rows. */
  public static List<OpRow> rows() {
    return Stream.of(
            UnaryRows.rows(),
            BinaryRows.rows(),
            FunctionRows.rows(),
            ActivationRows.rows(),
            LogicRows.rows(),
            ReductionRows.rows(),
            NormalizationRows.rows(),
            StatisticsRows.rows(),
            ScanRows.rows(),
            OrderRows.rows(),
            StructureRows.rows(),
            PartsRows.rows(),
            IndexingRows.rows(),
            ScatterRows.rows(),
            MatrixRows.rows(),
            ProductRows.rows(),
            EinsumRows.rows(),
            ConvolutionRows.rows(),
            PoolingRows.rows(),
            ResizeRows.rows(),
            GridRows.rows(),
            VisionRows.rows(),
            AttentionRows.rows(),
            RecurrenceRows.rows(),
            LinalgRows.rows(),
            LossRows.rows(),
            ClassLossRows.rows(),
            EmbeddingLossRows.rows(),
            SequenceLossRows.rows(),
            RandomRows.rows())
        .flatMap(List::stream)
        .toList();
  }

  /** The row of a name. */
  public static OpRow row(String name) {
    return rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The table has no row " + name + "."));
  }
}
