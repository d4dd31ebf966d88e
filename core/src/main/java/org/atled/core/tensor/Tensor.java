package org.atled.core.tensor;

import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.GradientException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.elementwise.Cast;
import org.atled.core.op.structure.Copy;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Numbers in a box of any rank. A tensor does not change (the live tensor of a {@link Cell} and its
 * views apart), is compared by identity, and may be a view of another's storage. Its operations are
 * grouped in the interfaces it implements; each passes {@link Dispatch}.
 */
public final class Tensor
    implements Arithmetic,
        Pointwise,
        Functions,
        Nonlinearities,
        Logic,
        Reductions,
        Scans,
        Ordering,
        Statistics,
        Structure,
        Parts,
        Windows,
        Indexing,
        LinearAlgebra,
        Convolutions,
        Vision,
        Attending,
        Losses,
        MarginLosses {
  private final Strided data;
  private final TensorType type;
  private final Optional<Node> node;
  private final Optional<Cell> cell;

  Tensor(Strided data, Optional<Node> node, Optional<Cell> cell) {
    this(data, new TensorType(data.dtype(), data.shape()), node, cell);
  }

  /** Where the type of the data is known already. */
  Tensor(Strided data, TensorType type, Optional<Node> node, Optional<Cell> cell) {
    this.data = data;
    this.type = type;
    this.node = node;
    this.cell = cell;
  }

  Tensor withNode(Optional<Node> history) {
    return new Tensor(data, type, history, cell);
  }

  /** A float64 scalar. */
  public static Tensor of(double value) {
    return of(new double[] {value}, Shape.scalar());
  }

  /** A float32 scalar. */
  public static Tensor of(float value) {
    return of(new float[] {value}, Shape.scalar());
  }

  /** An int64 scalar. */
  public static Tensor of(long value) {
    return of(new long[] {value}, Shape.scalar());
  }

  /** An int32 scalar. */
  public static Tensor of(int value) {
    return of(new int[] {value}, Shape.scalar());
  }

  /** A bool scalar. */
  public static Tensor of(boolean value) {
    return of(new boolean[] {value}, Shape.scalar());
  }

  /**
   * The tensor that a Java array describes, of any rank, such as {@code float[][]}: a copy whose
   * element type is the array's (byte gives uint8).
   *
   * @throws ShapeException if inner arrays differ in length
   * @throws TypeException if it is not an array of a primitive type
   */
  public static Tensor of(Object array) {
    return JavaArrays.toTensor(array);
  }

  /**
   * Row-major elements, copied from a Java array of rank 1, under a shape.
   *
   * @throws ShapeException if the array's length is not the shape's number of elements
   */
  public static Tensor of(Object elements, Shape shape) {
    return wrap(JavaArrays.storage(elements, true), shape);
  }

  /** As {@link #of(Object, Shape)}. */
  public static Tensor of(Object elements, long... sizes) {
    return sizes.length == 0 ? of(elements) : of(elements, Shape.of(sizes));
  }

  /**
   * A tensor that takes over a storage, row-major. The caller must not write to it again.
   *
   * @throws ShapeException if the length is not the shape's number of elements
   */
  public static Tensor wrap(Storage storage, Shape shape) {
    if (storage.length() != shape.elements()) {
      throw new ShapeException(
          storage.length()
              + " elements do not fill the shape "
              + shape
              + ", which has "
              + shape.elements()
              + ".");
    }
    return new Tensor(Strided.rowMajor(storage, shape), Optional.empty(), Optional.empty());
  }

  /** A tensor that sees a storage through a window. For those who run plans. */
  public static Tensor view(Strided data) {
    return new Tensor(data, Optional.empty(), Optional.empty());
  }

  /** As {@link LinearAlgebra#einsum}, which says all of it. */
  public static Tensor einsum(String subscripts, Tensor... operands) {
    return LinearAlgebra.einsum(subscripts, operands);
  }

  /** Zeros. */
  public static Tensor zeros(DType dtype, long... sizes) {
    return full(dtype, 0, sizes);
  }

  /** Float32 zeros. */
  public static Tensor zeros(long... sizes) {
    return full(DType.FLOAT32, 0, sizes);
  }

  /** Float32 ones. */
  public static Tensor ones(long... sizes) {
    return full(DType.FLOAT32, 1, sizes);
  }

  /**
   * Every element the same number, in any type; float16 and bfloat16 take the nearest they have.
   */
  public static Tensor full(DType dtype, double value, long... sizes) {
    return full(new TensorType(dtype, Shape.of(sizes)), value);
  }

  /**
   * Every element the same number.
   *
   * @throws ArgumentException if it is no number of an integer type
   */
  public static Tensor full(TensorType type, double value) {
    return Scope.current().kernels().fill(type, bits("full", type.dtype(), value));
  }

  /** A number as {@link Kernels#fill} takes it. */
  static long bits(String operation, DType type, double value) {
    if (type.isInteger() && !fits(type, value)) {
      throw new ArgumentException(
          "%s: %s is no number of type %s.".formatted(operation, value, type));
    }
    return type.isFloating()
        ? Double.doubleToRawLongBits(value)
        : type == DType.BOOL ? (value != 0 ? 1 : 0) : (long) value;
  }

  /** The int64 numbers 0 … count − 1. */
  public static Tensor arange(int count) {
    return arange(0, count, 1);
  }

  /**
   * The int64 numbers {@code start, start + step, …} before {@code stop}; the step may be negative.
   *
   * @throws ArgumentException if the step is 0
   */
  public static Tensor arange(long start, long stop, long step) {
    return Sequences.arange(start, stop, step);
  }

  /**
   * The float64 numbers start + i·step before {@code stop}, ⌈(stop − start)/step⌉ of them, as NumPy
   * and PyTorch count: rounding may let a last one reach the stop; {@link #linspace} is safe there.
   *
   * @throws ArgumentException if the step is 0, or one of the three is not finite
   */
  public static Tensor arange(double start, double stop, double step) {
    return Sequences.arange(start, stop, step);
  }

  /**
   * {@code count} float64 numbers from {@code start} to {@code stop}, both included, equally far.
   */
  public static Tensor linspace(double start, double stop, int count) {
    return Sequences.linspace(start, stop, count);
  }

  /** The float32 identity matrix. */
  public static Tensor eye(int size) {
    return eye(size, size);
  }

  /** Float32 ones on the main diagonal of a matrix, zeros beside it. */
  public static Tensor eye(int rows, int columns) {
    return Sequences.eye(rows, columns);
  }

  /** Zeros of this tensor's type. */
  public Tensor zerosLike() {
    return full(type, 0);
  }

  /** Ones of this tensor's type. */
  public Tensor onesLike() {
    return full(type, 1);
  }

  /** One number everywhere, of this tensor's type. */
  public Tensor fullLike(double value) {
    return full(type, value);
  }

  @Override
  public Tensor self() {
    return this;
  }

  public DType dtype() {
    return type.dtype();
  }

  public Shape shape() {
    return type.shape();
  }

  public TensorType type() {
    return type;
  }

  /** The numbers as kernels see them. For operations and backends; nobody writes to it. */
  public Strided strided() {
    return data;
  }

  /** Where it came from, if it needs a gradient. */
  public Optional<Node> node() {
    return node;
  }

  /** The cell whose live tensor this is. */
  public Optional<Cell> cell() {
    return cell;
  }

  /** Whether operations on it leave nodes. */
  public boolean needsGrad() {
    return node.isPresent();
  }

  /**
   * The same numbers as a tensor of which gradients can be asked.
   *
   * @throws GradientException if it holds no floats
   */
  public Tensor requiresGrad() {
    if (!dtype().isFloating()) {
      throw new GradientException(
          "requiresGrad: only floating-point types have gradients, not " + type + ".");
    }
    return withNode(Optional.of(new Node.Leaf(type, Optional.empty())));
  }

  /** The same numbers without their history: a constant to every gradient. */
  public Tensor detach() {
    return withNode(Optional.empty());
  }

  /** These numbers with another history. For {@link Autograd}, which makes gradients so. */
  public Tensor withHistory(Node history) {
    return withNode(Optional.of(history));
  }

  /**
   * The same numbers in another type. Floats are truncated to integers and saturate, uint8 keeps
   * the low 8 bits, bool is x ≠ 0; as floats, numbers are rounded to the nearest, ties to even.
   *
   * <p>Float16 and bfloat16 take half the memory of float32; see {@link DType} for how they are
   * computed with. Numbers of every type are rounded to them once. From one float type to another,
   * the gradient is converted back.
   *
   * <pre>{@code
   * Tensor half = Tensor.of(new float[] {1, 0.1f, 70_000}).to(DType.FLOAT16);   // 0.1 is 0.09997559
   * Tensor same = half.to(DType.FLOAT32);   // and stays it; 70,000 is an infinity
   * }</pre>
   */
  public Tensor to(DType target) {
    return target == dtype() ? this : Dispatch.apply(new Cast(target), this);
  }

  /** A row-major copy with a storage of its own: a cell's next step does not change it. */
  public Tensor copy() {
    return Dispatch.apply(new Copy(), this);
  }

  /** A number beside this tensor, in the type that weak numbers take. */
  Tensor weak(double number) {
    return full(new TensorType(Promotion.ofReal(dtype()), Shape.scalar()), number);
  }

  /** A number beside this tensor, in the type in which it is computed with. */
  Tensor wide(double number) {
    return full(new TensorType(Promotion.ofReal(dtype()).computing(), Shape.scalar()), number);
  }

  /** A whole number beside this tensor, in the type that weak numbers take. */
  Tensor weak(long number) {
    DType weak = Promotion.ofWhole(dtype());
    if (weak.isInteger() && weak != DType.INT64 && !fits(weak, number)) {
      throw new ArgumentException(
          number
              + " does not fit "
              + weak
              + ", the type of the tensor it meets; convert the tensor with to(INT64) first.");
    }
    return weak.isFloating() ? weak((double) number) : of(number).to(weak);
  }

  /** A number to compare with: exact beside integers, also where their type cannot hold it. */
  Tensor comparable(double number) {
    if (dtype().isFloating()) {
      return weak(number);
    }
    return fits(Promotion.ofWhole(dtype()), number) ? weak((long) number) : of(number);
  }

  /** Whether a number is a whole one inside the range of an integer type. */
  private static boolean fits(DType type, double number) {
    boolean inRange =
        switch (type) {
          case UINT8 -> number >= 0 && number <= 255;
          case INT32 -> number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
          case BOOL, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
              number >= -0x1p63 && number < 0x1p63;
        };
    return inRange && number == Math.rint(number);
  }

  /**
   * The only element, as a double.
   *
   * @throws ShapeException if there is not exactly one
   */
  public double item() {
    if (shape().elements() != 1) {
      throw new ShapeException(
          "item: " + type + " has " + shape().elements() + " elements, not one; use toArray.");
    }
    Storage storage = read("item").storage();
    int at = data.offset();
    return switch (storage) {
      case Storage.Float16 s -> s.get(at);
      case Storage.Bfloat16 s -> s.get(at);
      case Storage.Float32 s -> s.array()[at];
      case Storage.Float64 s -> s.array()[at];
      case Storage.Int32 s -> s.array()[at];
      case Storage.Int64 s -> s.array()[at];
      case Storage.Uint8 s -> s.array()[at] & 0xFF;
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> s.array()[at] ? 1 : 0;
    };
  }

  /** The elements, row-major, as a storage of their own. */
  public Storage toStorage() {
    read("toStorage");
    return Kernels.INSTANCE.copy(this).strided().storage();
  }

  /**
   * The elements as a Java array of as many dimensions: {@code float[][]} and so on; a copy. Java
   * has no arrays of float16 and bfloat16, whose numbers come as floats.
   */
  public Object toArray() {
    DType type = dtype();
    boolean half = type == DType.FLOAT16 || type == DType.BFLOAT16;
    return JavaArrays.nested(half ? new Storage.Float32(toFloats()) : toStorage(), shape());
  }

  /** The elements, row-major, converted to float. */
  public float[] toFloats() {
    return ((Storage.Float32) Autograd.noGrad(() -> to(DType.FLOAT32)).toStorage()).array();
  }

  /** The elements, row-major, converted to double. */
  public double[] toDoubles() {
    return ((Storage.Float64) Autograd.noGrad(() -> to(DType.FLOAT64)).toStorage()).array();
  }

  /** The elements, row-major, converted to long. */
  public long[] toLongs() {
    return ((Storage.Int64) Autograd.noGrad(() -> to(DType.INT64)).toStorage()).array();
  }

  /**
   * As {@link #strided}, for those who look at the numbers themselves and at once, such as writers
   * of files: of a cell's live tensor they are those of the moment.
   *
   * @param how what looks at them, such as {@code item}, for messages
   * @throws CaptureException inside a captured step, and if it came out of one without numbers
   */
  public Strided read(String how) {
    Scope.current().recorder().ifPresent(r -> r.hostAccess(how + " of a " + type + " tensor"));
    if (data.storage() instanceof Storage.Recorded recorded) {
      throw recorded.noNumbers();
    }
    return data;
  }

  /**
   * Whether shapes are equal and every |a − b| ≤ absolute + relative·|b|; two NaNs are equal, and
   * infinities only to themselves.
   */
  public boolean allClose(Tensor other, double relative, double absolute) {
    if (!shape().equals(other.shape())) {
      return false;
    }
    double[] a = toDoubles();
    double[] b = other.toDoubles();
    for (int i = 0; i < a.length; i++) {
      boolean close =
          a[i] == b[i]
              || (Double.isNaN(a[i]) && Double.isNaN(b[i]))
              || (Double.isFinite(b[i])
                  && Math.abs(a[i] - b[i]) <= absolute + relative * Math.abs(b[i]));
      if (!close) {
        return false;
      }
    }
    return true;
  }

  /** {@link #allClose(Tensor, double, double)} with NumPy's 1e-5 and 1e-8. */
  public boolean allClose(Tensor other) {
    return allClose(other, 1e-5, 1e-8);
  }

  /** As NumPy prints it: long axes are summarised. */
  @Override
  public String toString() {
    return Scope.current().recorder().isPresent() ? type.toString() : TensorPrinter.print(this);
  }
}
