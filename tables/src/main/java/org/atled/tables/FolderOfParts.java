package org.atled.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A table in several Parquet files of a folder, and of folders in it whose names say a column's
 * value, {@code year=2024}, as Hive and Spark write them.
 */
final class FolderOfParts {
  private static final String NONE = "__HIVE_DEFAULT_PARTITION__";

  private FolderOfParts() {}

  /** Whether a folder holds such a table, as far as its first few names tell. */
  static boolean is(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    List<Path> inside = inside(folder);
    if (inside.stream().anyMatch(FolderOfParts::isPart)) {
      return true;
    }
    for (Path one : inside) {
      if (saysValue(one) && is(one)) {
        return true;
      }
    }
    return false;
  }

  /** Its files, by their paths. */
  static List<FormReader.Part> of(Path folder) throws IOException {
    List<FormReader.Part> parts = new ArrayList<>();
    collect(folder, new LinkedHashMap<>(), parts);
    return parts;
  }

  private static void collect(
      Path folder, SequencedMap<String, String> said, List<FormReader.Part> parts)
      throws IOException {
    for (Path one : inside(folder)) {
      if (isPart(one)) {
        parts.add(new FormReader.Part(one, said));
      } else if (saysValue(one)) {
        String name = one.getFileName().toString();
        int at = name.indexOf('=');
        SequencedMap<String, String> more = new LinkedHashMap<>(said);
        more.put(plain(name.substring(0, at)), plain(name.substring(at + 1)));
        collect(one, more, parts);
      }
    }
  }

  /** What is not hidden, sorted; programs hide marks of theirs so. */
  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(one -> !one.getFileName().toString().matches("[._].*")).sorted().toList();
    }
  }

  private static boolean isPart(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".parquet") || name.endsWith(".pq")) && Files.isRegularFile(file);
  }

  private static boolean saysValue(Path folder) {
    return folder.getFileName().toString().indexOf('=') > 0 && Files.isDirectory(folder);
  }

  /** Without the escapes of a name; empty if it stands for no value. */
  private static String plain(String escaped) {
    try {
      String text = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
      return text.equals(NONE) ? "" : text;
    } catch (IllegalArgumentException e) {
      return escaped; // a per-cent sign of its own
    }
  }

  /** The SHA-256 digest of all files with their places in the folder, in hexadecimal. */
  static String digest(Path folder, List<FormReader.Part> parts) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (FormReader.Part part : parts) {
        String place = folder.relativize(part.file()).toString();
        into.write((place.replace('\\', '/') + '\0').getBytes(StandardCharsets.UTF_8));
        Files.copy(part.file(), into);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
