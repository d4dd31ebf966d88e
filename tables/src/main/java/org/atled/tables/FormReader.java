package org.atled.tables;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads files of a form that is no text, which a module of its own offers; found by {@link
 * java.util.ServiceLoader}.
 */
public interface FormReader {
  /** The form that it reads. */
  Form form();

  /**
   * Reads a table.
   *
   * @param name stands for the file in messages
   * @param asked what somebody said of it
   * @param digest of the file
   * @param scratch where its values lie
   * @throws org.atled.core.error.FormatException if it cannot be read, naming the file and what is
   *     wrong
   */
  Table read(Path file, Path name, CsvFormat asked, String digest, Scratch scratch);

  /**
   * One of several files of a table.
   *
   * @param said the values that the names of its folders say of all its rows, by column; empty
   *     where there is none
   */
  record Part(Path file, SequencedMap<String, String> said) {
    public Part {
      said = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(said));
    }
  }

  /**
   * Reads a table that lies in several files, if such are of this form.
   *
   * @param parts in their order, at least one
   * @param name the folder
   * @throws org.atled.core.error.FormatException as for one file, or if two do not agree
   */
  default Table read(List<Part> parts, Path name, CsvFormat asked, String digest, Scratch scratch) {
    throw new UnsupportedOperationException(form() + " lies in one file");
  }
}
