package org.atled.tables;

import java.nio.file.Path;
import java.util.List;
import org.atled.data.ArrayFile;

/**
 * Where a table was read from.
 *
 * @param file it, or the first of several
 * @param digest the SHA-256 digest of all bytes, in hexadecimal
 * @param arrays the arrays whose columns stand side by side, if it lies in such
 * @param last how many columns the last of them has
 */
public record Source(Path file, Form form, String digest, List<ArrayFile> arrays, int last) {
  public Source {
    arrays = List.copyOf(arrays);
  }

  /** One file that holds no array. */
  static Source of(Path file, Form form, String digest) {
    return new Source(file, form, digest, List.of(), 0);
  }
}
