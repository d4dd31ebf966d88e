package org.atled.text;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonObject;
import org.atled.text.pipeline.Utf8Stream;

/** The bytes of a text's UTF-8: 256 ids, no text without them. */
public final class ByteTokenizer implements Tokenizer {
  static final String KIND = "bytes";
  private static final int BYTES = 256;

  @Override
  public int size() {
    return BYTES;
  }

  /** Half of a surrogate pair becomes a question mark, as wherever Java writes UTF-8. */
  @Override
  public int[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes[i] & 0xFF;
    }
    return ids;
  }

  @Override
  public String decode(int... ids) {
    byte[] bytes = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      bytes[i] = (byte) Ids.check(ids[i], BYTES);
    }
    return Utf8Stream.text(bytes);
  }

  @Override
  public Decoder decoder() {
    Utf8Stream stream = new Utf8Stream();
    return new Decoder() {
      @Override
      public String next(int id) {
        return stream.next((byte) Ids.check(id, BYTES));
      }

      @Override
      public String end() {
        return stream.end();
      }
    };
  }

  /** The id of an ASCII character; no other is one token. */
  @Override
  public OptionalInt idOf(String token) {
    return token.length() == 1 && token.charAt(0) < 0x80
        ? OptionalInt.of(token.charAt(0))
        : OptionalInt.empty();
  }

  @Override
  public Json toJson() {
    return JsonObject.builder().put("kind", KIND).build();
  }

  @Override
  public String toString() {
    return "256 bytes";
  }
}
