package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  /** Six squares, 10, 60, 110 over 160, 210, 250, in grey, written by Pillow 9.4. */
  private static final byte[] JPEG =
      Base64.getDecoder()
          .decode(
              "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAAIB"
                  + "AQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkK"
                  + "Cgr/wAALCAAQABgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACAn/xAAUEAEAAAAAAAAAAAAAAAAAAAAA"
                  + "/9oACAEBAAA/AITmQZBkGQUD/9k=");

  /** Where the number stands in it. */
  private static final int PLACE = 49;

  /** Sizes and corners as {@code ImageOps.exif_transpose} of Pillow 9.4 gives them. */
  @ParameterizedTest
  @CsvSource({
    "0, 16, 24, 10, 110, 160, 250",
    "1, 16, 24, 10, 110, 160, 250",
    "2, 16, 24, 110, 10, 250, 160",
    "3, 16, 24, 250, 160, 110, 10",
    "4, 16, 24, 160, 250, 10, 110",
    "5, 24, 16, 10, 160, 110, 250",
    "6, 24, 16, 160, 10, 250, 110",
    "7, 24, 16, 250, 110, 160, 10",
    "8, 24, 16, 110, 250, 10, 160",
    "9, 16, 24, 10, 110, 160, 250"
  })
  void aPictureIsTurnedAsTheCameraWasHeld(
      int orientation, int height, int width, int first, int right, int below, int last) {
    byte[] file = JPEG.clone();
    file[PLACE] = (byte) orientation;

    Pixels image = ImageFile.read(file, "x");

    assertThat(new int[] {image.height(), image.width()}).containsExactly(height, width);
    assertThat(
            new int[] {
              image.at(0, 0, 0),
              image.at(0, 0, width - 1),
              image.at(0, height - 1, 0),
              image.at(0, height - 1, width - 1)
            })
        .containsExactly(first, right, below, last);
  }

  /** Of little-endian cameras, and of colours, each channel by itself. */
  @Test
  void eitherOrderOfBytesIsRead() {
    byte[] jpeg = Pictures.file(Pictures.colours(11, 13, 40), "jpeg");
    Pixels plain = ImageFile.read(jpeg, "x");

    Pixels turned = ImageFile.read(Pictures.held(jpeg, 6), "x");

    assertThat(turned.height()).isEqualTo(13);
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 13; y++) {
        for (int x = 0; x < 11; x++) {
          assertThat(turned.at(channel, y, x)).isEqualTo(plain.at(channel, 10 - x, y));
        }
      }
    }
  }

  /** What says nothing that can be read leaves the picture as it is, and the file is no worse. */
  @Test
  void damagedExifTurnsNothing() {
    byte[] jpeg = Pictures.file(Pictures.colours(11, 13, 40), "jpeg");
    byte[] plain = ImageFile.read(jpeg, "x").values();
    byte[] held = Pictures.held(jpeg, 3);
    assertThat(ImageFile.read(held, "x").values()).isNotEqualTo(plain);
    // Its name, the order of its bytes, 42, where the list is, how many entries, the entry's type.
    for (int place : new int[] {6, 12, 14, 16, 19, 20, 24}) {
      byte[] damaged = held.clone();
      damaged[place] = (byte) (place == 20 ? 0 : damaged[place] ^ 0x7F);
      assertThat(ImageFile.read(damaged, "x").values()).as("byte %d", place).isEqualTo(plain);
    }
  }
}
