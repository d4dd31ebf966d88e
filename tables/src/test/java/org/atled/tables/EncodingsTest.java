package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose encoding somebody says. */
class EncodingsTest {
  private static final CsvFormat USUAL = CsvFormat.usual();
  private static final String TEXT = "n;straße\n1,5;Zürich\n2,5;“Köln”\n";

  @TempDir private Path folder = Path.of("");

  private Table read(byte[] bytes, String encoding) {
    return CsvFile.read(file(bytes), USUAL.encoded(Charset.forName(encoding)));
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("t.csv"), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"windows-1252", "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32BE"})
  void isRead(String name) {
    Charset encoding = Charset.forName(name);
    Table table = read(TEXT.getBytes(encoding), name);
    assertThat(table.column("straße").text(0)).isEqualTo("Zürich");
    assertThat(table.column("straße").text(1)).isEqualTo("“Köln”");
    assertThat(table.column("n").number(1)).isEqualTo(2.5);
    assertThat(table.remarks()).hasSize(1); // of the decimal comma
    CsvFormat read = CsvFormat.read(JsonPlace.parse(table.format().json().compact(), "m"));
    assertThat(read.encoding()).contains(encoding);
    String lines = "{\"t\": \"ü\", \"n\": 1}\n{\"t\": \"ö\", \"n\": 2}\n";
    assertThat(read(lines.getBytes(encoding), name).column("t").text(1)).isEqualTo("ö");
  }

  /** Its mark in this order begins with that of UTF-16. */
  @Test
  void aMarkOfUtf32IsNotThatOfUtf16() {
    byte[] marked = ("\uFEFF" + TEXT).getBytes(Charset.forName("UTF-32LE"));
    assertThat(read(marked, "UTF-32").column("straße").text(0)).isEqualTo("Zürich");
    assertThatThrownBy(() -> read(marked, "UTF-16"))
        .hasMessageContaining("begins with the mark of UTF-32, but its encoding is said to be");
  }

  /** Letters that are two in another encoding. */
  @Test
  void whatIsUtf8TooIsTold() {
    Table table = read("t,n\nZürich,1\n".getBytes(StandardCharsets.UTF_8), "windows-1252");
    assertThat(table.remarks())
        .contains(
            "it is read as windows-1252, but what is not ASCII at its beginning is UTF-8 too;"
                + " --encoding UTF-8 if that shows other letters");
    byte[] ascii = "n,t\n1,x\n2,y\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(read(ascii, "windows-1252").remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, windows-1252", "UTF-16LE, UTF-8", "UTF-16BE, ISO-8859-1"})
  void aMarkOfAnotherIsRefused(String written, String said) {
    byte[] bytes = ("\uFEFF" + TEXT).getBytes(Charset.forName(written));
    String mark = written.equals("UTF-8") ? "UTF-8" : "UTF-16";
    assertThatThrownBy(() -> read(bytes, said))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "%s: begins with the mark of %s, but its encoding is said to be %s; say --encoding %s."
                .formatted(folder.resolve("t.csv"), mark, said, mark));
    assertThat(read(bytes, written).column("straße").text(0)).isEqualTo("Zürich");
    Table usual = CsvFile.read(folder.resolve("t.csv"), USUAL);
    assertThat(usual.format().encoding()).isEqualTo(Optional.empty());
    assertThat(usual.column("straße").text(0)).isEqualTo("Zürich");
  }

  @Test
  void whatIsNoneOfItIsRefused() {
    assertThatThrownBy(() -> read("a,b\n1,ü\n".getBytes(StandardCharsets.UTF_8), "US-ASCII"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("t.csv")
                + ": is read as US-ASCII, but about line 1 is no US-ASCII; save the file as UTF-8,"
                + " or say its --encoding.");
    assertThatThrownBy(
            () -> CsvFormat.read(JsonPlace.parse("{\"header\":true,\"encoding\":\"x-y\"}", "m")))
        .hasMessageContaining("is no encoding that this Java knows.");
  }
}
