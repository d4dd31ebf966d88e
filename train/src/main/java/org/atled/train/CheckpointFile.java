package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.tensor.Tensor;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.safetensors.Safetensors;
import org.atled.formats.safetensors.SafetensorsWriter;

/**
 * A checkpoint in a file: a safetensors file whose metadata hold the state in JSON and a checksum
 * of that and of all tensors.
 *
 * @param number counts the checkpoints in a folder; the last is the newest
 * @param isBest whether it is of an epoch that was the best so far
 */
record CheckpointFile(Path path, long number, long step, boolean isBest) {
  private static final Pattern NAME =
      Pattern.compile("(\\d{6,18})-step-(\\d{1,18})(-best)?\\.ckpt");
  private static final String FORMAT = "format";
  private static final String KIND = "atled-checkpoint-1";
  private static final String STATE = "state";
  private static final String CHECKSUM = "crc32c";

  /**
   * What a file holds.
   *
   * @param state in JSON
   */
  record Content(String state, SequencedMap<String, Tensor> tensors) {
    /** As it is written to a file. */
    AtomicFile.Content bytes(Path file) {
      SequencedMap<String, String> metadata = new LinkedHashMap<>();
      metadata.put(FORMAT, KIND);
      metadata.put(STATE, state);
      metadata.put(CHECKSUM, checksum());
      return SafetensorsWriter.content(file.toString(), tensors, metadata);
    }

    private String checksum() {
      return Long.toHexString(SafetensorsWriter.checksum(List.of(state), tensors));
    }

    /** Those whose names begin so, without that. */
    SequencedMap<String, Tensor> part(String prefix) {
      SequencedMap<String, Tensor> part = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        if (entry.getKey().startsWith(prefix)) {
          part.put(entry.getKey().substring(prefix.length()), entry.getValue());
        }
      }
      return part;
    }
  }

  /** One that is to be written. */
  static CheckpointFile in(Path folder, long number, long step, boolean isBest) {
    String name =
        String.format(Locale.ROOT, "%06d-step-%d%s.ckpt", number, step, isBest ? "-best" : "");
    return new CheckpointFile(folder.resolve(name), number, step, isBest);
  }

  /** Those in a folder, the newest first; none where there is no such folder. */
  static List<CheckpointFile> all(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .flatMap(entry -> named(entry).stream())
          .sorted(Comparator.comparingLong(CheckpointFile::number).reversed())
          .toList();
    } catch (IOException e) {
      throw new AtledException("Cannot read " + folder + ": " + e + ".", e);
    }
  }

  private static Optional<CheckpointFile> named(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new CheckpointFile(
                path,
                Long.parseLong(name.group(1)),
                Long.parseLong(name.group(2)),
                name.group(3) != null))
        : Optional.empty();
  }

  /**
   * Reads it.
   *
   * @throws FormatException if it is damaged
   */
  Content read() {
    Safetensors file = Safetensors.open(path);
    Map<String, String> metadata = file.metadata();
    String state = metadata.getOrDefault(STATE, "");
    if (!metadata.getOrDefault(FORMAT, "").equals(KIND) || state.isEmpty()) {
      throw new FormatException(path, -1, "is no checkpoint of this version of Atled.");
    }
    Content content = new Content(state, file.readAll());
    if (!content.checksum().equals(metadata.get(CHECKSUM))) {
      throw new FormatException(path, -1, "is damaged: its checksum is not that of its numbers.");
    }
    return content;
  }
}
