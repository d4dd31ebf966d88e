package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.atled.core.error.TypeException;
import org.atled.core.expr.Expression;
import org.atled.core.op.elementwise.Cast;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Backends;
import org.atled.core.spi.BlockFunction;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.core.spi.WindowSteps;

/**
 * What the forward of an operation is written in: each method allocates a result and hands one
 * kernel to the backend. Results carry no history; {@link Dispatch} adds it.
 */
public final class Kernels {
  /** Hands kernels to the backend. */
  static final Kernels INSTANCE = new Kernels(Optional.empty());

  private final Optional<Consumer<Kernel>> tape;

  /**
   * @param tape takes kernels that are written down instead of being run; results then are places
   *     without numbers
   */
  Kernels(Optional<Consumer<Kernel>> tape) {
    this.tape = tape;
  }

  /** Runs a kernel, or writes it down. */
  void run(Kernel kernel) {
    if (tape.isPresent()) {
      tape.get().accept(kernel);
    } else {
      runNow(kernel, kernel);
    }
  }

  /**
   * Runs a kernel.
   *
   * @param asked the whole of which it is a part
   */
  static void runNow(Kernel kernel, Kernel asked) {
    try {
      Backends.current().run(kernel);
    } catch (IndexOutOfBoundsException e) {
      throw IndexErrors.explained(asked, e);
    }
  }

  /**
   * The results of several kernels. Where they are large, neighbours among the kernels that work
   * row by row take turns on blocks of rows, each while it is cached, as a plan does it; the bits
   * are those of one after another.
   *
   * @param like of the type of the widest tensor in it
   * @param body asks for the kernels, and looks at no number
   */
  public List<Tensor> byRows(TensorType like, Function<Kernels, List<Tensor>> body) {
    return tape.isPresent() || !RowProgram.isWorthIt(like)
        ? body.apply(this)
        : RowProgram.run(program -> body.apply(new Kernels(Optional.of(program))));
  }

  /** A tensor that sees a storage through other sizes and strides. */
  public Tensor view(Strided data) {
    return Tensor.view(data);
  }

  /** A tensor of zeros to be filled by a kernel. */
  public Tensor allocate(TensorType type) {
    int elements = type.shape().elements();
    return rowMajor(
        tape.isPresent()
            ? Storage.recorded(type.dtype(), elements)
            : Storage.zeros(type.dtype(), elements),
        type);
  }

  private static Tensor rowMajor(Storage storage, TensorType type) {
    return new Tensor(
        Strided.rowMajor(storage, type.shape()), type, Optional.empty(), Optional.empty());
  }

  private static List<Strided> strided(List<Tensor> tensors) {
    List<Strided> data = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      data.add(tensor.strided());
    }
    return data;
  }

  /** Broadcast where they are not of the shape. */
  private static List<Strided> broadcast(List<Tensor> tensors, Shape shape) {
    List<Strided> data = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      Strided own = tensor.strided();
      data.add(tensor.shape().equals(shape) ? own : own.broadcastTo(shape));
    }
    return data;
  }

  /** The operation's expression on every element; inputs are broadcast. */
  public Tensor map(Elementwise op, TensorType type, List<Tensor> inputs) {
    Expression expression = Expressions.of(op, type.dtype(), inputs);
    return map(expression, type.shape(), inputs);
  }

  /** An expression with one output on every element; inputs are broadcast. */
  public Tensor map(Expression expression, Shape shape, List<Tensor> inputs) {
    Tensor out = allocate(new TensorType(expression.outputs().getFirst(), shape));
    mapInto(expression, inputs, List.of(out));
    return out;
  }

  /** Overwrites the outputs, which have one shape; inputs are broadcast to it. */
  public void mapInto(Expression expression, List<Tensor> inputs, List<Tensor> outputs) {
    Shape shape = outputs.getFirst().shape();
    if (shape.isEmpty()) {
      return;
    }
    run(new MapKernel(expression, broadcast(inputs, shape), strided(outputs)));
  }

  /** A row-major copy. */
  public Tensor copy(Tensor x) {
    Tensor out = allocate(x.type());
    copyInto(x, out.strided());
    return out;
  }

  /** Copies into a window of the same sizes and type. */
  public void copyInto(Tensor x, Strided out) {
    if (!x.shape().isEmpty()) {
      run(new CopyKernel(x.strided(), out));
    }
  }

  /** The same numbers in a type: x itself, if it has that. */
  public Tensor cast(Tensor x, DType target) {
    return x.dtype() == target
        ? x
        : map(new Cast(target), new TensorType(target, x.shape()), List.of(x));
  }

  /** Every element the same; for floats {@code bits} are those of the double. */
  public Tensor fill(TensorType type, long bits) {
    if (type.shape().elements() == 1) {
      // A number beside a tensor, the start of a backward pass: not worth a kernel.
      return rowMajor(Storage.one(type.dtype(), bits), type);
    }
    Tensor out = allocate(type);
    if (bits != 0 && !type.shape().isEmpty()) {
      run(new FillKernel(out.strided(), bits));
    }
    return out;
  }

  /**
   * Combines the elements along axes (ascending, from 0).
   *
   * @param keepAxes whether reduced axes stay with size 1
   */
  public Tensor reduce(Combiner combiner, Tensor x, int[] axes, boolean keepAxes, DType out) {
    Expression convert = Expressions.conversion(x.dtype(), out);
    return reduce(combiner, convert, List.of(x), axes, keepAxes);
  }

  /** As above, on an expression of several inputs of one shape. */
  public Tensor reduce(
      Combiner combiner, Expression before, List<Tensor> inputs, int[] axes, boolean keepAxes) {
    Shape shape = inputs.getFirst().shape();
    Shape kept = shape.reduce(axes, false);
    Tensor out = allocate(new TensorType(before.outputs().getFirst(), kept));
    if (!kept.isEmpty()) {
      int[] order = keptThenReduced(shape.rank(), axes);
      List<Strided> in = new ArrayList<>(inputs.size());
      for (Tensor input : inputs) {
        in.add(input.strided().permute(order));
      }
      run(new ReduceKernel(combiner, before, in, axes.length, out.strided()));
    }
    return keepAxes
        ? rowMajor(out.strided().storage(), new TensorType(out.dtype(), shape.reduce(axes, true)))
        : out;
  }

  private static int[] keptThenReduced(int rank, int[] axes) {
    int[] order = new int[rank];
    int next = 0;
    for (int i = 0; i < rank; i++) {
      if (Arrays.binarySearch(axes, i) < 0) {
        order[next++] = i;
      }
    }
    for (int axis : axes) {
      order[next++] = axis;
    }
    return order;
  }

  /** The INT64 index of the greatest or least element along the last axis. */
  public Tensor argReduce(Combiner combiner, Tensor x) {
    Shape kept = x.shape().slice(0, x.shape().rank() - 1);
    Tensor out = allocate(new TensorType(DType.INT64, kept));
    if (!kept.isEmpty()) {
      run(new ArgReduceKernel(combiner, x.strided(), out.strided()));
    }
    return out;
  }

  /**
   * Matrix products over the last two axes; leading axes are equal. They are added up in {@link
   * DType#computing}.
   */
  public Tensor gemm(Tensor a, Tensor b) {
    DType wide = a.dtype().computing();
    if (wide != a.dtype()) {
      return cast(gemm(cast(a, wide), cast(b, wide)), a.dtype());
    }
    int rank = a.shape().rank();
    Shape shape = a.shape().with(rank - 1, b.shape().size(-1));
    Tensor out = allocate(new TensorType(a.dtype(), shape));
    if (!shape.isEmpty()) {
      run(new GemmKernel(a.strided(), b.strided(), out.strided()));
    }
    return out;
  }

  /**
   * As above, and then an expression of each sum and the inputs, which are broadcast, in the same
   * pass: see {@link Epilogue}.
   */
  public Tensor gemm(Tensor a, Tensor b, Expression epilogue, List<Tensor> inputs) {
    if (a.dtype().computing() != a.dtype()) {
      List<Tensor> operands = new ArrayList<>(inputs);
      operands.addFirst(gemm(a, b));
      return map(epilogue, operands.getFirst().shape(), operands);
    }
    int rank = a.shape().rank();
    Shape shape = a.shape().with(rank - 1, b.shape().size(-1));
    Tensor out = allocate(new TensorType(epilogue.outputs().getFirst(), shape));
    if (!shape.isEmpty()) {
      Epilogue map = new Epilogue(epilogue, broadcast(inputs, shape), List.of(out.strided()));
      run(new GemmKernel(a.strided(), b.strided(), out.strided(), Optional.of(map)));
    }
    return out;
  }

  /**
   * The product of a float32 matrix [m, k] with one of bytes in panels [p, k, n/p] and a float32
   * scale [n] of its columns; see {@link QuantizedGemmKernel}.
   */
  public Tensor quantizedGemm(Tensor a, Strided b, Tensor scale) {
    Shape shape = Shape.of(a.shape().size(0), scale.shape().size(0));
    Tensor out = allocate(new TensorType(DType.FLOAT32, shape));
    if (!shape.isEmpty()) {
      run(new QuantizedGemmKernel(a.strided(), b, scale.strided(), out.strided()));
    }
    return out;
  }

  /**
   * One of the three products of a convolution, added up in {@link DType#computing}; see {@link
   * ConvolveKernel}.
   *
   * @param type of the result, which is of the operands' type
   * @param operands the two others, of x, w and y in this order
   */
  public Tensor convolve(
      ConvolveKernel.Factor wanted,
      TensorType type,
      List<Tensor> operands,
      WindowSteps steps,
      int groups) {
    DType wide = type.dtype().computing();
    if (wide != type.dtype()) {
      List<Tensor> cast = operands.stream().map(operand -> cast(operand, wide)).toList();
      TensorType wideType = new TensorType(wide, type.shape());
      return cast(convolve(wanted, wideType, cast, steps, groups), type.dtype());
    }
    Tensor out = allocate(type);
    if (!type.shape().isEmpty()) {
      Strided first = operands.getFirst().strided();
      Strided last = operands.getLast().strided();
      Strided result = out.strided();
      run(
          switch (wanted) {
            case X -> new ConvolveKernel(wanted, result, first, last, steps, groups);
            case W -> new ConvolveKernel(wanted, first, result, last, steps, groups);
            case Y -> new ConvolveKernel(wanted, first, last, result, steps, groups);
          });
    }
    return out;
  }

  /**
   * The greatest of each window and where it stood; see {@link WindowMaxKernel}.
   *
   * @param shape of the results, [n, c, windows..]
   */
  public Sorted windowMax(Tensor x, Shape shape, List<Integer> kernel, WindowSteps steps) {
    Tensor values = allocate(new TensorType(x.dtype(), shape));
    Tensor places = allocate(new TensorType(DType.INT64, shape));
    if (!shape.isEmpty()) {
      run(new WindowMaxKernel(x.strided(), values.strided(), places.strided(), kernel, steps));
    }
    return new Sorted(values, places);
  }

  /**
   * Attention and the logarithms of its sums; see {@link AttendKernel}.
   *
   * @param result [.., heads, queries, n]
   * @param logSums [.., heads, queries]
   */
  public record Attended(Tensor result, Tensor logSums) {}

  /**
   * Attention of q [.., heads, queries, width] to k [.., some, keys, width] and v [.., some, keys,
   * n], where neighbours among the heads share keys if these have fewer. All are float32 or
   * float64.
   *
   * @param mask broadcast to [.., heads, queries, keys]
   * @param before as {@link AttendKernel.Seen}
   */
  public Attended attend(
      Tensor q, Tensor k, Tensor v, Optional<Tensor> mask, Optional<Long> before, double scale) {
    return new AttentionKernels(this).attend(q, k, v, mask, before, scale);
  }

  /**
   * The gradients of {@link #attend} by q, k and v; see {@link AttendGradientKernel}.
   *
   * @param means of g under the weights: Σ g·result, of the shape of logSums
   * @param g the cotangent of the result
   */
  public List<Tensor> attendGradient(
      Tensor q,
      Tensor k,
      Tensor v,
      Optional<Tensor> mask,
      Optional<Long> before,
      double scale,
      Tensor logSums,
      Tensor means,
      Tensor g) {
    return new AttentionKernels(this).gradient(q, k, v, mask, before, scale, logSums, means, g);
  }

  /** Elements of x picked along an axis; see {@link GatherKernel}. */
  public Tensor gather(Tensor x, Tensor index, int axis) {
    return gather(x, index, axis, false);
  }

  /** An index [n] of rows as that of their elements, of the rows' shape [n, ..]. */
  public Tensor rowIndex(Tensor index, Shape rows) {
    long[] column = new long[rows.rank()];
    Arrays.fill(column, 1);
    column[0] = rows.size(0);
    return view(index.strided().reshape(Shape.of(column)).orElseThrow().broadcastTo(rows));
  }

  /** As above; where it {@code wraps}, negative indices count from the end. */
  public Tensor gather(Tensor x, Tensor index, int axis, boolean wraps) {
    Tensor out = allocate(new TensorType(x.dtype(), index.shape()));
    if (!index.shape().isEmpty()) {
      run(new GatherKernel(x.strided(), index.strided(), axis, wraps, out.strided()));
    }
    return out;
  }

  /**
   * A copy of x with elements of {@code source} put or combined into it along an axis; see {@link
   * ScatterKernel}.
   */
  public Tensor scatter(
      Optional<Combiner> combiner, Tensor x, Tensor index, Tensor source, int axis) {
    DType wide = x.dtype().computing();
    if (combiner.isPresent() && x.dtype().isFloating() && wide != x.dtype()) {
      Tensor sum = scatter(combiner, cast(x, wide), index, cast(source, wide), axis);
      return cast(sum, x.dtype());
    }
    Tensor out = copy(x);
    scatterInto(combiner, source, index, axis, out.strided());
    return out;
  }

  /** Elements put or combined into a window; see {@link ScatterKernel}. */
  public void scatterInto(
      Optional<Combiner> combiner, Tensor source, Tensor index, int axis, Strided out) {
    if (!index.shape().isEmpty()) {
      run(new ScatterKernel(combiner, source.strided(), index.strided(), axis, out));
    }
  }

  /** Elements added into zeros of the given shape along an axis; see {@link ScatterKernel}. */
  public Tensor scatterAdd(Tensor x, Tensor index, int axis, Shape shape) {
    DType wide = x.dtype().computing();
    if (x.dtype().isFloating() && wide != x.dtype()) {
      return cast(scatterAdd(cast(x, wide), index, axis, shape), x.dtype());
    }
    Tensor out = allocate(new TensorType(x.dtype(), shape));
    scatterInto(Optional.of(Combiner.SUM), x, index, axis, out.strided());
    return out;
  }

  /** Random numbers; see {@link RandomKernel}. */
  public Tensor random(
      RandomKernel.Draw draw, long key, TensorType type, Tensor step, Optional<Tensor> rows) {
    Tensor out = allocate(type);
    if (!type.shape().isEmpty()) {
      run(new RandomKernel(draw, key, step.strided(), rows.map(Tensor::strided), out.strided()));
    }
    return out;
  }

  /**
   * What a function in Java makes of each block of the inputs; see {@link CallKernel}.
   *
   * @param batch how many leading axes, equal in all inputs and results, say which block
   * @param types of the results, FLOAT32 or FLOAT64 as the inputs
   * @throws TypeException if an input or a result is of another type
   */
  public List<Tensor> call(
      BlockFunction function, int batch, List<Tensor> inputs, List<TensorType> types) {
    for (Tensor input : inputs) {
      checkCall(function, "takes", input.dtype());
    }
    for (TensorType type : types) {
      checkCall(function, "gives", type.dtype());
    }
    List<Tensor> results = types.stream().map(this::allocate).toList();
    if (types.stream().anyMatch(type -> !type.shape().isEmpty())) {
      run(new CallKernel(function, batch, strided(inputs), strided(results)));
    }
    return results;
  }

  private static void checkCall(BlockFunction function, String verb, DType type) {
    if (type != DType.FLOAT32 && type != DType.FLOAT64) {
      throw new TypeException(
          "%s %s float32 or float64, not %s; convert with to(…)."
              .formatted(function.name(), verb, type));
    }
  }

  /**
   * Along an axis each element combined with what came out at the one before; see {@link
   * ScanKernel}.
   *
   * @param step of the element type of x
   */
  public Tensor scan(Expression step, Tensor x, int axis) {
    Tensor out = allocate(x.type());
    if (!x.shape().isEmpty()) {
      int[] order = keptThenReduced(x.shape().rank(), new int[] {axis});
      run(new ScanKernel(step, x.strided().permute(order), out.strided().permute(order)));
    }
    return out;
  }

  /** Parts step by step; see {@link RecurKernel}. Their operands are the caller's. */
  public void recur(List<Kernel> parts) {
    run(new RecurKernel(parts));
  }

  /**
   * What came out of a sort.
   *
   * @param indices INT64, of the same shape
   */
  public record Sorted(Tensor values, Tensor indices) {}

  /**
   * The first elements in order along an axis; see {@link SortKernel}.
   *
   * @param count how many
   */
  public Sorted sort(SortKernel.Order order, Tensor x, int axis, int count) {
    Shape shape = x.shape().with(axis, count);
    Tensor values = allocate(new TensorType(x.dtype(), shape));
    Tensor indices = allocate(new TensorType(DType.INT64, shape));
    if (!shape.isEmpty()) {
      int[] axes = keptThenReduced(x.shape().rank(), new int[] {axis});
      run(
          new SortKernel(
              order,
              x.strided().permute(axes),
              values.strided().permute(axes),
              indices.strided().permute(axes)));
    }
    return new Sorted(values, indices);
  }
}
