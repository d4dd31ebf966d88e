package org.atled.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.FormatException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;
import org.atled.data.Rows;

/**
 * Images as they lie in an array, [n, height, width], or with an axis of channels before or behind
 * these two. Pixels are whole numbers from 0 to 255, whatever the type, or from 0 to 1.
 *
 * @param numbers uint8 where they are whole numbers up to 255, else float32
 * @param notes what is worth telling of how they are read
 */
record PixelArray(Storage numbers, PixelOrder order, int count, List<String> notes) {
  private static final int WHITE = 255;

  /** Bytes of which none is greater may be meant to go from 0 to another number than 255. */
  private static final int DARK = 63;

  /**
   * Reads an array.
   *
   * @param transposed whether images lie column by column
   * @param said whether channels are the last axis, where somebody said it
   * @throws FormatException if they are no images, or their numbers no pixels
   */
  static PixelArray read(ArrayFile file, boolean transposed, Optional<Boolean> said) {
    Tensor images = file.read();
    Shape shape = images.shape();
    if (shape.rank() < 3 || shape.rank() > 4 || shape.isEmpty()) {
      throw refused(
          file,
          "images are [n, height, width], or with channels [n, 3, height, width] or [n, height,"
              + " width, 3], but it holds "
              + images.type()
              + ".");
    }
    Shape each = shape.slice(1, shape.rank());
    boolean last = each.rank() == 3 && said.orElseGet(() -> isLast(each));
    if (each.rank() == 3 && !isChannels(each.size(last ? 2 : 0))) {
      throw refused(
          file,
          "it holds "
              + images.type()
              + ", but of images "
              + (said.isPresent()
                  ? "the " + (last ? "last" : "second") + " axis must be 1 or 3"
                  : "the second axis or the last must be 1 or 3")
              + ", grey or colours; of four channels save the first three, as x[..., :3].");
    }
    Storage numbers = numbers(file, images);
    List<String> notes = new ArrayList<>();
    axisNote(shape, each, last, said.isPresent()).ifPresent(notes::add);
    darkNote(file, numbers).ifPresent(notes::add);
    return new PixelArray(
        numbers, PixelOrder.of(each, last, transposed), (int) shape.size(0), List.copyOf(notes));
  }

  /** The last axis is that of channels where it alone may be. */
  static boolean isLast(Shape each) {
    return isChannels(each.size(2)) && !isChannels(each.size(0));
  }

  private static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }

  private static Optional<String> axisNote(Shape shape, Shape each, boolean last, boolean said) {
    if (each.rank() == 2 || said) {
      return Optional.empty();
    }
    String read = "images " + shape + " have their channels in the " + (last ? "last" : "second");
    return last
        ? Optional.of(read + " axis, which alone is 1 or 3")
        : isChannels(each.size(2))
            ? Optional.of(read + " axis; --channel-axis last if they are in the last")
            : Optional.empty();
  }

  private static Optional<String> darkNote(ArrayFile file, Storage numbers) {
    if (!(numbers instanceof Storage.Uint8 bytes)) {
      return Optional.empty();
    }
    int greatest = 0;
    for (byte pixel : bytes.array()) {
      greatest = Math.max(greatest, Byte.toUnsignedInt(pixel));
    }
    return greatest > DARK
        ? Optional.empty()
        : Optional.of(
            "the greatest pixel of %s is %s, where 255 is white; if %s is white, divide by it, in predictions too"
                .formatted(file, greatest, greatest));
  }

  private static Storage numbers(ArrayFile file, Tensor images) {
    float[] values = images.toFloats();
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    boolean whole = true;
    for (float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      whole &= value == Math.rint(value);
    }
    if (!(least >= 0 && greatest <= (whole ? WHITE : 1))) {
      throw refused(
          file,
          "pixels are whole numbers from 0 to 255, or numbers from 0 to 1, but these are %s and go from %s to %s; scale them so, and give predictions images that are scaled in the same way."
              .formatted(images.dtype(), least, greatest));
    }
    if (!whole || greatest <= 1) {
      return new Storage.Float32(values);
    }
    if (images.dtype() == DType.UINT8 && images.strided().storage() instanceof Storage.Uint8 all) {
      return all;
    }
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Storage.Uint8(bytes);
  }

  private static FormatException refused(ArrayFile file, String reason) {
    return new FormatException(file.toString(), -1, reason);
  }

  /** Some of them, [channels, height, width] each. */
  Rows rows(int[] examples) {
    return numbers instanceof Storage.Uint8 bytes
        ? new Rows.Bytes(order.of(bytes.array(), examples), order.shape())
        : new Rows.Floats(order.of(((Storage.Float32) numbers).array(), examples), order.shape());
  }
}
