package org.atled.text.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;

/** Makes parts of a text of tokens; the text is those parts, one after another. */
@FunctionalInterface
public interface TokenDecoder {
  /** A token that stands for one byte. */
  Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

  List<String> apply(List<String> tokens);

  /** Letters are bytes, and all bytes together a text. */
  record ByteLevel() implements TokenDecoder {
    @Override
    public List<String> apply(List<String> tokens) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      tokens.forEach(token -> bytes.writeBytes(ByteAlphabet.bytes(token)));
      return List.of(Utf8Stream.text(bytes.toByteArray()));
    }
  }

  /**
   * The one that a {@code decoder} says.
   *
   * @throws FormatException for one that is not known
   */
  static TokenDecoder of(JsonPlace place) {
    switch (place.string("type")) {
      case "ByteLevel" -> {
        Parts.only(place, "add_prefix_space", "trim_offsets", "use_regex");
        return new ByteLevel();
      }
      case "WordPiece" -> {
        Parts.only(place, "prefix", "cleanup");
        String prefix = place.string("prefix");
        boolean cleanup = place.bool("cleanup");
        return tokens -> wordPieces(tokens, prefix, cleanup);
      }
      case "Metaspace" -> {
        Metaspace metaspace = Metaspace.of(place);
        return tokens ->
            IntStream.range(0, tokens.size())
                .mapToObj(i -> metaspace.blanks(tokens.get(i), i == 0))
                .toList();
      }
      case "BPEDecoder" -> {
        Parts.only(place, "suffix");
        String suffix = place.string("suffix");
        return tokens ->
            IntStream.range(0, tokens.size())
                .mapToObj(i -> tokens.get(i).replace(suffix, i + 1 < tokens.size() ? " " : ""))
                .toList();
      }
      case "ByteFallback" -> {
        Parts.only(place);
        return TokenDecoder::byteFallback;
      }
      case "Fuse" -> {
        Parts.only(place);
        return tokens -> List.of(String.join("", tokens));
      }
      case "Strip" -> {
        Parts.only(place, "content", "start", "stop");
        int content = Parts.character(place, "content").codePointAt(0);
        int start = Parts.count(place, "start");
        int stop = Parts.count(place, "stop");
        return tokens -> tokens.stream().map(token -> strip(token, content, start, stop)).toList();
      }
      case "Replace" -> {
        Parts.only(place, "pattern", "content");
        Pattern pattern = Parts.pattern(place.get("pattern"));
        String content = Matcher.quoteReplacement(place.string("content"));
        return tokens ->
            tokens.stream().map(token -> pattern.matcher(token).replaceAll(content)).toList();
      }
      case "Sequence" -> {
        Parts.only(place, "decoders");
        List<TokenDecoder> all = place.list("decoders").stream().map(TokenDecoder::of).toList();
        return tokens -> {
          List<String> result = tokens;
          for (TokenDecoder each : all) {
            result = each.apply(result);
          }
          return result;
        };
      }
      default ->
          throw Parts.unknown(
              place,
              "ByteLevel",
              "WordPiece",
              "Metaspace",
              "BPEDecoder",
              "ByteFallback",
              "Fuse",
              "Strip",
              "Replace",
              "Sequence");
    }
  }

  private static List<String> wordPieces(List<String> tokens, String prefix, boolean cleanup) {
    List<String> result = new ArrayList<>(tokens.size());
    for (String token : tokens) {
      String joined =
          result.isEmpty()
              ? token
              : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
      result.add(cleanup ? cleaned(joined) : joined);
    }
    return result;
  }

  /** English without blanks before signs; the words and their order are those of the library. */
  private static String cleaned(String token) {
    return token
        .replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" do not", " don't")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }

  /** Neighbours such as {@code <0x0A>} become their text, or U+FFFD for each if they are none. */
  private static List<String> byteFallback(List<String> tokens) {
    List<String> result = new ArrayList<>(tokens.size());
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    for (String token : tokens) {
      Matcher matcher = BYTE.matcher(token);
      if (matcher.matches()) {
        run.write(Integer.parseInt(matcher.group(1), 16));
      } else {
        end(run, result);
        result.add(token);
      }
    }
    end(run, result);
    return result;
  }

  private static void end(ByteArrayOutputStream run, List<String> result) {
    if (run.size() == 0) {
      return;
    }
    try {
      result.add(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(run.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      result.addAll(Collections.nCopies(run.size(), "\uFFFD"));
    }
    run.reset();
  }

  private static String strip(String token, int content, int start, int stop) {
    int from = 0;
    for (int i = 0; i < start && from < token.length() && token.codePointAt(from) == content; i++) {
      from += Character.charCount(content);
    }
    int to = token.length();
    for (int i = 0; i < stop && to > from && token.codePointBefore(to) == content; i++) {
      to -= Character.charCount(content);
    }
    return token.substring(from, to);
  }
}
