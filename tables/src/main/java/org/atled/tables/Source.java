package org.atled.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.data.ArrayFile;

/**
 * Where a table was read from.
 *
 * @param file it, or the first of several
 * @param digest the SHA-256 digest of all bytes, in hexadecimal
 * @param arrays the arrays whose columns stand side by side, if it lies in such
 * @param last how many columns the last of them has
 * @param query by which a database gave it, if one did
 */
public record Source(
    Path file, Form form, String digest, List<ArrayFile> arrays, int last, Optional<Query> query) {
  public Source {
    arrays = List.copyOf(arrays);
  }

  /** One file that holds no array. */
  static Source of(Path file, Form form, String digest) {
    return new Source(file, form, digest, List.of(), 0, Optional.empty());
  }

  /**
   * What a database gave.
   *
   * @param name stands for the file in messages
   */
  static Source of(Path name, Query query, String digest) {
    return new Source(name, Form.QUERY, digest, List.of(), 0, Optional.of(query));
  }
}
