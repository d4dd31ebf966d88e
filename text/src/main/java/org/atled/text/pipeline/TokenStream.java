package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Makes text of tokens that come one after another, by a decoder that wants all: those that were
 * shown last stay before the new ones, so that what a token adds is known, such as its blank.
 */
public final class TokenStream {
  private final TokenDecoder decoder;
  private final List<String> shown = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();

  /**
   * Tells whether the bytes that tokens such as {@code <0xE2>} stand for end within a character.
   */
  private final Utf8Stream bytes = new Utf8Stream();

  public TokenStream(TokenDecoder decoder) {
    this.decoder = decoder;
  }

  /** What a token adds; nothing while a character is not complete. */
  public String next(String token) {
    waiting.add(token);
    Matcher matcher = TokenDecoder.BYTE.matcher(token);
    if (matcher.matches()) {
      bytes.next((byte) Integer.parseInt(matcher.group(1), 16));
      if (bytes.waits()) {
        return "";
      }
    } else {
      bytes.end();
    }
    String text = added();
    if (!text.isEmpty()) {
      shown.clear();
    }
    shown.addAll(waiting);
    waiting.clear();
    return text;
  }

  /** What waited; afterwards a new text may begin. */
  public String end() {
    String text = waiting.isEmpty() ? "" : added();
    waiting.clear();
    shown.clear();
    bytes.end();
    return text;
  }

  private String added() {
    String before = text(shown);
    List<String> all = new ArrayList<>(shown);
    all.addAll(waiting);
    String whole = text(all);
    return whole.startsWith(before) ? whole.substring(before.length()) : text(waiting);
  }

  private String text(List<String> tokens) {
    return String.join("", decoder.apply(tokens));
  }
}
