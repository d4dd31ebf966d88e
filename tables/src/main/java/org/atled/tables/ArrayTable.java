package org.atled.tables;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;

/**
 * Tables in arrays of NumPy's, [rows, columns] or [rows], whose columns have no names. NaN is a
 * missing value. Rows are counted from 1 where messages name lines.
 */
public final class ArrayTable {
  private ArrayTable() {}

  /**
   * Reads arrays whose columns stand side by side: inputs, and behind them what is to be learned.
   *
   * @throws FormatException if one has more axes than two, no row, or other rows than the first
   */
  public static Table of(ArrayFile... arrays) {
    return of(List.of(arrays), MissingWords.USUAL);
  }

  /**
   * The same of a list.
   *
   * @param missing what stands for no value beside NaN; of a number the number
   */
  public static Table of(List<ArrayFile> arrays, MissingWords missing) {
    return of(arrays, missing, Scratch.usual());
  }

  /** The same with a word on where its values lie if they are more than the heap should hold. */
  public static Table of(List<ArrayFile> arrays, MissingWords missing, Scratch scratch) {
    MessageDigest digest = Digests.sha256();
    List<Columns.Named> columns = new ArrayList<>();
    long rows = -1;
    int before = 0;
    for (ArrayFile array : arrays) {
      Tensor numbers = array.read();
      Shape shape = numbers.shape();
      if (shape.rank() < 1 || shape.rank() > 2 || shape.isEmpty()) {
        throw new FormatException(
            array.toString(),
            -1,
            "a table is [rows, columns] or [rows], but it holds " + numbers.type() + ".");
      }
      if (rows >= 0 && shape.size(0) != rows) {
        throw new FormatException(
            array.toString(),
            -1,
            "it holds "
                + shape.size(0)
                + " rows, but "
                + arrays.getFirst()
                + " holds "
                + rows
                + "; both must have the same.");
      }
      rows = shape.size(0);
      before = columns.size();
      add(numbers, columns, scratch);
      array.digest(digest);
    }
    CsvFormat format = CsvFormat.usual().withoutHeader().missing(missing);
    Lines lines = new Lines();
    IntStream.rangeClosed(1, (int) rows).forEach(lines::add);
    return new Table(
        new Source(
            arrays.getFirst().file(),
            Form.ARRAY,
            HexFormat.of().formatHex(digest.digest()),
            arrays,
            columns.size() - before,
            Optional.empty()),
        format,
        Columns.of(columns, format, Separator.COMMA),
        lines,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        columns.size());
  }

  /**
   * What is learned where nobody says it: the columns of the last of several arrays, by their
   * places, parted by commas; nothing if there is but one array.
   *
   * @throws FormatException if they are classes as one 1 in each row, and nobody said a kind
   */
  public static Optional<String> targets(Table table, Optional<Kind> said) {
    if (table.source().arrays().size() < 2) {
      return Optional.empty();
    }
    int count = table.columns().size();
    List<Column> last = table.columns().subList(count - table.source().last(), count);
    if (said.isEmpty() && last.size() > 1 && isOneHot(table, last)) {
      throw new FormatException(
          table.source().arrays().getLast().toString(),
          -1,
          "it has one 1 in each row, as classes written one-hot; save their numbers,"
              + " y.argmax(axis=1), or, if each of its "
              + last.size()
              + " columns is a label of its own, add --task multi-label.");
    }
    return Optional.of(
        last.stream().map(one -> "#" + one.index()).collect(Collectors.joining(",")));
  }

  private static boolean isOneHot(Table table, List<Column> columns) {
    return IntStream.range(0, table.rows())
        .allMatch(row ->
            columns.stream().allMatch(one -> one.number(row) == 0 || one.number(row) == 1)
                && columns.stream().mapToDouble(one -> one.number(row)).sum() == 1);
  }

  private static void add(Tensor numbers, List<Columns.Named> columns, Scratch scratch) {
    double[] values = numbers.toDoubles();
    boolean single = numbers.dtype() == DType.FLOAT32;
    int width = numbers.shape().rank() == 1 ? 1 : (int) numbers.shape().size(1);
    for (int column = 0; column < width; column++) {
      Texts.Growing texts = new Texts.Growing(scratch);
      for (int i = column; i < values.length; i += width) {
        texts.add(text(values[i], single));
      }
      int index = columns.size();
      columns.add(
          new Columns.Named(Integer.toString(index), index, false, texts.done(), Optional.empty()));
    }
  }

  /** With no more digits than there are. */
  private static String text(double value, boolean single) {
    if (Double.isNaN(value)) {
      return "";
    }
    return Numeral.text(
        single && Double.isFinite(value)
            ? Double.parseDouble(Float.toString((float) value))
            : value);
  }
}
