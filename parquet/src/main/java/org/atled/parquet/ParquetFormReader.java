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

/** Reads Parquet files, by Hardwood. What a file says of its sizes is checked before it is read. */
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
    try (PageHeaders pages = new PageHeaders(file, name)) {
      pages.checkFooter();
      return read(file, name, pages, asked, digest, scratch);
    } catch (AtledException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw unread(name, e);
    }
  }

  private static Table read(
      Path file, Path name, PageHeaders pages, CsvFormat asked, String digest, Scratch scratch)
      throws IOException {
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file))) {
      List<ParquetColumn> columns = ParquetColumn.all(parquet.getFileSchema(), name);
      TypedTable table =
          new TypedTable(name, columns.stream().map(ParquetColumn::field).toList(), scratch);
      table.expect(rows(parquet.getFileMetaData(), pages, name));
      try (RowReader rows = parquet.rowReader()) {
        List<String> values = new ArrayList<>();
        while (rows.hasNext()) {
          rows.next();
          values.clear();
          for (ParquetColumn column : columns) {
            values.add(column.text(rows));
          }
          table.add(values);
        }
      }
      return table.done(Form.PARQUET, asked, digest, List.of());
    }
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
