package org.atled.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * The file that a model learned from, by which the part is found again that was kept from it.
 *
 * @param characters how long its text was, in Java's chars
 * @param checksum CRC-32 of the text in UTF-8
 * @param seed by which lines were parted
 */
public record TextOrigin(Path file, long characters, long checksum, Seed seed) {
  /** Of a text that was read. */
  public static TextOrigin of(Path file, String text, Seed seed) {
    return new TextOrigin(file.toAbsolutePath().normalize(), text.length(), checksum(text), seed);
  }

  private static long checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  /** Whether a text is that of the file as it was. */
  public boolean isOf(String text) {
    return text.length() == characters && checksum(text) == checksum;
  }

  /**
   * The text.
   *
   * @throws StateException if it is another since
   */
  public String text() {
    String text = TextFile.read(file);
    if (!isOf(text)) {
      throw new StateException(
          "%s has changed since the model learned from it, so that the part kept from the model is not known; name a file to measure on."
              .formatted(file));
    }
    return text;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("file", file.toString())
        .put("characters", characters)
        .put("checksum", checksum)
        .put("seed", seed.value())
        .build();
  }

  static TextOrigin read(JsonPlace json) {
    return new TextOrigin(
        Path.of(json.string("file")),
        json.longValue("characters"),
        json.longValue("checksum"),
        Seed.of(json.longValue("seed")));
  }
}
