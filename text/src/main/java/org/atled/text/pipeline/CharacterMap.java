package org.atled.text.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.formats.json.JsonPlace;

/**
 * SentencePiece's {@code precompiled_charsmap}: what characters become, as a double array (Aoe
 * 1989, in the form of darts-clone) from their UTF-8 to places in a list of texts that end in
 * zeros.
 */
final class CharacterMap implements Normalizer {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  /** A cluster of more bytes than this is looked up character by character, as is done there. */
  private static final int LONGEST_CLUSTER = 5;

  private final JsonPlace place;
  private final int[] units;
  private final byte[] texts;

  private CharacterMap(JsonPlace place, int[] units, byte[] texts) {
    this.place = place;
    this.units = units;
    this.texts = texts;
  }

  static Normalizer of(JsonPlace normalizer) {
    Parts.only(normalizer, "precompiled_charsmap");
    JsonPlace place = normalizer.get("precompiled_charsmap");
    if (place.asString().isEmpty()) {
      return text -> text;
    }
    ByteBuffer bytes = decode(place).order(ByteOrder.LITTLE_ENDIAN);
    long size = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt() & 0xFFFF_FFFFL;
    if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > bytes.remaining()) {
      throw place.error(
          "is no map of characters: its first four bytes say that a table of "
              + size
              + " bytes follows, and "
              + bytes.remaining()
              + " do.");
    }
    int[] units = new int[(int) (size / Integer.BYTES)];
    bytes.asIntBuffer().get(units);
    bytes.position(bytes.position() + (int) size);
    byte[] texts = new byte[bytes.remaining()];
    bytes.get(texts);
    return new CharacterMap(place, units, texts);
  }

  private static ByteBuffer decode(JsonPlace place) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(place.asString()));
    } catch (IllegalArgumentException e) {
      throw place.error("is no base64.");
    }
  }

  @Override
  public String apply(String text) {
    StringBuilder result = new StringBuilder(text.length());
    Matcher graphemes = GRAPHEME.matcher(text);
    while (graphemes.find()) {
      String cluster = graphemes.group();
      byte[] key = cluster.getBytes(StandardCharsets.UTF_8);
      if (key.length > LONGEST_CLUSTER || !append(result, key)) {
        cluster.codePoints().forEach(c -> appendOne(result, c));
      }
    }
    return result.toString();
  }

  private void appendOne(StringBuilder result, int c) {
    if (!append(result, Character.toString(c).getBytes(StandardCharsets.UTF_8))) {
      result.appendCodePoint(c);
    }
  }

  /** What the shortest beginning of a key that is in the map becomes, if there is one. */
  private boolean append(StringBuilder result, byte[] key) {
    int node = offset(units[0]);
    for (byte b : key) {
      int label = b & 0xFF;
      if (label == 0) {
        return false;
      }
      node ^= label;
      int unit = unit(node);
      if ((unit & LABEL) != label) {
        return false;
      }
      node ^= offset(unit);
      if ((unit >> 8 & 1) == 1) {
        result.append(text(unit(node) & Integer.MAX_VALUE));
        return true;
      }
    }
    return false;
  }

  /** A unit's label; one that holds a value has the highest bit, which no label has. */
  private static final int LABEL = 0x8000_00FF;

  private static int offset(int unit) {
    return unit >>> 10 << ((unit & 1 << 9) >> 6);
  }

  private int unit(int node) {
    if (node < 0 || node >= units.length) {
      throw place.error(
          "is damaged: its table of " + units.length + " units leads to unit " + node + ".");
    }
    return units[node];
  }

  private String text(int start) {
    if (start > texts.length) {
      throw place.error(
          "is damaged: its texts take "
              + texts.length
              + " bytes, and one begins at "
              + start
              + ".");
    }
    int end = start;
    while (end < texts.length && texts[end] != 0) {
      end++;
    }
    return new String(texts, start, end - start, StandardCharsets.UTF_8);
  }
}
