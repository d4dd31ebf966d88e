package org.atled.formats.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.atled.core.shape.DType;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** How a file may hold an element, and the type that it becomes in memory. */
public enum Encoding {
  BOOL(1, DType.BOOL),
  UINT8(1, DType.UINT8),
  INT8(1, DType.INT32),
  INT16(2, DType.INT32),
  UINT16(2, DType.INT32),
  INT32(4, DType.INT32),
  INT64(8, DType.INT64),
  FLOAT16(2, DType.FLOAT16),
  BFLOAT16(2, DType.BFLOAT16),
  FLOAT32(4, DType.FLOAT32),
  FLOAT64(8, DType.FLOAT64);

  private static final int CHUNK = 1 << 16;

  private final int bytes;
  private final DType dtype;

  Encoding(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** Bytes of one element in the file. */
  public int bytes() {
    return bytes;
  }

  /** The type in memory. */
  public DType dtype() {
    return dtype;
  }

  /**
   * Reads elements. The bytes are claimed before the storage is allocated.
   *
   * @param what stands for the elements in messages
   */
  public Storage read(ByteReader in, int count, ByteOrder order, String what) {
    in.claim((long) count * bytes, what);
    Storage storage = Storage.zeros(dtype, count);
    byte[] chunk = new byte[(int) Math.min(CHUNK, (long) count * bytes)];
    for (int done = 0; done < count; ) {
      int n = Math.min(count - done, CHUNK / bytes);
      in.fill(chunk, n * bytes, what);
      if (this == BOOL) {
        checkBooleans(in, chunk, n);
      }
      decode(ByteBuffer.wrap(chunk, 0, n * bytes).order(order), storage.array(), done, n);
      done += n;
    }
    return storage;
  }

  private static void checkBooleans(ByteReader in, byte[] chunk, int n) {
    for (int i = 0; i < n; i++) {
      if ((chunk[i] & 0xFE) != 0) {
        throw in.error(
            in.offset() - n + i, "a boolean is the byte 0 or 1, found " + (chunk[i] & 0xFF) + ".");
      }
    }
  }

  private void decode(ByteBuffer in, Object array, int from, int n) {
    switch (this) {
      case BOOL -> {
        boolean[] out = (boolean[]) array;
        for (int i = 0; i < n; i++) {
          out[from + i] = in.get() != 0;
        }
      }
      case UINT8 -> in.get((byte[]) array, from, n);
      case INT8 -> {
        int[] out = (int[]) array;
        for (int i = 0; i < n; i++) {
          out[from + i] = in.get();
        }
      }
      case INT16 -> {
        int[] out = (int[]) array;
        for (int i = 0; i < n; i++) {
          out[from + i] = in.getShort();
        }
      }
      case UINT16 -> {
        int[] out = (int[]) array;
        for (int i = 0; i < n; i++) {
          out[from + i] = in.getChar();
        }
      }
      case INT32 -> in.asIntBuffer().get((int[]) array, from, n);
      case INT64 -> in.asLongBuffer().get((long[]) array, from, n);
      case FLOAT16, BFLOAT16 -> in.asShortBuffer().get((short[]) array, from, n);
      case FLOAT32 -> in.asFloatBuffer().get((float[]) array, from, n);
      case FLOAT64 -> in.asDoubleBuffer().get((double[]) array, from, n);
    }
  }

  /**
   * Writes elements row-major, in little-endian order, each in the bytes of its own type. Those
   * that lie so are not copied before.
   */
  public static void write(Strided data, OutputStream out) throws IOException {
    boolean inOrder = data.isContiguous();
    Storage storage = inOrder ? data.storage() : RowMajor.storage(data);
    int first = inOrder ? data.offset() : 0;
    int bytes = data.dtype().bytes();
    int count = data.elements();
    byte[] chunk = new byte[(int) Math.min(CHUNK, (long) count * bytes)];
    for (int done = 0; done < count; ) {
      int n = Math.min(count - done, CHUNK / bytes);
      encode(storage, first + done, n, ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN));
      out.write(chunk, 0, n * bytes);
      done += n;
    }
  }

  private static void encode(Storage storage, int from, int n, ByteBuffer out) {
    switch (storage) {
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> {
        for (int i = 0; i < n; i++) {
          out.put((byte) (s.array()[from + i] ? 1 : 0));
        }
      }
      case Storage.Uint8 s -> out.put(s.array(), from, n);
      case Storage.Int32 s -> out.asIntBuffer().put(s.array(), from, n);
      case Storage.Int64 s -> out.asLongBuffer().put(s.array(), from, n);
      case Storage.Float16 s -> out.asShortBuffer().put(s.array(), from, n);
      case Storage.Bfloat16 s -> out.asShortBuffer().put(s.array(), from, n);
      case Storage.Float32 s -> out.asFloatBuffer().put(s.array(), from, n);
      case Storage.Float64 s -> out.asDoubleBuffer().put(s.array(), from, n);
    }
  }
}
