package org.atled.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.json.JsonString;
import org.atled.text.pipeline.ByteAlphabet;
import org.atled.text.pipeline.PreTokenizer;

/**
 * Learns a byte-pair encoding of a text (Sennrich et al. 2016), with the bytes and the pieces of
 * GPT-2 (Radford et al. 2019): tokens are bytes at first, and again and again the pair that is most
 * often two neighbours in a piece becomes one token. Of pairs that are equally frequent the one
 * with the smaller ids is first, that of its left token before that of its right one. It ends when
 * the vocabulary is full, or when no pair occurs twice.
 *
 * <p>Any text can be encoded, since all 256 bytes are tokens; special tokens have the ids behind
 * the learned ones. What comes out is saved as a {@code tokenizer.json}, which other libraries
 * read.
 *
 * <p>Pieces that are equal are counted once; the places of each pair are known, and a heap holds
 * the pairs by frequency, so that time grows as n log n in the length of the different pieces.
 */
public final class BytePairTraining {
  private static final int BYTES = 256;

  private final int size;
  private final List<String> specialTokens;

  private BytePairTraining(int size, List<String> specialTokens) {
    this.size = size;
    this.specialTokens = specialTokens;
  }

  /**
   * To a vocabulary of a size.
   *
   * @throws ArgumentException if it cannot hold all bytes
   */
  public static BytePairTraining of(int vocabularySize) {
    return checked(vocabularySize, List.of());
  }

  /**
   * With tokens that the text does not have, such as {@code <|endoftext|>}; they count as a part of
   * the vocabulary.
   */
  public BytePairTraining withSpecialTokens(String... tokens) {
    return checked(size, List.of(tokens));
  }

  private static BytePairTraining checked(int size, List<String> specialTokens) {
    if (size < BYTES + specialTokens.size()) {
      throw new ArgumentException(
          "A vocabulary of "
              + size
              + " is too small: "
              + BYTES
              + " bytes and "
              + specialTokens.size()
              + " special tokens are in any, so that it must have at least "
              + (BYTES + specialTokens.size())
              + ".");
    }
    if (specialTokens.contains("")
        || specialTokens.stream().distinct().count() < specialTokens.size()) {
      throw new ArgumentException(
          "Special tokens must be different and not empty, but they are " + specialTokens + ".");
    }
    return new BytePairTraining(size, specialTokens);
  }

  /** Learns from a text. The same text gives the same tokenizer everywhere. */
  public PipelineTokenizer train(String text) {
    return PipelineTokenizer.of(new JsonPlace(learned(text), "the trained tokenizer", ""));
  }

  private Json learned(String text) {
    char[] alphabet = ByteAlphabet.letters();
    Corpus corpus = Corpus.of(text, alphabet);
    List<String> tokens = new ArrayList<>();
    for (char letter : alphabet) {
      tokens.add(String.valueOf(letter));
    }
    Map<String, Integer> known = new HashMap<>();
    List<Json> merges = new ArrayList<>();
    while (tokens.size() < size - specialTokens.size()) {
      Pair best = corpus.mostFrequent();
      if (best.count < 2) {
        break;
      }
      String left = tokens.get(best.left);
      String right = tokens.get(best.right);
      merges.add(new JsonString(left + " " + right));
      // Two pairs may spell one token: it keeps the id that it got first.
      Integer id = known.putIfAbsent(left + right, tokens.size());
      if (id == null) {
        id = tokens.size();
        tokens.add(left + right);
      }
      corpus.merge(best, id);
    }
    return file(tokens, merges);
  }

  private Json file(List<String> tokens, List<Json> merges) {
    SequencedMap<String, Json> vocabulary = new LinkedHashMap<>();
    for (String token : tokens) {
      vocabulary.put(token, JsonNumber.of(vocabulary.size()));
    }
    List<Json> added = new ArrayList<>();
    for (String token : specialTokens) {
      Json id = vocabulary.computeIfAbsent(token, t -> JsonNumber.of(vocabulary.size()));
      added.add(
          JsonObject.builder()
              .put("id", id)
              .put("content", token)
              .put("single_word", false)
              .put("lstrip", false)
              .put("rstrip", false)
              .put("normalized", false)
              .put("special", true)
              .build());
    }
    Json bytes =
        JsonObject.builder()
            .put("type", "ByteLevel")
            .put("add_prefix_space", false)
            .put("trim_offsets", true)
            .put("use_regex", true)
            .build();
    return JsonObject.builder()
        .put("version", "1.0")
        .put("truncation", new JsonNull())
        .put("padding", new JsonNull())
        .put("added_tokens", new JsonArray(added))
        .put("normalizer", new JsonNull())
        .put("pre_tokenizer", bytes)
        .put("post_processor", new JsonNull())
        .put("decoder", bytes)
        .put(
            "model",
            JsonObject.builder()
                .put("type", "BPE")
                .put("dropout", new JsonNull())
                .put("unk_token", new JsonNull())
                .put("continuing_subword_prefix", new JsonNull())
                .put("end_of_word_suffix", new JsonNull())
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false)
                .put("vocab", new JsonObject(vocabulary))
                .put("merges", new JsonArray(merges))
                .build())
        .build();
  }

  /** Two tokens that are neighbours somewhere. */
  private static final class Pair {
    final int left;
    final int right;
    long count;

    /** Where its left token is, or was. */
    private int[] places = new int[2];

    private int known;

    Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    void add(int place) {
      if (known == places.length) {
        places = Arrays.copyOf(places, 2 * known);
      }
      places[known++] = place;
    }

    int[] sortedPlaces() {
      return IntStream.of(Arrays.copyOf(places, known)).sorted().distinct().toArray();
    }
  }

  /** A pair in the heap, with the count that it had when it came there. */
  private record Candidate(long count, Pair pair) {
    static final Comparator<Candidate> FIRST =
        Comparator.comparingLong(Candidate::count)
            .reversed()
            .thenComparingInt(c -> c.pair().left)
            .thenComparingInt(c -> c.pair().right);
  }

  /** The tokens of all different pieces, one piece after another, linked to their neighbours. */
  private static final class Corpus {
    private static final int NONE = -1;

    private final int[] tokens;
    private final int[] next;
    private final int[] previous;

    /** How often the piece of a place occurs. */
    private final int[] weights;

    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> heap = new PriorityQueue<>(Candidate.FIRST);

    /** Pairs that have grown since the heap was told. */
    private final List<Pair> grown = new ArrayList<>();

    private Corpus(SequencedMap<String, Integer> pieces, char... alphabet) {
      int n = Math.toIntExact(pieces.keySet().stream().mapToLong(String::length).sum());
      tokens = new int[n];
      next = new int[n];
      previous = new int[n];
      weights = new int[n];
      int at = 0;
      for (Map.Entry<String, Integer> piece : pieces.entrySet()) {
        int end = at + piece.getKey().length();
        for (int start = at; at < end; at++) {
          tokens[at] = Arrays.binarySearch(alphabet, piece.getKey().charAt(at - start));
          weights[at] = piece.getValue();
          previous[at] = at > start ? at - 1 : NONE;
          next[at] = at + 1 < end ? at + 1 : NONE;
        }
      }
      for (int i = 0; i < n; i++) {
        if (next[i] != NONE) {
          grow(i, next[i]);
        }
      }
      tellHeap();
    }

    static Corpus of(String text, char... alphabet) {
      SequencedMap<String, Integer> pieces = new LinkedHashMap<>();
      Matcher matcher = PreTokenizer.GPT2.matcher(text);
      while (matcher.find()) {
        pieces.merge(ByteAlphabet.spell(matcher.group()), 1, Integer::sum);
      }
      return new Corpus(pieces, alphabet);
    }

    /** A pair that occurs nowhere if there is no pair at all. */
    Pair mostFrequent() {
      Candidate first = heap.poll();
      // Counts only fall once a pair is known: one that has fallen goes back to where it belongs.
      while (first != null && first.count() != first.pair().count) {
        heap.add(new Candidate(first.pair().count, first.pair()));
        first = heap.poll();
      }
      return first == null ? new Pair(0, 0) : first.pair();
    }

    void merge(Pair pair, int id) {
      for (int at : pair.sortedPlaces()) {
        int right = next[at];
        if (tokens[at] != pair.left || right == NONE || tokens[right] != pair.right) {
          continue;
        }
        int before = previous[at];
        int after = next[right];
        shrink(before, at);
        shrink(right, after);
        tokens[at] = id;
        next[at] = after;
        tokens[right] = NONE;
        next[right] = NONE;
        if (after != NONE) {
          previous[after] = at;
          grow(at, after);
        }
        if (before != NONE) {
          grow(before, at);
        }
      }
      pair.count = 0;
      tellHeap();
    }

    private void grow(int left, int right) {
      Pair pair =
          pairs.computeIfAbsent(
              key(tokens[left], tokens[right]), k -> new Pair(tokens[left], tokens[right]));
      pair.count += weights[left];
      pair.add(left);
      grown.add(pair);
    }

    private void shrink(int left, int right) {
      if (left != NONE && right != NONE) {
        Pair pair = pairs.get(key(tokens[left], tokens[right]));
        if (pair != null) {
          pair.count -= weights[left];
        }
      }
    }

    private void tellHeap() {
      grown.stream()
          .distinct()
          .filter(pair -> pair.count > 0)
          .forEach(pair -> heap.add(new Candidate(pair.count, pair)));
      grown.clear();
    }

    private static long key(int left, int right) {
      return (long) left << 32 | right;
    }
  }
}
