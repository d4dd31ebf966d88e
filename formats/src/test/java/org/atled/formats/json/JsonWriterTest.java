package org.atled.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private static final JsonObject MODEL =
      JsonObject.builder()
          .put("name", "a \"b\"\\\n\r\t\u0001é𝛁")
          .put("width", 784)
          .put("rate", 0.001)
          .put("bias", true)
          .put("sizes", JsonArray.of(2, 3))
          .put("none", new JsonArray(List.of()))
          .put("empty", JsonObject.builder().build())
          .put("gone", new JsonNull())
          .build();

  @Test
  void writesCompactly() {
    assertThat(MODEL.compact())
        .isEqualTo(
            "{\"name\":\"a \\\"b\\\"\\\\\\n\\r\\t\\u0001é𝛁\",\"width\":784,\"rate\":0.001,"
                + "\"bias\":true,\"sizes\":[2,3],\"none\":[],\"empty\":{},\"gone\":null}");
  }

  @Test
  void writesForPeople() {
    assertThat(JsonObject.builder().put("a", JsonArray.of(1, 2)).put("b", "x").build().pretty())
        .isEqualTo(
            """
            {
              "a": [
                1,
                2
              ],
              "b": "x"
            }\
            """);
  }

  @Test
  void whatItWritesReadsBackTheSame() {
    assertThat(Json.parse(MODEL.compact(), "s")).isEqualTo(MODEL);
    assertThat(Json.parse(MODEL.pretty(), "s")).isEqualTo(MODEL);
  }

  @Test
  void doublesAndLongsReadBackInEveryBit() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      long bits = random.nextLong();
      assertThat(JsonNumber.of(bits).asLong()).hasValue(bits);
      double value = Double.longBitsToDouble(bits);
      if (Double.isFinite(value)) {
        String text = JsonNumber.of(value).compact();
        assertThat(((JsonNumber) Json.parse(text, "s")).asDouble()).as("%s", text).hasValue(value);
      }
    }
    assertThat(JsonNumber.of(0.1).compact()).isEqualTo("0.1");
    assertThat(JsonNumber.of(2e-3).compact()).isEqualTo("0.002");
    assertThat(JsonNumber.of(-0.0).compact()).isEqualTo("-0.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatJsonHasNoNumberFor(double value) {
    assertThatThrownBy(() -> JsonObject.builder().put("loss", value))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("JSON has no number for " + value + "; write it as a string or as null.");
  }

  @Test
  void refusesTextsThatAreNone() {
    for (String half : List.of("a\ud835", "\udec1", "\ud835x", "\udec1\ud835")) {
      assertThatThrownBy(() -> new JsonString(half).compact())
          .isInstanceOf(ArgumentException.class)
          .hasMessageMatching(
              "A JSON string holds half of a surrogate pair, U\\+D[8E][3C][51] at index [01];"
                  + " it is not text\\.");
    }
  }

  @Test
  void refusesWhatCouldNotBeReadBack() {
    Json value = new JsonNull();
    for (int i = 0; i <= Json.MAX_DEPTH; i++) {
      value = JsonArray.of(value);
    }
    assertThatThrownBy(value::compact)
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The JSON value nests deeper than 512 levels; flatten it.");
    assertThatThrownBy(() -> JsonObject.builder().put("a", 1).put("a", 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The JSON object already has the key \"a\"; give each key once.");
    assertThatThrownBy(() -> new JsonNumber("1."))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("\"1.\" is not a JSON number; write it like -1.5e3.");
  }
}
