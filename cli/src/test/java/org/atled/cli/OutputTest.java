package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atled.formats.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          3 × 4 – 5 − 1; 3 x 4 - 5 - 1
          ██░ … “so”; ##. ... "so"
          σ(z), Δη, λ‖W‖², x₁, ½; sigma(z), Deltaeta, lambda||W||^2, x1, 1/2
          ∂f/∂x → 0, ŷ ≤ √π, −∞; df/dx -> 0, y <= sqrt pi, -inf
          é, Wᵀ, \uD83D\uDE00, 你; e, W^T, ?, ?
          """)
  void whatTheCharsetLacksIsSpelledInAscii(String text, String ascii) {
    assertThat(printed(text, StandardCharsets.US_ASCII, false)).isEqualTo(ascii);
    assertThat(printed(text, StandardCharsets.UTF_8, false)).isEqualTo(text);
  }

  @Test
  void aCodePageKeepsWhatItHas() {
    assertThat(printed("é × █", Charset.forName("IBM437"), false)).isEqualTo("é x █");
  }

  @Test
  void jsonLosesNothing() {
    String json = "{\"kind\":\"Möwe \uD83D\uDE00\"}";

    String ascii = printed(json, StandardCharsets.US_ASCII, true);

    assertThat(ascii).isEqualTo("{\"kind\":\"M\\u00f6we \\ud83d\\ude00\"}");
    assertThat(Json.parse(ascii, "ascii")).isEqualTo(Json.parse(json, "json"));
  }

  private static String printed(String text, Charset charset, boolean json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintWriter out = new PrintWriter(Output.results(bytes, charset, json))) {
      out.print(text);
    }
    return bytes.toString(charset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "doctor", "lecture", "help bench", "bench --help", "--version"})
  void aReaderThatIsGoneEndsACommandQuietly(String command) {
    assertThat(gone(command.split(" "))).isEqualTo(new Atled(141, "", ""));
  }

  @Test
  void aModelIsSavedThoughNobodyReadsOfIt() {
    Path model = folder.resolve("model");

    assertThat(gone("train", "xor", "--epochs", "1", "--out", model.toString()))
        .isEqualTo(new Atled(0, "", ""));
    assertThat(Files.isDirectory(model)).isTrue();
    assertThat(gone("summary", model.toString())).isEqualTo(new Atled(141, "", ""));
    assertThat(gone("eval", model.toString())).isEqualTo(new Atled(141, "", ""));
  }

  /** Runs a command whose output goes to a pipe that its reader has closed. */
  private static Atled gone(String... args) {
    OutputStream pipe =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintWriter(Output.results(pipe, StandardCharsets.UTF_8, false), true),
            new PrintWriter(Output.messages(err, StandardCharsets.UTF_8), true),
            false);
    int exitCode = Main.run(streams, args);
    return new Atled(exitCode, "", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void messagesToNobodyAreLost() {
    OutputStream pipe =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintWriter err = new PrintWriter(Output.messages(pipe, StandardCharsets.UTF_8), true);

    err.println("lost");
    err.println("lost, too");

    assertThat(err.checkError()).isFalse();
  }
}
