package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of Pillow 9.4, {@code resize(size, BILINEAR)} and {@code convert("L")}. */
class ResizeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4 | 5 | 92, 127, 115, 129, 139, 148, 139, 149, 172, 147, 139, 115, 135, 128, 130, 91, 106, 115, 153, 144
          9 | 13 | 0, 60, 129, 150, 23, 83, 154, 155, 37, 107, 178, 159, 51, 35, 95, 166, 189, 64, 128, 117, 84, 97, 174, 153, 129, 140, 77, 137, 161, 142, 108, 181, 132, 84, 165, 216, 146, 126, 201, 118, 179, 144, 72, 151, 191, 161, 141, 210, 200, 154, 140, 173, 159, 220, 187, 117, 199, 98, 118, 184, 199, 102, 156, 141, 3, 200, 132, 115, 124, 56, 96, 137, 138, 75, 80, 167, 161, 32, 99, 88, 126, 158, 49, 133, 184, 170, 88, 130, 201, 181, 61, 27, 90, 132, 134, 93, 123, 156, 162, 126, 175, 199, 167, 89, 62, 125, 97, 35, 128, 43, 34, 74, 121, 176, 147, 115, 114
          20 | 3 | 84, 111, 128, 85, 111, 128, 105, 114, 134, 125, 118, 139, 139, 124, 146, 137, 140, 157, 134, 157, 169, 137, 165, 171, 152, 156, 155, 167, 147, 138, 164, 134, 128, 141, 119, 124, 118, 104, 120, 110, 116, 132, 110, 142, 152, 110, 168, 173, 104, 147, 164, 97, 112, 148, 90, 77, 132, 89, 75, 131
          1 | 1 | 131
          7 | 4 | 79, 100, 115, 135, 134, 134, 120, 148, 131, 147, 184, 173, 185, 140, 154, 116, 124, 91, 99, 129, 97, 155, 182, 176, 94, 66, 103, 132
          """)
  void scalesToPillowsBits(int height, int width, String wanted) {
    Pixels scaled = Resize.of(greys(), height, width);

    assertThat(numbers(scaled)).isEqualTo(wanted);
  }

  @Test
  void theSameSizeChangesNothing() {
    assertThat(Resize.of(greys(), 7, 10).values()).isEqualTo(greys().values());
  }

  @Test
  void channelsAreScaledEachForItself() {
    Pixels scaled = Resize.of(colours(), 4, 5);

    assertThat(scaled.at(0, 1, 2)).isEqualTo(Resize.of(greys(), 4, 5).at(0, 1, 2));
    assertThat(scaled.at(1, 1, 2)).isBetween(254 - scaled.at(0, 1, 2), 256 - scaled.at(0, 1, 2));
  }

  @Test
  void coloursBecomeGreyAsPillowsDo() {
    assertThat(numbers(colours().in(1)))
        .startsWith(
            "150, 138, 126, 158, 146, 105, 167, 126, 114, 147, 148, 136, 96, 132, 123, 160, 125,"
                + " 90, 131, 98");
    assertThat(greys().in(3).in(1).values()).isEqualTo(greys().values());
  }

  @Test
  void aFormatSaysWhatItTakes() {
    assertThat(ImageFormat.usual().sized("48x64")).isEqualTo(new ImageFormat(48, 64, 3));
    assertThat(ImageFormat.usual().sized("32").channels(1)).hasToString("32×32 in grey");
    assertThatThrownBy(() -> ImageFormat.usual().sized("64x"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("\"64x\" is not a size of images, such as 64 or, height first, 48x64.");
    assertThatThrownBy(() -> ImageFormat.usual().sized("0"))
        .hasMessage("The size of images is 0×0 but must be from 1×1 to 4096×4096.");
    assertThatThrownBy(() -> ImageFormat.usual().channels(4))
        .hasMessage("The channels of images are 4 but must be 1, grey, or 3, colours.");
  }

  private static Pixels greys() {
    byte[] values = new byte[70];
    for (int i = 0; i < 70; i++) {
      values[i] = (byte) Pictures.grey(i / 10, i % 10);
    }
    return new Pixels(values, 1, 7, 10);
  }

  private static Pixels colours() {
    byte[] values = new byte[210];
    for (int i = 0; i < 70; i++) {
      int grey = Pictures.grey(i / 10, i % 10);
      values[i] = (byte) grey;
      values[70 + i] = (byte) (255 - grey);
      values[140 + i] = (byte) (grey * 7);
    }
    return new Pixels(values, 3, 7, 10);
  }

  private static String numbers(Pixels image) {
    StringBuilder text = new StringBuilder();
    for (byte each : image.values()) {
      text.append(text.isEmpty() ? "" : ", ").append(each & 0xFF);
    }
    return text.toString();
  }
}
