package org.atled.nn.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.formats.safetensors.Safetensors;
import org.atled.formats.safetensors.SafetensorsWriter;

/** Cells by name as a safetensors file. */
public final class CellFile {
  private CellFile() {}

  /** Writes the numbers of the moment. */
  public static void write(Path file, Map<String, Cell> cells) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    cells.forEach((name, cell) -> tensors.put(name, cell.value()));
    SafetensorsWriter.write(file, tensors, new LinkedHashMap<>(Map.of("format", "pt")));
  }

  /**
   * Reads all tensors of a file.
   *
   * @throws org.atled.core.error.FormatException if it is damaged
   */
  public static Map<String, Tensor> read(Path file) {
    return Safetensors.open(file).readAll();
  }
}
