package org.atled.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.atled.core.error.FormatException;
import org.atled.formats.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
  @Test
  void readsEveryKindOfValue() {
    var members = new LinkedHashMap<String, Json>();
    members.put("b", JsonArray.of(new JsonNumber("1"), new JsonNull()));
    members.put("a", new JsonString("x"));
    members.put("", new JsonObject(new LinkedHashMap<>()));
    members.put("t", new JsonBool(true));
    members.put("f", new JsonBool(false));
    assertThat(
            Json.parse(
                " {\"b\" :[1,null ],\n\t\"a\":\"x\",\"\":{},\"t\":true,\"f\":false}\r\n", "s"))
        .isEqualTo(new JsonObject(members));
    assertThat(((JsonObject) Json.parse("{\"b\":1,\"a\":2}", "s")).members().keySet())
        .containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "12",
        "-1.5",
        "1e5",
        "1E-5",
        "0.1e+05",
        "9223372036854775807",
        "123456789012345678901234567890"
      })
  void keepsTheTextOfANumber(String text) {
    assertThat(Json.parse(text, "s")).isEqualTo(new JsonNumber(text));
  }

  @Test
  void readsEscapesAndUnicode() {
    assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD835\\uDEC1 ∇𝛁\"", "s"))
        .isEqualTo(new JsonString("\"\\/\b\f\n\r\té𝛁 ∇𝛁"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "``~0~expected a JSON value, found the end of the text.",
        "{\"a\" 1}~5~expected ':' after the key \"a\", found '1'.",
        "{\"a\":}~5~expected a value for the key \"a\", found '}'.",
        "{\"a\":1,}~7~expected a key in quotes, found '}'.",
        "{a:1}~1~expected a key in quotes or '}', found 'a'.",
        "{\"a\":1 \"b\":2}~7~expected ',' or '}' after the value of \"a\", found '\"'.",
        "{\"a\":1,\"a\":2}~7~the key \"a\" stands twice in one object; keep one of them.",
        "[1,]~3~expected a value, found ']'.",
        "[,1]~1~expected a value or ']', found ','.",
        "[1 2]~3~expected ',' or ']', found '2'.",
        "[1~2~expected ',' or ']', found the end of the text.",
        "1 2~2~expected the end of the text, found '2'.",
        "01~1~expected '.', an exponent or the end of the number after its leading 0, found '1'.",
        "-~1~expected a digit, found the end of the text.",
        "1.~2~expected a digit, found the end of the text.",
        "1e~2~expected a digit, found the end of the text.",
        ".5~0~expected a JSON value, found '.'.",
        "+1~0~expected a JSON value, found '+'.",
        "NaN~0~expected a JSON value, found 'N'.",
        "nul~3~expected 'l' of null, found the end of the text.",
        "truth~3~expected 'e' of true, found 't'.",
        "\"ab~3~expected '\"' at the end of the string, found the end of the text.",
        "\"\\x\"~2~expected one of \" \\ / b f n r t u after the backslash, found 'x'.",
        "\"\\u12g4\"~5~expected a hexadecimal digit, found 'g'.",
        "\"\\ud835\"~1~the escape is half of a surrogate pair.",
        "\"\\udec1\"~1~the escape is half of a surrogate pair.",
        "\"\\ud835\\n\"~1~the escape is half of a surrogate pair.",
        "/**/1~0~expected a JSON value, found '/'.",
      })
  void namesTheByteWhatWasExpectedAndWhatIsThere(String text, int offset, String reason) {
    assertThatThrownBy(() -> Json.parse(text, "a.json"))
        .isInstanceOf(FormatException.class)
        .hasMessage("a.json: at byte " + offset + ": " + reason);
  }

  @Test
  void countsBytesNotCharacters() {
    assertThatThrownBy(() -> Json.parse("\"é\" x", "a.json"))
        .hasMessage("a.json: at byte 5: expected the end of the text, found 'x'.");
  }

  @Test
  void refusesControlCharactersByteOrderMarksAndBrokenUtf8() {
    assertThatThrownBy(() -> Json.parse("\"a\nb\"", "a.json"))
        .hasMessage("a.json: at byte 2: expected '\"' at the end of the string, found byte 0x0A.");
    assertThatThrownBy(() -> Json.parse("\uFEFF1", "a.json"))
        .hasMessage("a.json: at byte 0: expected a JSON value, found byte 0xEF.");
    assertThatThrownBy(() -> Json.parse(new byte[] {'"', 'a', (byte) 0xC3, '"'}, "a.json"))
        .hasMessage("a.json: at byte 2: these bytes are not UTF-8.");
    assertThatThrownBy(() -> Json.parse("\"\ud835\"", "a.json"))
        .hasMessage("a.json: the text holds half of a surrogate pair.");
  }

  @Test
  void refusesHostileNesting() {
    String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    assertThat(Json.parse(deepest, "s").compact()).isEqualTo(deepest);
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000), "a.json"))
        .isInstanceOf(FormatException.class)
        .hasMessage("a.json: at byte 512: arrays and objects nest deeper than 512 levels.");
    assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000), "a.json"))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void readsOrRefusesEveryMutation() {
    String valid = "{\"a\":[1,-2.5e3,null],\"é𝛁\":{\"x\":\"\\u00e9\\n\"},\"b\":true}";
    int refused =
        Mutations.check(
            valid.getBytes(StandardCharsets.UTF_8),
            bytes -> Json.parse(Json.parse(bytes, "s").pretty(), "s"));
    assertThat(refused).isGreaterThan(300);
  }
}
