package org.atled.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.formats.bytes.Gunzip;
import org.atled.formats.bytes.Unreadable;
import org.atled.formats.idx.Idx;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.npy.Npy;
import org.atled.formats.npy.Npz;

/**
 * An array in a file: npy, one of the arrays of an npz, or IDX, gzipped or not. The first bytes of
 * the file tell which.
 *
 * @param name of the array in an npz; needless where it is the only one
 */
public record ArrayFile(Path file, Optional<String> name) {
  private static final int CHUNK = 1 << 16;

  /** The only array of a file. */
  public static ArrayFile of(Path file) {
    return new ArrayFile(file, Optional.empty());
  }

  /** An array of an npz. */
  public static ArrayFile of(Path file, String name) {
    return new ArrayFile(file, Optional.of(name));
  }

  /**
   * Reads it.
   *
   * @throws ArgumentException if the file is an npz of several arrays and none is named, or has
   *     none of that name
   * @throws org.atled.core.error.FormatException if it is damaged or of another kind
   */
  public Tensor read() {
    byte[] head = head();
    if (isZip(head)) {
      return name.map(one -> Npz.read(file, one)).orElseGet(this::only);
    }
    if (name.isPresent()) {
      throw new ArgumentException(
          "%s is no npz, so that there is no array \"%s\" in it; leave the name out."
              .formatted(file, name.get()));
    }
    return isIdx(head) ? Idx.read(file) : Npy.read(file);
  }

  /** How many axes it has; the elements are only read where they are packed. */
  public int rank() {
    byte[] head = head();
    if (name.isEmpty() && isNpy(head)) {
      return Npy.shape(file).rank();
    }
    boolean plainIdx = name.isEmpty() && head.length > 3 && head[0] == 0 && head[1] == 0;
    return plainIdx ? head[3] & 0xFF : read().shape().rank();
  }

  /** Whether the file begins as those of arrays do. */
  public boolean isArray() {
    byte[] head = head();
    return isNpy(head) || isZip(head) || isIdx(head);
  }

  private static boolean isNpy(byte[] head) {
    return head.length > 1 && (head[0] & 0xFF) == 0x93 && head[1] == 'N';
  }

  private static boolean isZip(byte[] head) {
    return head.length > 1 && head[0] == 'P' && head[1] == 'K';
  }

  /** Gzipped or not. */
  private static boolean isIdx(byte[] head) {
    boolean zeros = head.length > 1 && head[0] == 0 && head[1] == 0;
    return zeros || head.length > 1 && Gunzip.startsWithMagic(head[0] & 0xFF, head[1] & 0xFF);
  }

  private Tensor only() {
    SequencedMap<String, Tensor> arrays = Npz.read(file);
    if (arrays.size() != 1) {
      throw new ArgumentException(
          "%s holds %s, so that one must be named: --arrays %s."
              .formatted(
                  file,
                  arrays.isEmpty()
                      ? "no array"
                      : "the arrays " + String.join(", ", arrays.keySet()),
                  arrays.isEmpty() ? "NAME" : arrays.firstEntry().getKey()));
    }
    return arrays.firstEntry().getValue();
  }

  private byte[] head() {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(4);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /** Adds the bytes of the file, by which it is known again. */
  public void digest(MessageDigest into) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        into.update(chunk, 0, n);
      }
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /** The same by its whole path. */
  public ArrayFile absolute() {
    return new ArrayFile(file.toAbsolutePath().normalize(), name);
  }

  public JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("file", file.toString());
    name.ifPresent(one -> json.put("array", one));
    return json.build();
  }

  /**
   * Reads what was written.
   *
   * @throws org.atled.core.error.FormatException if it is damaged
   */
  public static ArrayFile read(JsonPlace json) {
    try {
      return new ArrayFile(
          Path.of(json.string("file")), json.find("array").map(JsonPlace::asString));
    } catch (InvalidPathException e) {
      throw json.get("file").error("is no path on this system: " + e.getMessage() + ".");
    }
  }

  /** {@code data.npz!x}. */
  @Override
  public String toString() {
    return file + name.map(one -> "!" + one).orElse("");
  }
}
