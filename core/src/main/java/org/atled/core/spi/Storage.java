package org.atled.core.spi;

import org.atled.core.error.CaptureException;
import org.atled.core.shape.DType;

/**
 * The elements of one or more tensors: a heap array that the garbage collector owns, with a count
 * of the writes to it after its creation. The count is how a backward pass finds out that a value
 * it saved is no longer there.
 */
public abstract sealed class Storage {
  private int version;
  private boolean ofCell;

  private Storage() {}

  /** A new storage of zeros. */
  public static Storage zeros(DType dtype, int length) {
    return switch (dtype) {
      case BOOL -> new Bool(new boolean[length]);
      case UINT8 -> new Uint8(new byte[length]);
      case INT32 -> new Int32(new int[length]);
      case INT64 -> new Int64(new long[length]);
      case FLOAT16 -> new Float16(new short[length]);
      case BFLOAT16 -> new Bfloat16(new short[length]);
      case FLOAT32 -> new Float32(new float[length]);
      case FLOAT64 -> new Float64(new double[length]);
    };
  }

  /** A new storage of one element: the number whose bits these are, as in {@link FillKernel}. */
  public static Storage one(DType dtype, long bits) {
    return switch (dtype) {
      case BOOL -> new Bool(new boolean[] {bits != 0});
      case UINT8 -> new Uint8(new byte[] {(byte) bits});
      case INT32 -> new Int32(new int[] {(int) bits});
      case INT64 -> new Int64(new long[] {bits});
      case FLOAT16 ->
          new Float16(new short[] {HalfPrecision.float16(Double.longBitsToDouble(bits))});
      case BFLOAT16 ->
          new Bfloat16(new short[] {HalfPrecision.bfloat16(Double.longBitsToDouble(bits))});
      case FLOAT32 -> new Float32(new float[] {(float) Double.longBitsToDouble(bits)});
      case FLOAT64 -> new Float64(new double[] {Double.longBitsToDouble(bits)});
    };
  }

  /**
   * Elements of a recorded step, which have a place but no numbers: zeros until a kernel writes.
   */
  public static Storage recorded(DType dtype, int length) {
    return new Recorded(dtype, length);
  }

  /** Whether a cell holds it, so that its numbers change in time. */
  public final boolean isOfCell() {
    return ofCell;
  }

  /** Says that a cell holds it. */
  public final void belongsToCell() {
    ofCell = true;
  }

  /**
   * The Java array itself, not a copy: {@code float[]} for FLOAT32 and so on, {@code short[]} of
   * bits for FLOAT16 and BFLOAT16.
   *
   * @throws CaptureException if this is only a place in a recorded step
   */
  public abstract Object array();

  public abstract DType dtype();

  public abstract int length();

  /** How often the elements were overwritten since the storage was filled. */
  public final int version() {
    return version;
  }

  /** Counts a write. Dispatch, which every write passes, calls this, and who runs plans. */
  public final void bump() {
    version++;
  }

  /** A place in a recorded step. */
  public static final class Recorded extends Storage {
    private final DType dtype;
    private final int length;

    private Recorded(DType dtype, int length) {
      this.dtype = dtype;
      this.length = length;
    }

    @Override
    public Object array() {
      throw noNumbers();
    }

    /** What happens to those who look. */
    public CaptureException noNumbers() {
      return new CaptureException(
          "The numbers of a tensor are looked at while its step is recorded, before there are any;"
              + " return the tensor from the step and read it there.");
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int length() {
      return length;
    }
  }

  /** BOOL. */
  public static final class Bool extends Storage {
    private final boolean[] array;

    public Bool(boolean[] array) {
      this.array = array;
    }

    @Override
    public boolean[] array() {
      return array;
    }

    @Override
    public DType dtype() {
      return DType.BOOL;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** UINT8: the bytes are read without sign. */
  public static final class Uint8 extends Storage {
    private final byte[] array;

    public Uint8(byte[] array) {
      this.array = array;
    }

    @Override
    public byte[] array() {
      return array;
    }

    @Override
    public DType dtype() {
      return DType.UINT8;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** INT32. */
  public static final class Int32 extends Storage {
    private final int[] array;

    public Int32(int[] array) {
      this.array = array;
    }

    @Override
    public int[] array() {
      return array;
    }

    @Override
    public DType dtype() {
      return DType.INT32;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** INT64. */
  public static final class Int64 extends Storage {
    private final long[] array;

    public Int64(long[] array) {
      this.array = array;
    }

    @Override
    public long[] array() {
      return array;
    }

    @Override
    public DType dtype() {
      return DType.INT64;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** FLOAT16, as bits. */
  public static final class Float16 extends Storage {
    private final short[] array;

    public Float16(short[] array) {
      this.array = array;
    }

    @Override
    public short[] array() {
      return array;
    }

    /** The number at a place. */
    public float get(int at) {
      return HalfPrecision.float16(array[at]);
    }

    @Override
    public DType dtype() {
      return DType.FLOAT16;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** BFLOAT16, as bits. */
  public static final class Bfloat16 extends Storage {
    private final short[] array;

    public Bfloat16(short[] array) {
      this.array = array;
    }

    @Override
    public short[] array() {
      return array;
    }

    /** The number at a place. */
    public float get(int at) {
      return HalfPrecision.bfloat16(array[at]);
    }

    @Override
    public DType dtype() {
      return DType.BFLOAT16;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** FLOAT32. */
  public static final class Float32 extends Storage {
    private final float[] array;

    public Float32(float[] array) {
      this.array = array;
    }

    @Override
    public float[] array() {
      return array;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT32;
    }

    @Override
    public int length() {
      return array.length;
    }
  }

  /** FLOAT64. */
  public static final class Float64 extends Storage {
    private final double[] array;

    public Float64(double[] array) {
      this.array = array;
    }

    @Override
    public double[] array() {
      return array;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT64;
    }

    @Override
    public int length() {
      return array.length;
    }
  }
}
