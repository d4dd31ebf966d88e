package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;

/**
 * A unigram language model (Kudo 2018): of all ways to make a piece of tokens the one of the
 * greatest sum of log-probabilities (Viterbi), the one with the longest last token if some are
 * equal. A character that no token is costs {@link #PENALTY} more than the least probable token;
 * neighbours of that kind are one unknown.
 */
final class Unigrams implements Model {
  /** SentencePiece's {@code kUnkPenalty}. */
  private static final double PENALTY = 10;

  private final Map<String, Integer> ids = new HashMap<>();
  private final double[] scores;
  private final OptionalInt unknown;
  private final boolean byteFallback;
  private final double unknownScore;

  /** All tokens, so that those with one beginning are neighbours. */
  private final String[] sorted;

  private final int[] sortedIds;

  private Unigrams(JsonPlace model) {
    List<JsonPlace> vocabulary = model.list("vocab");
    scores = new double[vocabulary.size()];
    for (int id = 0; id < scores.length; id++) {
      List<JsonPlace> entry = vocabulary.get(id).items();
      if (entry.size() != 2) {
        throw vocabulary.get(id).error("should be a token and its score.");
      }
      String token = entry.getFirst().asString();
      scores[id] = entry.getLast().asDouble();
      Integer other = ids.putIfAbsent(token, id);
      if (other != null) {
        throw vocabulary
            .get(id)
            .error("is \"" + token + "\", which is the token of id " + other + " already.");
      }
    }
    unknown =
        Parts.find(model, "unk_id").isPresent()
            ? OptionalInt.of(Parts.count(model, "unk_id"))
            : OptionalInt.empty();
    if (unknown.isPresent() && unknown.getAsInt() >= scores.length) {
      throw model
          .get("unk_id")
          .error(
              "is "
                  + unknown.getAsInt()
                  + ", but the vocabulary has ids from 0 to "
                  + (scores.length - 1)
                  + ".");
    }
    byteFallback = Parts.bool(model, "byte_fallback", false);
    unknownScore = Arrays.stream(scores).min().orElse(0) - PENALTY;
    sorted = ids.keySet().stream().sorted(Comparator.naturalOrder()).toArray(String[]::new);
    sortedIds = Arrays.stream(sorted).mapToInt(ids::get).toArray();
  }

  static Unigrams of(JsonPlace model) {
    Parts.only(model, "unk_id", "vocab", "byte_fallback");
    return new Unigrams(model);
  }

  @Override
  public Map<String, Integer> ids() {
    return ids;
  }

  @Override
  public String name() {
    return "unigram";
  }

  @Override
  public int[] encode(String piece) {
    IntStream.Builder found = IntStream.builder();
    for (String token : tokens(piece)) {
      Integer id = ids.get(token);
      if (id != null) {
        found.add(id);
      } else {
        IntStream.of(ofUnknown(token, piece)).forEach(found::add);
      }
    }
    return found.build().toArray();
  }

  private int[] ofUnknown(String token, String piece) {
    if (byteFallback) {
      var bytes = Vocabularies.bytes(token, ids);
      if (bytes.isPresent()) {
        return bytes.get();
      }
    }
    return new int[] {unknown.orElseThrow(() -> Vocabularies.without(token, piece))};
  }

  /** The best path through a piece, where unknown neighbours are joined. */
  private List<String> tokens(String piece) {
    int n = piece.length();
    Paths paths = new Paths(n);
    for (int at = 0; at < n; at = piece.offsetByCodePoints(at, 1)) {
      int one = piece.offsetByCodePoints(at, 1);
      if (!tokensAt(piece, at, one, paths)) {
        String character = piece.substring(at, one);
        int id = unknown.orElseThrow(() -> Vocabularies.without(character, piece));
        paths.offer(at, one, unknownScore, id);
      }
    }
    List<String> backwards = new ArrayList<>();
    for (int end = n; end > 0; ) {
      int start = paths.starts[end];
      while (start > 0 && isUnknown(paths.ids[end]) && isUnknown(paths.ids[start])) {
        start = paths.starts[start];
      }
      backwards.add(piece.substring(start, end));
      end = start;
    }
    return backwards.reversed();
  }

  private boolean isUnknown(int id) {
    return unknown.isPresent() && unknown.getAsInt() == id;
  }

  /** Offers all tokens that begin at a place, and tells whether one is its character. */
  private boolean tokensAt(String piece, int at, int one, Paths paths) {
    boolean single = false;
    int low = 0;
    int high = sorted.length;
    for (int end = at + 1; end <= piece.length() && low < high; end++) {
      int depth = end - at - 1;
      char c = piece.charAt(end - 1);
      low = firstFrom(low, high, depth, c);
      high = firstFrom(low, high, depth, c + 1);
      // The shortest of those with one beginning comes first.
      if (low < high && sorted[low].length() == depth + 1) {
        int id = sortedIds[low];
        paths.offer(at, end, scores[id], id);
        single |= end == one;
      }
    }
    return single;
  }

  /** The first of tokens with one beginning whose character at a depth is not below another. */
  private int firstFrom(int from, int to, int depth, int c) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      String token = sorted[middle];
      if (token.length() > depth && token.charAt(depth) >= c) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The best path to each place. */
  private static final class Paths {
    final int[] starts;
    final int[] ids;
    private final double[] scores;

    Paths(int length) {
      starts = new int[length + 1];
      Arrays.fill(starts, -1);
      ids = new int[length + 1];
      scores = new double[length + 1];
    }

    /** The first of equals stays. */
    void offer(int start, int end, double score, int id) {
      double sum = scores[start] + score;
      if (starts[end] < 0 || sum > scores[end]) {
        starts[end] = start;
        scores[end] = sum;
        ids[end] = id;
      }
    }
  }
}
