package org.atled.excel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.atled.core.error.FormatException;

/**
 * The files that a workbook packs. A few bytes may become gigabytes, and a cell may claim to stand
 * so far right that there is no room for its row: both are refused before anything is read.
 */
final class WorkbookParts {
  /** Bytes that may be there in any case, and so many for each that is packed. */
  private static final long SMALL = 1L << 26;

  private static final long DENSEST = 256;

  private static final Pattern FROM_1904 =
      Pattern.compile("<(\\w+:)?workbookPr\\s[^>]*\\bdate1904\\s*=\\s*[\"'](1|true)[\"']");

  /** Columns have at most three letters. */
  private static final int LETTERS = 3;

  private final Path name;
  private final long most;
  private long bytes;

  private WorkbookParts(Path name, long packed) {
    this.name = name;
    this.most = SMALL + DENSEST * packed;
  }

  /**
   * Looks at all of them.
   *
   * @param name stands for the file in messages
   * @return whether days are counted from 1904, as on old Macintoshes, which the library sees only
   *     where it is written as a word
   * @throws FormatException if it is no workbook that can be read
   */
  static boolean check(Path file, Path name) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> all = zip.stream().map(ZipEntry::getName).toList();
      if (all.contains("xl/workbook.bin")) {
        throw new FormatException(
            name, -1, "is a binary workbook (.xlsb), which is not read; save it as .xlsx.");
      }
      if (all.stream().noneMatch(part -> part.startsWith("xl/"))) {
        throw new FormatException(
            name,
            -1,
            "is a document of an office program, but no workbook; save its table as CSV.");
      }
      WorkbookParts parts = new WorkbookParts(name, Files.size(file));
      for (ZipEntry part : zip.stream().filter(WorkbookParts::isRead).toList()) {
        try (InputStream in = new BufferedInputStream(zip.getInputStream(part), 1 << 16)) {
          parts.check(in);
        }
      }
      ZipEntry book = zip.getEntry("xl/workbook.xml");
      return book != null && isFrom1904(zip, book);
    } catch (IOException | IllegalArgumentException e) {
      throw new FormatException(
          name,
          -1,
          "its packed bytes are damaged or cut off ("
              + e.getMessage()
              + "); copy it anew, or open it in a spreadsheet and save it anew.");
    }
  }

  private static boolean isFrom1904(ZipFile zip, ZipEntry book) throws IOException {
    try (InputStream in = zip.getInputStream(book)) {
      return FROM_1904.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).find();
    }
  }

  private static boolean isRead(ZipEntry part) {
    return !part.isDirectory() && part.getName().matches("(?i).*\\.(xml|rels)");
  }

  private void check(InputStream in) throws IOException {
    byte[] part = new byte[1 << 16];
    // How many characters of r=" or ref=" were just read; and then how many letters.
    int begun = 0;
    int letters = -1;
    int before = ' ';
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      bytes += n;
      if (bytes > most) {
        throw new FormatException(
            name,
            -1,
            "its parts become more than %,d MB, of far fewer that are packed, as no table does; save its sheet as CSV."
                .formatted(most >> 20));
      }
      for (int i = 0; i < n; i++) {
        int c = part[i];
        if (letters >= 0) {
          boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
          letters = c == '"' || c == '\'' ? -1 : letter ? letters + 1 : 0;
          if (letters > LETTERS) {
            throw new FormatException(
                name,
                -1,
                "has a cell in a column of more than three letters, of which there are none; open"
                    + " it in a spreadsheet and save it anew.");
          }
          continue;
        }
        if ((c == '"' || c == '\'') && begun == 2) {
          letters = 0;
          begun = 0;
        } else if (c == '=' && begun == 1) {
          begun = 2;
        } else {
          begun = (c == 'r' && before == ' ') || (c == 'f' && before == 'e') ? 1 : 0;
        }
        before = c;
      }
    }
  }
}
