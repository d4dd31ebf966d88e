package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes text of tokens that come one after another, by a decoder that wants all: those that were
 * shown last stay before the new ones, so that what a token adds is known, such as its blank.
 */
public final class TokenStream {
  /** A character has four bytes at most, so that three may wait for the last one. */
  private static final int LONGEST_WAIT = 4;

  private final TokenDecoder decoder;
  private final List<String> shown = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();

  public TokenStream(TokenDecoder decoder) {
    this.decoder = decoder;
  }

  /** What a token adds; nothing while it may be half of a character. */
  public String next(String token) {
    waiting.add(token);
    String text = added();
    if (text.endsWith("\uFFFD") && waiting.size() < LONGEST_WAIT) {
      return "";
    }
    if (!text.isEmpty()) {
      shown.clear();
    }
    shown.addAll(waiting);
    waiting.clear();
    return text;
  }

  /** What waited. */
  public String end() {
    String text = waiting.isEmpty() ? "" : added();
    waiting.clear();
    shown.clear();
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
