package org.atled.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;

/** Reads tokenizers of every kind. */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * The tokenizer that {@link Tokenizer#toJson} wrote, or that another library's {@code
   * tokenizer.json} describes.
   *
   * @throws FormatException that names the place of what is missing, damaged or not known
   */
  public static Tokenizer of(JsonPlace json) {
    if (json.has("model")) {
      return PipelineTokenizer.of(json);
    }
    if (!json.has("kind")) {
      throw json.error(
          "is no tokenizer: it has neither a \"model\", as a tokenizer.json has, nor a \"kind\", as"
              + " those of characters and bytes have.");
    }
    String kind = json.string("kind");
    return switch (kind) {
      case ByteTokenizer.KIND -> new ByteTokenizer();
      case CharacterTokenizer.KIND -> CharacterTokenizer.of(json);
      default ->
          throw json.get("kind")
              .error(
                  "is \""
                      + kind
                      + "\", which is no kind of tokenizer; known are bytes and characters.");
    };
  }

  /**
   * The tokenizer of a file, as {@link #of} reads it.
   *
   * @throws FormatException as there
   */
  public static Tokenizer read(Path file) throws IOException {
    return of(JsonPlace.parse(Files.readAllBytes(file), file.toString()));
  }
}
