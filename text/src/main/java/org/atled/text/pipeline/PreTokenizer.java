package org.atled.text.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;
import org.atled.text.pipeline.Split.Behavior;

/** Splits a text into pieces before the model sees it. */
@FunctionalInterface
public interface PreTokenizer {
  List<Piece> apply(Piece piece);

  /** GPT-2's pieces (Radford et al. 2019, {@code encoder.py} of the published code). */
  Pattern GPT2 =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * The one that a {@code pre_tokenizer} says.
   *
   * @throws FormatException for one that is not known
   */
  static PreTokenizer of(JsonPlace place) {
    switch (place.string("type")) {
      case "ByteLevel" -> {
        Parts.only(place, "add_prefix_space", "trim_offsets", "use_regex");
        return byteLevel(
            Parts.bool(place, "add_prefix_space", true), Parts.bool(place, "use_regex", true));
      }
      case "Whitespace" -> {
        Parts.only(place);
        return Split.by(
            Pattern.compile("\\w+|[^\\w\\s]+", Pattern.UNICODE_CHARACTER_CLASS),
            true,
            Behavior.REMOVED);
      }
      case "WhitespaceSplit" -> {
        Parts.only(place);
        return Split.at(Classes::isSpace, Behavior.REMOVED);
      }
      case "BertPreTokenizer" -> {
        Parts.only(place);
        return all(
            List.of(
                Split.at(Classes::isSpace, Behavior.REMOVED),
                Split.at(Classes::isPunctuation, Behavior.ISOLATED)));
      }
      case "Metaspace" -> {
        return Metaspace.of(place);
      }
      case "Split" -> {
        Parts.only(place, "pattern", "behavior", "invert");
        return Split.by(
            Parts.pattern(place.get("pattern")),
            Parts.bool(place, "invert", false),
            Behavior.of(place.get("behavior")));
      }
      case "Punctuation" -> {
        Parts.only(place, "behavior");
        return Split.at(
            Classes::isPunctuation,
            Parts.find(place, "behavior").map(Behavior::of).orElse(Behavior.ISOLATED));
      }
      case "Digits" -> {
        Parts.only(place, "individual_digits");
        return Split.at(
            Classes::isNumber,
            Parts.bool(place, "individual_digits", false)
                ? Behavior.ISOLATED
                : Behavior.CONTIGUOUS);
      }
      case "Sequence" -> {
        Parts.only(place, "pretokenizers");
        return all(place.list("pretokenizers").stream().map(PreTokenizer::of).toList());
      }
      default ->
          throw Parts.unknown(
              place,
              "ByteLevel",
              "Whitespace",
              "WhitespaceSplit",
              "BertPreTokenizer",
              "Metaspace",
              "Split",
              "Punctuation",
              "Digits",
              "Sequence");
    }
  }

  private static PreTokenizer byteLevel(boolean prefix, boolean regex) {
    PreTokenizer split = regex ? Split.by(GPT2, false, Behavior.ISOLATED) : List::of;
    return piece -> {
      boolean add = prefix && !piece.text().startsWith(" ");
      return split.apply(add ? new Piece(" " + piece.text(), piece.first()) : piece).stream()
          .map(found -> new Piece(ByteAlphabet.spell(found.text()), found.first()))
          .toList();
    };
  }

  private static PreTokenizer all(List<PreTokenizer> steps) {
    return piece -> {
      List<Piece> pieces = List.of(piece);
      for (PreTokenizer step : steps) {
        pieces = pieces.stream().flatMap(each -> step.apply(each).stream()).toList();
      }
      return pieces;
    };
  }
}
