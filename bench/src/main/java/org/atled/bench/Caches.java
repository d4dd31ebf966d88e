package org.atled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much the caches hold, in bytes.
 *
 * @param second the second level, of one core
 * @param third the third level, of all cores
 */
record Caches(long second, long third) {
  private static final Path LINUX = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final int KIBI = 1024;
  private static final int MOST = 8;

  /** As Linux tells; elsewhere 1 MiB and 16 MiB, as most have or exceed. */
  static Caches here() {
    return new Caches(
        level(LINUX, 2).orElse(1024L * KIBI), level(LINUX, 3).orElse(16L * 1024 * KIBI));
  }

  static OptionalLong level(Path folder, int level) {
    for (int i = 0; i < MOST; i++) {
      Path cache = folder.resolve("index" + i);
      try {
        if (Files.isReadable(cache.resolve("size")) && read(cache, "level").equals(level + "")) {
          return bytes(read(cache, "size"));
        }
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private static String read(Path cache, String file) throws IOException {
    return Files.readString(cache.resolve(file)).strip();
  }

  /** {@code 1024K}. */
  private static OptionalLong bytes(String size) {
    return size.matches("[0-9]{1,9}K")
        ? OptionalLong.of(KIBI * Long.parseLong(size.substring(0, size.length() - 1)))
        : OptionalLong.empty();
  }
}
