package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.json.JsonString;

/**
 * Byte-pair encoding (Sennrich et al. 2016): a piece begins as its characters; of the pairs that
 * are neighbours the one that was learned first becomes one token, the leftmost first, until none
 * is left.
 */
final class BytePairs implements Model {
  /** How many pieces, and how long ones, are remembered: most are words that come again. */
  private static final int REMEMBERED = 1 << 15;

  private static final int LONGEST_REMEMBERED = 64;

  /** What a pair becomes, and when it was learned. */
  private record Merge(int rank, int id) {}

  private final Map<String, Integer> ids;
  private final Map<Long, Merge> merges;
  private final Optional<Integer> unknown;
  private final boolean fuseUnknown;
  private final boolean byteFallback;
  private final boolean wholeFirst;
  private final String prefix;
  private final String suffix;
  private final Map<String, int[]> remembered = new ConcurrentHashMap<>();

  private BytePairs(JsonPlace model) {
    ids = Vocabularies.read(model.object("vocab"));
    prefix = Parts.string(model, "continuing_subword_prefix", "");
    suffix = Parts.string(model, "end_of_word_suffix", "");
    unknown = Vocabularies.find(model, "unk_token", ids);
    fuseUnknown = Parts.bool(model, "fuse_unk", false);
    byteFallback = Parts.bool(model, "byte_fallback", false);
    wholeFirst = Parts.bool(model, "ignore_merges", false);
    merges = merges(model);
  }

  static BytePairs of(JsonPlace model) {
    Parts.only(
        model,
        "dropout",
        "unk_token",
        "continuing_subword_prefix",
        "end_of_word_suffix",
        "fuse_unk",
        "byte_fallback",
        "ignore_merges",
        "vocab",
        "merges");
    Parts.find(model, "dropout")
        .filter(rate -> rate.asDouble() != 0)
        .ifPresent(rate -> {
          throw rate.error(
              "is "
                  + rate.value().compact()
                  + ": a text would get other ids each time, which is not known here; make it"
                  + " null.");
        });
    return new BytePairs(model);
  }

  private Map<Long, Merge> merges(JsonPlace model) {
    Map<Long, Merge> found = new HashMap<>();
    List<JsonPlace> list = model.list("merges");
    for (int rank = 0; rank < list.size(); rank++) {
      JsonPlace place = list.get(rank);
      List<String> pair = pair(place);
      int left = Vocabularies.id(place, pair.getFirst(), ids);
      int right = Vocabularies.id(place, pair.getLast(), ids);
      if (!pair.getLast().startsWith(prefix)) {
        throw place.error(
            "says \"" + pair.getLast() + "\", which should begin with \"" + prefix + "\".");
      }
      String merged = pair.getFirst() + pair.getLast().substring(prefix.length());
      found.put(key(left, right), new Merge(rank, Vocabularies.id(place, merged, ids)));
    }
    return found;
  }

  /** Both tokens: an array of two, or in older files one text with a blank between them. */
  private static List<String> pair(JsonPlace place) {
    List<String> pair =
        place.value() instanceof JsonString(String text)
            ? List.of(text.split(" ", -1))
            : place.items().stream().map(JsonPlace::asString).toList();
    if (pair.size() != 2) {
      throw place.error("should name two tokens, but it is " + place.value().compact() + ".");
    }
    return pair;
  }

  @Override
  public Map<String, Integer> ids() {
    return ids;
  }

  @Override
  public String name() {
    return "byte-pair encoding";
  }

  @Override
  public int[] encode(String piece) {
    int[] known = remembered.get(piece);
    if (known != null) {
      return known;
    }
    Integer whole = wholeFirst ? ids.get(piece) : null;
    int[] result = whole != null ? new int[] {whole} : merge(characters(piece));
    if (piece.length() <= LONGEST_REMEMBERED && remembered.size() < REMEMBERED) {
      remembered.put(piece, result);
    }
    return result;
  }

  private int[] characters(String piece) {
    IntStream.Builder found = IntStream.builder();
    boolean afterUnknown = false;
    int at = 0;
    while (at < piece.length()) {
      int end = piece.offsetByCodePoints(at, 1);
      String token =
          (at == 0 ? "" : prefix)
              + piece.substring(at, end)
              + (end == piece.length() ? suffix : "");
      Integer id = ids.get(token);
      Optional<int[]> bytes =
          id == null && byteFallback ? Vocabularies.bytes(token, ids) : Optional.empty();
      boolean isUnknown = id == null && bytes.isEmpty();
      if (id != null) {
        found.add(id);
      } else if (bytes.isPresent()) {
        IntStream.of(bytes.get()).forEach(found::add);
      } else if (unknown.isEmpty()) {
        throw Vocabularies.without(piece.substring(at, end), piece);
      } else if (!(fuseUnknown && afterUnknown)) {
        found.add(unknown.get());
      }
      afterUnknown = isUnknown;
      at = end;
    }
    return found.build().toArray();
  }

  /** n log n: a heap of pairs, and links from each token to its neighbours. */
  private int[] merge(int... tokens) {
    int n = tokens.length;
    int[] next = new int[n];
    int[] previous = new int[n];
    PriorityQueue<Long> heap = new PriorityQueue<>();
    for (int i = 0; i < n; i++) {
      previous[i] = i - 1;
      next[i] = i + 1;
      offer(heap, tokens, i, i + 1);
    }
    while (!heap.isEmpty()) {
      long first = heap.remove();
      int at = (int) first;
      int rank = (int) (first >> 32);
      // A token that was merged into the one before it has no next.
      int right = next[at];
      Merge merge = right < 0 || right >= n ? null : merges.get(key(tokens[at], tokens[right]));
      if (merge == null || merge.rank() != rank) {
        continue;
      }
      tokens[at] = merge.id();
      next[at] = next[right];
      next[right] = -1;
      if (next[at] < n) {
        previous[next[at]] = at;
        offer(heap, tokens, at, next[at]);
      }
      if (previous[at] >= 0) {
        offer(heap, tokens, previous[at], at);
      }
    }
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < n; i = next[i]) {
      result.add(tokens[i]);
    }
    return result.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Ordered by rank, then by place. */
  private void offer(PriorityQueue<Long> heap, int[] tokens, int left, int right) {
    Merge merge = right < tokens.length ? merges.get(key(tokens[left], tokens[right])) : null;
    if (merge != null) {
      heap.add(key(merge.rank(), left));
    }
  }

  private static long key(int high, int low) {
    return (long) high << 32 | low;
  }
}
