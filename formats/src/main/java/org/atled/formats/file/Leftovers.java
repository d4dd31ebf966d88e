package org.atled.formats.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes that were killed left beside paths that they were writing: hidden files and
 * folders that are named after the process, {@code .NAME.PROCESS-COUNT.tmp}.
 */
public final class Leftovers {
  private static final Pattern NAME = Pattern.compile("\\.(.+)\\.(\\d+)-\\d+\\.tmp");

  private Leftovers() {}

  /** Deletes what was left of writing one path, where nobody writes it now. */
  static void clear(Path target) throws IOException {
    clear(target.toAbsolutePath().getParent(), Optional.of(target.getFileName().toString()));
  }

  /**
   * Deletes what was left of writing anything in a folder, where nobody writes it now.
   *
   * @throws IOException if that is not permitted
   */
  public static void clearIn(Path folder) throws IOException {
    clear(folder.toAbsolutePath(), Optional.empty());
  }

  private static void clear(Path folder, Optional<String> of) throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(folder)) {
      left = entries.filter(entry -> isLeft(entry, of)).toList();
    }
    for (Path each : left) {
      AtomicFolder.delete(each);
    }
  }

  private static boolean isLeft(Path entry, Optional<String> of) {
    Matcher name = NAME.matcher(entry.getFileName().toString());
    if (!name.matches() || of.filter(wanted -> !wanted.equals(name.group(1))).isPresent()) {
      return false;
    }
    long process;
    try {
      process = Long.parseLong(name.group(2));
    } catch (NumberFormatException tooLong) {
      return false;
    }
    // A number comes again: in a container it may be the same for every process.
    return process == ProcessHandle.current().pid()
        ? !AtomicFile.isInUse(entry)
        : ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
  }
}
