package org.atled.cli;

import java.nio.file.Path;
import org.atled.core.tensor.Tensor;
import org.atled.formats.ArrayData;
import org.atled.formats.npy.Npy;

/** Examples from an npy file. */
final class InputFile {
  private InputFile() {}

  /**
   * Reads it.
   *
   * @throws org.atled.core.error.FormatException if it is no npy file, or is damaged
   */
  static Tensor read(Path file) {
    return tensor(Npy.read(file));
  }

  /**
   * Reads the bytes of one.
   *
   * @param name stands for the file in messages
   */
  static Tensor read(byte[] bytes, Path name) {
    return tensor(Npy.read(bytes, name.toString()));
  }

  private static Tensor tensor(ArrayData data) {
    return Tensor.wrap(data.storage(), data.shape());
  }
}
