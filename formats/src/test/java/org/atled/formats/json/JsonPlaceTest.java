package org.atled.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;

class JsonPlaceTest {
  private final JsonPlace model =
      JsonPlace.parse(
          """
          {"name": "mlp", "rate": 1e-3, "big": 123456789012345678901, "huge": 1e999, "on": true,
           "layers": [{"width": 784}, {"width": "wide"}], "wide": 3000000000,
           "sizes": [1, 2], "rates": [0.5, 2], "tags": ["a", "b"]}
          """,
          "model.json");

  @Test
  void givesTypedValues() {
    assertThat(model.string("name")).isEqualTo("mlp");
    assertThat(model.doubleValue("rate")).isEqualTo(0.001);
    assertThat(model.bool("on")).isTrue();
    assertThat(model.list("layers").getFirst().intValue("width")).isEqualTo(784);
    assertThat(model.longValue("wide")).isEqualTo(3_000_000_000L);
    assertThat(model.longs("sizes")).containsExactly(1, 2);
    assertThat(model.doubles("rates")).containsExactly(0.5, 2);
    assertThat(model.strings("tags")).containsExactly("a", "b");
    assertThat(model.has("depth")).isFalse();
    assertThat(model.find("depth")).isEmpty();
    assertThat(model.keys()).startsWith("name", "rate");
  }

  @Test
  void namesThePathOfWhatIsWrong() {
    refuses(
        () -> model.list("layers").get(1).longValue("width"),
        "\"layers[1].width\" should be an integer, but it is a string.");
    refuses(
        () -> model.longValue("rate"), "\"rate\" should be an integer of 64 bits, but it is 1e-3.");
    refuses(
        () -> model.longValue("big"),
        "\"big\" should be an integer of 64 bits, but it is 123456789012345678901.");
    refuses(
        () -> model.intValue("wide"),
        "\"wide\" should be an integer of 32 bits, but it is 3000000000.");
    refuses(
        () -> model.doubleValue("huge"),
        "\"huge\" is 1e999, which is beyond the range of a double.");
    refuses(() -> model.bool("name"), "\"name\" should be a boolean, but it is a string.");
    refuses(() -> model.string("on"), "\"on\" should be a string, but it is a boolean.");
    refuses(() -> model.object("layers"), "\"layers\" should be an object, but it is an array.");
    refuses(() -> model.list("name"), "\"name\" should be an array, but it is a string.");
    refuses(() -> model.strings("sizes"), "\"sizes[0]\" should be a string, but it is a number.");
    refuses(
        () -> model.list("layers").getFirst().string("bias"),
        "\"layers[0].bias\" is missing; \"layers[0]\" has the keys [width].");
    refuses(
        () -> JsonPlace.parse("[]", "model.json").string("a"),
        "the document should be an object, but it is an array.");
  }

  private static void refuses(ThrowingCallable read, String message) {
    assertThatThrownBy(read)
        .isInstanceOf(FormatException.class)
        .hasMessage("model.json: " + message);
  }
}
