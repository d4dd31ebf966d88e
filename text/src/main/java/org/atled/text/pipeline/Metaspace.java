package org.atled.text.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import org.atled.formats.json.JsonPlace;
import org.atled.text.pipeline.Split.Behavior;

/**
 * SentencePiece's blanks (Kudo and Richardson 2018): a blank is a sign that tokens have in them,
 * and a word begins with it.
 *
 * @param sign mostly U+2581, a lower block
 * @param prefix which pieces get a blank in front
 * @param split whether each word is a piece
 */
record Metaspace(String sign, Prefix prefix, boolean split) implements PreTokenizer {
  /** Which pieces get a blank in front, if they have none. */
  enum Prefix {
    ALWAYS,
    FIRST,
    NEVER
  }

  /** Of a pre-tokenizer or of a decoder, which say the same. */
  static Metaspace of(JsonPlace place) {
    Parts.only(place, "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split");
    return new Metaspace(
        Parts.character(place, "replacement"), prefix(place), Parts.bool(place, "split", true));
  }

  private static Prefix prefix(JsonPlace place) {
    // Older files say only whether.
    boolean whether = Parts.bool(place, "add_prefix_space", true);
    return Parts.find(place, "prepend_scheme")
        .map(scheme ->
            switch (scheme.asString()) {
              case "always" -> Prefix.ALWAYS;
              case "first" -> Prefix.FIRST;
              case "never" -> Prefix.NEVER;
              default ->
                  throw scheme.error(
                      "is \""
                          + scheme.asString()
                          + "\", which is not known; known are always, first, never.");
            })
        .orElse(whether ? Prefix.ALWAYS : Prefix.NEVER);
  }

  @Override
  public List<Piece> apply(Piece piece) {
    String text = piece.text().replace(" ", sign);
    boolean wanted = prefix == Prefix.ALWAYS || prefix == Prefix.FIRST && piece.first();
    Piece whole = new Piece(wanted && !text.startsWith(sign) ? sign + text : text, piece.first());
    return split
        ? Split.by(Pattern.compile(Pattern.quote(sign)), false, Behavior.MERGED_WITH_NEXT)
            .apply(whole)
        : List.of(whole);
  }

  /** Blanks for signs, but for the one in front that {@link #apply} may have added. */
  String blanks(String token, boolean first) {
    return token.replace(sign, first && prefix != Prefix.NEVER ? "" : " ");
  }
}
