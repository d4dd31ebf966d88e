package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.atled.core.error.AtledException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.json.JsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that is damaged is either read, and then does its work, or refused by a message of ours.
 */
class TokenizerFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz", 100);
  private static final List<Json> OTHERS =
      List.of(
          new JsonNull(),
          new JsonBool(true),
          JsonNumber.of(-1),
          JsonNumber.of(3),
          JsonNumber.of(1L << 40),
          new JsonNumber("1e999"),
          new JsonString(""),
          new JsonString("a"),
          new JsonString("[\\"),
          new JsonString("Sequence"),
          new JsonArray(List.of()),
          new JsonObject(new LinkedHashMap<>()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama2",
        "llama3",
        "clip",
        "mistral",
        "bert-uncased",
        "bert-cased",
        "unigram",
        "added",
        "split-regex",
        "roberta"
      })
  void damagedFiles(String name) {
    Json whole = PipelineTokenizerTest.file(name).get("tokenizer").value();
    RandomGenerator random = new SplittableRandom(name.hashCode());
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Json damaged = damaged(whole, random);
      try {
        PipelineTokenizer tokenizer = PipelineTokenizer.of(new JsonPlace(damaged, "t.json", ""));
        tokenizer.decode(tokenizer.encode(" It's <mask>\u00e9 12 \ud83d\ude00 the"));
        tokenizer.encodePair("a", "b");
      } catch (AtledException e) {
        refused++;
        assertThat(e.getMessage()).endsWith(".");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(damaged.compact(), e);
      }
    }
    assertThat(refused).isBetween(MUTANTS / 20, MUTANTS);
  }

  /** With another value, or none, at a place that is drawn: each step goes into a child or ends. */
  private static Json damaged(Json json, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return OTHERS.get(random.nextInt(OTHERS.size()));
    }
    return switch (json) {
      case JsonObject(var members) when !members.isEmpty() -> {
        SequencedMap<String, Json> changed = new LinkedHashMap<>(members);
        Map.Entry<String, Json> entry =
            List.copyOf(members.entrySet()).get(random.nextInt(members.size()));
        if (random.nextInt(8) == 0) {
          changed.remove(entry.getKey());
        } else {
          changed.put(entry.getKey(), damaged(entry.getValue(), random));
        }
        yield new JsonObject(changed);
      }
      case JsonArray(var items) when !items.isEmpty() -> {
        List<Json> changed = new ArrayList<>(items);
        int at = random.nextInt(items.size());
        if (random.nextInt(8) == 0) {
          changed.remove(at);
        } else {
          changed.set(at, damaged(items.get(at), random));
        }
        yield new JsonArray(changed);
      }
      default -> OTHERS.get(random.nextInt(OTHERS.size()));
    };
  }
}
