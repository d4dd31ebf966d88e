package org.atled.nn.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.formats.ArrayData;
import org.atled.formats.safetensors.Safetensors;
import org.atled.formats.safetensors.SafetensorsWriter;

/** Cells by name as a safetensors file. */
public final class CellFile {
  private CellFile() {}

  /** Writes the numbers of the moment. */
  public static void write(Path file, Map<String, Cell> cells) {
    SequencedMap<String, ArrayData> arrays = new LinkedHashMap<>();
    cells.forEach((name, cell) ->
        arrays.put(name, new ArrayData(cell.type().shape(), cell.value().toStorage())));
    SafetensorsWriter.write(file, arrays, new LinkedHashMap<>(Map.of("format", "pt")));
  }

  /**
   * Reads all tensors of a file.
   *
   * @throws org.atled.core.error.FormatException if it is damaged
   */
  public static Map<String, Tensor> read(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Safetensors.open(file)
        .readAll()
        .forEach((name, data) -> tensors.put(name, Tensor.wrap(data.storage(), data.shape())));
    return tensors;
  }
}
