package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.formats.npy.Npy;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.train.Run;
import org.atled.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose values lie beside the heap. */
@SuppressWarnings("NullAway.Init")
class ScratchTest {
  private static final int ROWS = 3000;

  @TempDir private Path folder;
  private Path file;
  private Path beside;

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("a,b,town,price,who,kind\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i % 7 == 0 ? "NA" : i * 0.37 - 500).append(',').append(i % 13).append("e-3,");
      text.append("town of number ").append(i % 5).append(",\"$").append(i % 9).append(",000\",");
      text.append(i / 3).append(',').append(i * 31 % 3 == 0 ? "yes" : "no").append('\n');
    }
    file = Files.writeString(folder.resolve("t.csv"), text);
    beside = Files.createDirectory(folder.resolve("beside"));
  }

  private Table inHeap() {
    return CsvFile.read(file, CsvFormat.usual());
  }

  private Table besideHeap() {
    return CsvFile.read(file, CsvFormat.usual(), Scratch.in(beside));
  }

  private record Learned(Preparation preparation, Split parts, List<int[]> folds) {}

  private record Split(Dataset train, Dataset test) {}

  private static Learned learned(Table table) {
    Problem problem = Problem.of(table, "kind", List.of(), Optional.empty(), Optional.of("who"));
    Problem.Rows rows = problem.split(Seed.of(3));
    Preparation preparation = Preparation.fit(problem, rows.train());
    return new Learned(
        preparation,
        new Split(
            preparation.examples(table, rows.train(), "t", new Notes()),
            preparation.examples(table, rows.test(), "t", new Notes())),
        problem.folds(4, Seed.of(3)));
  }

  /** Answers of many rows lie where the table does, and are those of the heap. */
  @Test
  void whatIsSaidLiesBesideTheHeapToo() {
    KeptRows heap = new KeptRows(Scratch.usual());
    KeptRows other = new KeptRows(Scratch.in(beside).anew());
    for (int i = 0; i < 5000; i++) {
      double[] row = {i * 0.37, -i, i == 17 ? Double.NaN : 1e300};
      heap.keep(row);
      other.keep(row);
    }
    assertThat(heap).hasSize(5000);
    assertThat(heap.get(4999)).containsExactly(4999 * 0.37, -4999, 1e300);
    assertThat(heap.get(17)).containsExactly(17 * 0.37, -17, Double.NaN);
    for (int i = 0; i < 5000; i++) {
      assertThat(other.get(i)).as("row %s", i).isEqualTo(heap.get(i));
    }
    assertThat(new Predictions(other, Optional.empty(), new Notes()).rows()).isSameAs(other);
  }

  @Test
  void theValuesAreTheSame() {
    Table heap = inHeap();
    Table other = besideHeap();
    for (int i = 0; i < heap.columns().size(); i++) {
      Column here = heap.columns().get(i);
      Column there = other.columns().get(i);
      assertThat(there).hasToString(here.toString());
      for (int row = 0; row < ROWS; row++) {
        assertThat(there.text(row)).isEqualTo(here.text(row));
        assertThat(there.number(row)).isEqualTo(Double.valueOf(here.number(row)));
        assertThat(there.isMissing(row)).isEqualTo(here.isMissing(row));
      }
    }
    assertThat(other.digest()).isEqualTo(heap.digest());
    assertThat(other.line(ROWS - 1)).isEqualTo(ROWS + 1);
  }

  /** Preparation, parts by groups, the order of examples, and what is learned, bit by bit. */
  @Test
  void whatIsLearnedIsTheSame() {
    Learned heap = learned(inHeap());
    Learned other = learned(besideHeap());
    assertThat(other.preparation()).isEqualTo(heap.preparation());
    assertThat(other.folds()).usingRecursiveComparison().isEqualTo(heap.folds());
    assertThat(other.parts().train().info()).isEqualTo(heap.parts().train().info());
    var batches = DataLoader.of(other.parts().train(), 64).shuffled(Seed.of(1)).prefetching(0);
    var wanted = DataLoader.of(heap.parts().train(), 64).shuffled(Seed.of(1)).prefetching(0);
    var there = batches.epoch(2).iterator();
    for (var batch : wanted.epoch(2)) {
      var same = there.next();
      assertThat(same.x().toFloats()).isEqualTo(batch.x().toFloats());
      assertThat(same.y().toLongs()).isEqualTo(batch.y().toLongs());
    }
    assertThat(weights(other)).isEqualTo(weights(heap));
  }

  private static float[] weights(Learned learned) {
    Linear model = new Linear(learned.preparation().width(), 2);
    Run run =
        Trainer.of(model, new CrossEntropyLoss(), Adam.withLearningRate(0.01))
            .epochs(2)
            .batchSize(100)
            .seed(5)
            .fit(learned.parts().train(), learned.parts().test());
    assertThat(run.ending()).isEqualTo(Run.Ending.COMPLETED);
    return model.parameters().getFirst().value().toFloats();
  }

  @Test
  void itIsSaidAndNothingStays() {
    Table table = besideHeap();
    assertThat(table.remarks())
        .last()
        .isEqualTo(
            "its values lie beside the heap, in files in "
                + beside
                + " that are gone when the program ends; --scratch DIR says where");
    assertThat(inHeap().remarks()).noneMatch(text -> text.contains("heap"));
    assertThat(names(beside)).isEmpty();
  }

  /** Every way in, not that of CSV alone. */
  @Test
  void whatComesInOtherFormsLiesThereToo() throws IOException {
    Scratch scratch = Scratch.in(beside);
    String rows = "{\"a\":1,\"b\":\"some longer text\"}\n".repeat(5000);
    Path json = Files.writeString(folder.resolve("t.jsonl"), rows);
    assertThat(CsvFile.read(json, CsvFormat.usual(), scratch).scratch()).isSameAs(scratch);
    Path npy = folder.resolve("t.npy");
    Npy.write(npy, Tensor.of(new float[] {1, 2}));
    assertThat(CsvFile.read(npy, CsvFormat.usual(), scratch).scratch()).isSameAs(scratch);
    SheetTable sheet = new SheetTable(Path.of("t"), CsvFormat.usual(), scratch);
    sheet.add(1, List.of(new SheetTable.Cell("a", ValueType.TEXT)));
    sheet.add(2, List.of(new SheetTable.Cell("1", ValueType.NUMBER)));
    assertThat(sheet.done("S", "0", List.of()).scratch()).isSameAs(scratch);
    List<TypedTable.Field> fields =
        List.of(
            new TypedTable.Field("a", ValueType.NUMBER), new TypedTable.Field("b", ValueType.TEXT));
    TypedTable typed = new TypedTable(Path.of("t"), fields, scratch);
    for (int i = 0; i < 10_000; i++) {
      typed.add(List.of(Integer.toString(i), "text number " + i));
    }
    Table table = typed.done(Form.PARQUET, CsvFormat.usual(), "0", List.of());
    assertThat(table.remarks()).last().asString().startsWith("its values lie beside the heap");
    assertThat(table.column("a").number(9_999)).isEqualTo(9_999);
    assertThat(table.column("b").text(9_999)).isEqualTo("text number 9999");
    assertThat(names(beside)).isEmpty();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anErrorNamesTheLine() throws IOException {
    Files.writeString(file, "1,2,x,\"$5,000\",3,no,7\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::besideHeap)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 3002 has 7 columns but line 1 has 6");
  }

  @Test
  void aFolderMustBeThere() {
    assertThatThrownBy(() -> Scratch.in(folder.resolve("none")))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            folder.resolve("none")
                + " is no folder, but values are to lie there beside the heap; make it first.");
  }

  @Test
  void linesAreKnownByTheirJumps() {
    int[] lines = {2, 3, 4, 9, 10, 30, 31, 32};
    Lines kept = Lines.of(lines);
    assertThat(IntStream.range(0, lines.length).map(kept::of).toArray()).isEqualTo(lines);
    assertThat(kept.size()).isEqualTo(lines.length);
  }
}
