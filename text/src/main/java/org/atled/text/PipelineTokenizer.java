package org.atled.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonPlace;
import org.atled.text.pipeline.AddedTokens;
import org.atled.text.pipeline.AddedTokens.Added;
import org.atled.text.pipeline.AddedTokens.Section;
import org.atled.text.pipeline.ByteAlphabet;
import org.atled.text.pipeline.Model;
import org.atled.text.pipeline.Normalizer;
import org.atled.text.pipeline.Piece;
import org.atled.text.pipeline.PostProcessor;
import org.atled.text.pipeline.PreTokenizer;
import org.atled.text.pipeline.TokenDecoder;
import org.atled.text.pipeline.TokenStream;
import org.atled.text.pipeline.Utf8Stream;

/**
 * A tokenizer as Hugging Face's {@code tokenizer.json} describes it: added tokens are found, the
 * text between them is normalized and split, a model (BPE, WordPiece or Unigram) makes ids of the
 * pieces, and a template adds marks. Its truncation and padding are not applied: who makes batches
 * does that.
 *
 * <p>A text gets the ids that the library gives it, with one exception: what a BPE model has no
 * token for and cannot call unknown is an error here, and left out there.
 */
public final class PipelineTokenizer implements Tokenizer {
  private final Json json;
  private final String[] tokens;
  private final boolean[] special;
  private final Map<String, Integer> ids = new HashMap<>();
  private final AddedTokens written;
  private final AddedTokens normalized;
  private final Normalizer normalizer;
  private final PreTokenizer preTokenizer;
  private final Model model;
  private final PostProcessor postProcessor;
  private final TokenDecoder decoder;

  private PipelineTokenizer(JsonPlace file) {
    json = file.value();
    model = Model.of(file.object("model"));
    normalizer = part(file, "normalizer", Normalizer::of, text -> text);
    preTokenizer = part(file, "pre_tokenizer", PreTokenizer::of, List::of);
    postProcessor = part(file, "post_processor", PostProcessor::of, PostProcessor.none());
    decoder = part(file, "decoder", TokenDecoder::of, all -> List.of(String.join(" ", all)));
    List<Added> added = part(file, "added_tokens", AddedTokens::read, List.of());
    written = AddedTokens.asWritten(added);
    normalized = AddedTokens.normalized(added, normalizer);
    ids.putAll(model.ids());
    addIds(file, added);
    tokens = tokens(file, ids);
    special = new boolean[tokens.length];
    for (Added token : added) {
      special[token.id()] = token.special();
      // What is found in normalized text is shown as it was found.
      if (token.normalized()) {
        tokens[token.id()] = normalizer.apply(token.content());
      }
    }
    postProcessor
        .marks()
        .filter(id -> id >= tokens.length)
        .findFirst()
        .ifPresent(id -> {
          throw file.get("post_processor")
              .error(
                  "adds the id " + id + ", but the vocabulary has " + tokens.length + " tokens.");
        });
  }

  /**
   * Of a file's contents.
   *
   * @throws FormatException that names what is missing or damaged, and the type of a part that is
   *     not known, by its path in the file
   */
  public static PipelineTokenizer of(JsonPlace file) {
    return new PipelineTokenizer(file);
  }

  private static <T> T part(JsonPlace file, String key, Function<JsonPlace, T> read, T otherwise) {
    return file.find(key)
        .filter(place -> !(place.value() instanceof JsonNull))
        .map(read)
        .orElse(otherwise);
  }

  private void addIds(JsonPlace file, List<Added> added) {
    for (int i = 0; i < added.size(); i++) {
      Added token = added.get(i);
      Integer other = ids.putIfAbsent(token.content(), token.id());
      if (other != null && other != token.id()) {
        throw file.list("added_tokens")
            .get(i)
            .get("id")
            .error(
                "is "
                    + token.id()
                    + ", but \""
                    + token.content()
                    + "\" has the id "
                    + other
                    + " already.");
      }
    }
  }

  /** The token of each id; every id from 0 on must have one. */
  private static String[] tokens(JsonPlace file, Map<String, Integer> ids) {
    String[] tokens = new String[ids.size()];
    int beyond = -1;
    for (Map.Entry<String, Integer> entry : ids.entrySet()) {
      int id = entry.getValue();
      if (id >= tokens.length) {
        beyond = Math.max(beyond, id);
      } else if (tokens[id] != null) {
        throw file.error(
            "has two tokens of the id "
                + id
                + ": \""
                + tokens[id]
                + "\" and \""
                + entry.getKey()
                + "\".");
      } else {
        tokens[id] = entry.getKey();
      }
    }
    if (beyond >= 0) {
      int hole = 0;
      while (tokens[hole] != null) {
        hole++;
      }
      throw file.error(
          "has a vocabulary with holes: no token has the id "
              + hole
              + ", but ids go up to "
              + beyond
              + ".");
    }
    return tokens;
  }

  @Override
  public int size() {
    return tokens.length;
  }

  @Override
  public int[] encode(String text) {
    return postProcessor.of(plain(text));
  }

  @Override
  public int[] encodeBeginning(String text) {
    return postProcessor.ofBeginning(plain(text));
  }

  /** The ids of two texts, with the marks that the tokenizer's template sets round and between. */
  public int[] encodePair(String first, String second) {
    return postProcessor.ofPair(plain(first), plain(second));
  }

  private int[] plain(String text) {
    IntStream.Builder result = IntStream.builder();
    for (Section section : written.cut(text, true)) {
      if (section.id() >= 0) {
        result.add(section.id());
        continue;
      }
      String clean = normalizer.apply(section.text());
      for (Section part : normalized.cut(clean, section.first())) {
        if (part.id() >= 0) {
          result.add(part.id());
          continue;
        }
        for (Piece piece : preTokenizer.apply(new Piece(part.text(), part.first()))) {
          for (int id : model.encode(piece.text())) {
            result.add(id);
          }
        }
      }
    }
    return result.build().toArray();
  }

  /** The text of ids; special tokens, such as the mark of an end, are left out. */
  @Override
  public String decode(int... ids) {
    List<String> shown =
        IntStream.of(ids)
            .map(id -> Ids.check(id, tokens.length))
            .filter(id -> !special[id])
            .mapToObj(id -> tokens[id])
            .toList();
    return String.join("", decoder.apply(shown));
  }

  /** Decodes ids one after another; special tokens add nothing. */
  @Override
  public Decoder decoder() {
    if (decoder instanceof TokenDecoder.ByteLevel) {
      Utf8Stream stream = new Utf8Stream();
      return decoder(token -> stream.next(ByteAlphabet.bytes(token)), stream::end);
    }
    TokenStream stream = new TokenStream(decoder);
    return decoder(stream::next, stream::end);
  }

  private Decoder decoder(UnaryOperator<String> next, Supplier<String> end) {
    return new Decoder() {
      @Override
      public String next(int id) {
        return special[Ids.check(id, tokens.length)] ? "" : next.apply(tokens[id]);
      }

      @Override
      public String end() {
        return end.get();
      }
    };
  }

  @Override
  public OptionalInt idOf(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The token of an id, as the vocabulary writes it.
   *
   * @throws ArgumentException for an id outside the vocabulary
   */
  public String tokenOf(int id) {
    return tokens[Ids.check(id, tokens.length)];
  }

  /** The file's own contents. */
  @Override
  public Json toJson() {
    return json;
  }

  @Override
  public String toString() {
    return tokens.length + " tokens by " + model.name();
  }
}
