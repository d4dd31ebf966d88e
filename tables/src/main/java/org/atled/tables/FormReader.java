package org.atled.tables;

import java.nio.file.Path;

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
}
