package org.atled.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.tables.CsvFormat;
import org.atled.tables.Form;
import org.atled.tables.FormReader;
import org.atled.tables.Scratch;
import org.atled.tables.Table;
import org.atled.tables.TypedTable;

/**
 * Reads Parquet files, one or those of a folder, by Hardwood. What a file says of its sizes is
 * checked before it is read.
 */
public final class ParquetFormReader implements FormReader {
  /**
   * It tells what it is about to use, which nobody asked for. Held, as it is kept by this alone.
   */
  private static final Logger LOGGER = Logger.getLogger("dev.hardwood");

  static {
    if (LOGGER.getLevel() == null) {
      LOGGER.setLevel(Level.WARNING);
    }
    // Java's own inflater does: a library of the system would be called past Java.
    if (System.getProperty("hardwood.uselibdeflate") == null) {
      System.setProperty("hardwood.uselibdeflate", "false");
    }
  }

  /** For the service loader. */
  public ParquetFormReader() {}

  @Override
  public Form form() {
    return Form.PARQUET;
  }

  @Override
  public Table read(Path file, Path name, CsvFormat asked, String digest, Scratch scratch) {
    List<Piece> one = List.of(new Piece(file, name, Map.of()));
    return read(one, name, asked, digest, scratch, List.of());
  }

  @Override
  public Table read(List<Part> parts, Path name, CsvFormat asked, String digest, Scratch scratch) {
    List<Piece> all =
        parts.stream().map(part -> new Piece(part.file(), part.file(), part.said())).toList();
    List<String> remark =
        all.size() == 1 ? List.of() : List.of("read from " + all.size() + " files");
    return read(all, name, asked, digest, scratch, remark);
  }

  /**
   * A file of a table.
   *
   * @param name stands for it in messages
   * @param said what the names of its folders say, by column
   */
  private record Piece(Path file, Path name, Map<String, String> said) {}

  /** Takes a file that is open. */
  @FunctionalInterface
  private interface Use<T> {
    T of(ParquetFileReader parquet, PageHeaders pages) throws IOException;
  }

  private static <T> T use(Piece piece, Use<T> use) {
    Path name = piece.name;
    try (PageHeaders pages = new PageHeaders(piece.file, name)) {
      pages.checkFooter();
      try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(piece.file))) {
        return use.of(parquet, pages);
      }
    } catch (AtledException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw unread(name, e);
    }
  }

  private static Table read(
      List<Piece> pieces,
      Path name,
      CsvFormat asked,
      String digest,
      Scratch scratch,
      List<String> remarks) {
    Piece first = pieces.getFirst();
    List<ParquetColumn> columns =
        use(first, (parquet, _) -> ParquetColumn.all(parquet.getFileSchema(), first.name));
    List<Map<String, String>> said = pieces.stream().map(Piece::said).toList();
    FolderColumns folders = FolderColumns.of(said, columns);
    folders.check(said, pieces.stream().map(Piece::name).toList());
    List<TypedTable.Field> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(column.field()));
    fields.addAll(folders.fields());
    TypedTable table = new TypedTable(name, fields, scratch);
    long expected = 0;
    for (Piece piece : pieces) {
      expected +=
          use(
              piece,
              (parquet, pages) -> {
                ParquetColumn.ordered(columns, first.name, parquet.getFileSchema(), piece.name);
                return rows(parquet.getFileMetaData(), pages, piece.name);
              });
      table.expect(expected);
    }
    for (Piece piece : pieces) {
      use(piece, (parquet, _) -> add(parquet, columns, first, piece, folders, table));
    }
    return table.done(Form.PARQUET, asked, digest, remarks);
  }

  private static long add(
      ParquetFileReader parquet,
      List<ParquetColumn> columns,
      Piece first,
      Piece piece,
      FolderColumns folders,
      TypedTable table)
      throws IOException {
    List<ParquetColumn> here =
        ParquetColumn.ordered(columns, first.name, parquet.getFileSchema(), piece.name);
    List<String> same = folders.values(piece.said);
    long count = 0;
    try (RowReader rows = parquet.rowReader()) {
      List<String> values = new ArrayList<>();
      for (; rows.hasNext(); count++) {
        rows.next();
        values.clear();
        for (ParquetColumn column : here) {
          values.add(column.text(rows));
        }
        values.addAll(same);
        table.add(values);
      }
    }
    return count;
  }

  /** How many rows there are, once all sizes agree. */
  private static long rows(FileMetaData meta, PageHeaders pages, Path name) throws IOException {
    long rows = 0;
    for (RowGroup group : meta.rowGroups()) {
      rows += group.numRows();
      for (ColumnChunk chunk : group.columns()) {
        pages.check(chunk, group.numRows());
      }
    }
    if (rows != meta.numRows()) {
      throw new FormatException(
          name,
          -1,
          "says that it has %,d rows, but its parts have %,d; write it anew."
              .formatted(meta.numRows(), rows));
    }
    return rows;
  }

  /** Columns are unpacked by threads, whose errors come wrapped. */
  static FormatException unread(Path name, Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError) {
        return unusable(name, cause);
      }
    }
    return damaged(name, e);
  }

  private static FormatException unusable(Path name, Throwable e) {
    return new FormatException(
        name,
        -1,
        "the library that unpacks it cannot be used on this system ("
            + e.getMessage()
            + "); write it with another compression (pandas: df.to_parquet(path,"
            + " compression=\"gzip\")).");
  }

  private static FormatException damaged(Path name, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getMessage() == null) {
      cause = cause.getCause();
    }
    return new FormatException(
        name,
        -1,
        "cannot be read as Parquet: "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            + "; it is damaged or cut off: copy it anew, or write it anew.");
  }
}
