package org.atled.cpu.simd;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.code.ByteCode;
import org.atled.cpu.code.OuterAxis;

/**
 * Writes the inner loop of an expression on vectors: a local for each value, those that stay the
 * same before the loop. A BOOL is a mask, of the vectors that it came from. There is no branch and
 * no masked access to memory, which HotSpot's first compiler refuses when there are many. All
 * results are computed before the first is stored, since an output may be an input.
 */
final class VectorRowWriter {
  private static final TypeKind REFERENCE = TypeKind.REFERENCE;

  private final CodeBuilder code;
  private final VectorCode vectors;
  private final VectorForm form;
  private final Expression expression;
  private final OuterAxis.Row locals;
  private final int[] local;
  private final VectorType[] maskOf;
  private int i;

  VectorRowWriter(CodeBuilder code, VectorForm form, OuterAxis.Row locals) {
    this.code = code;
    this.vectors = new VectorCode(code);
    this.form = form;
    this.expression = form.form().expression();
    this.locals = locals;
    this.local = new int[expression.code().size()];
    this.maskOf = new VectorType[local.length];
  }

  void write() {
    computeAll(true);
    i = code.allocateLocal(TypeKind.INT);
    int bound = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    vectors.species(form.floats());
    code.iload(locals.n());
    vectors.loopBound();
    code.istore(bound);
    ByteCode.loop(code, i, bound, form.lanes(), this::element);
  }

  private void element() {
    computeAll(false);
    List<DType> outputs = expression.outputs();
    for (int r = 0; r < outputs.size(); r++) {
      int x = expression.inputs().size() + r;
      int v = expression.results().get(r);
      if (outputs.get(r) == DType.BOOL) {
        code.aload(local[v]);
        place(x);
        vectors.storeMask();
      } else {
        VectorType stored = form.vectors(outputs.get(r));
        code.aload(local[v]);
        new StoredWriter(code, stored).narrow();
        place(x);
        vectors.store(stored);
      }
    }
  }

  private void computeAll(boolean invariant) {
    for (int v = 0; v < local.length; v++) {
      if (form.needs(v) && form.flow().invariant(v) == invariant) {
        compute(v);
        local[v] = code.allocateLocal(REFERENCE);
        code.astore(local[v]);
      }
    }
  }

  /** The array and the index of operand x. */
  private void place(int x) {
    code.aload(locals.arrays()[x]).iload(locals.offsets()[x]);
    boolean repeated = form.form().steps().get(x) == Step.ZERO;
    if (!repeated) {
      code.iload(i).iadd();
    }
  }

  private void compute(int v) {
    Instruction it = expression.code().get(v);
    if (it.type() == DType.BOOL) {
      mask(v, it);
    } else {
      number(it, form.vectors(it.type()));
    }
  }

  private Instruction value(int v) {
    return expression.code().get(v);
  }

  /** The vectors of the first operand, which is a number. */
  private VectorType from(Instruction it) {
    return form.vectors(value(it.a()).type());
  }

  private void push(int v) {
    code.aload(local[v]);
  }

  /** A mask for vectors of a type. */
  private void pushMask(int v, VectorType type) {
    push(v);
    if (!type.equals(maskOf[v])) {
      vectors.species(type).castMask();
    }
  }

  private void number(Instruction it, VectorType type) {
    switch (it.primitive()) {
      case INPUT -> input((int) it.payload());
      case CONSTANT -> {
        vectors.species(type);
        constant(it.payload(), type);
        vectors.broadcast(type);
      }
      case MIN, MAX -> {
        if (isNumber(it.b())) {
          bounded(it.primitive(), it.a(), it.b(), type);
        } else if (isNumber(it.a())) {
          bounded(it.primitive(), it.b(), it.a(), type);
        } else {
          push(it.a());
          vectors.associative(it.primitive().name());
          push(it.b());
          vectors.lanewise2(type);
        }
      }
      case ADD, MUL, AND, OR, XOR -> {
        push(it.a());
        vectors.associative(it.primitive().name());
        push(it.b());
        vectors.lanewise2(type);
      }
      case SUB, DIV -> {
        push(it.a());
        vectors.binary(it.primitive().name());
        push(it.b());
        vectors.lanewise2(type);
      }
      case FMA -> {
        push(it.a());
        vectors.ternary("FMA");
        push(it.b());
        push(it.c());
        vectors.lanewise3(type);
      }
      case NEG, ABS, SQRT -> {
        push(it.a());
        vectors.unary(it.primitive().name()).lanewise1(type);
      }
      case FLOOR -> new RoundingWriter(code, type).floor(local[it.a()]);
      case RINT -> new RoundingWriter(code, type).rint(local[it.a()]);
      case FOLD_SINE -> {
        push(it.a());
        vectors.fold("sine", type);
      }
      case FOLD_COSINE -> {
        push(it.a());
        vectors.fold("cosine", type);
      }
      case SELECT -> {
        push(it.c());
        push(it.b());
        pushMask(it.a(), type);
        vectors.blend(type);
      }
      case SHL -> shift(it, "LSHL", type);
      case SHR -> shift(it, "ASHR", type);
      case USHR -> shift(it, "LSHR", type);
      case BITS -> {
        push(it.a());
        vectors.reinterpret(type);
      }
      case CONVERT -> convert(it, type);
      case EQ, LT, LE -> throw new IllegalArgumentException("A comparison is a BOOL: " + it);
      case REM -> throw new IllegalArgumentException("Vectors have no remainder: " + it);
    }
  }

  /** Whether a value is a constant of a floating-point type, and no NaN. */
  private boolean isNumber(int v) {
    Instruction it = value(v);
    return it.primitive() == Primitive.CONSTANT
        && it.type().isFloating()
        && !Double.isNaN(Double.longBitsToDouble(it.payload()));
  }

  /**
   * The bound where x is beyond it, else x, a NaN too: two instructions, where the Vector API's own
   * minimum and maximum take five on x86 for NaN and the sign of 0. A bound of 0 also takes the
   * place of the 0 that Java orders beyond it: +0 in a maximum, −0 in a minimum.
   */
  private void bounded(Primitive primitive, int x, int bound, VectorType type) {
    long bits = value(bound).payload();
    String beyond =
        primitive == Primitive.MAX
            ? bits == Double.doubleToRawLongBits(0.0) ? "LE" : "LT"
            : bits == Double.doubleToRawLongBits(-0.0) ? "GE" : "GT";
    push(x);
    push(bound);
    push(x);
    vectors.comparison(beyond);
    push(bound);
    vectors.compare(type);
    vectors.blend(type);
  }

  private void input(int x) {
    VectorType stored = form.vectors(expression.inputs().get(x));
    vectors.species(stored);
    place(x);
    if (form.form().steps().get(x) == Step.ZERO) {
      code.arrayLoad(TypeKind.from(stored.element()));
      vectors.broadcast(stored);
    } else {
      vectors.load(stored);
    }
    new StoredWriter(code, stored).widen();
  }

  private void constant(long bits, VectorType type) {
    switch (type.dtype()) {
      case INT32 -> code.loadConstant((int) bits);
      case INT64 -> code.loadConstant(bits);
      case FLOAT32 -> code.loadConstant((float) Double.longBitsToDouble(bits));
      case FLOAT64 -> code.loadConstant(Double.longBitsToDouble(bits));
      case BOOL, UINT8, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException("No constant of " + type + ".");
    }
  }

  private void shift(Instruction it, String operator, VectorType type) {
    push(it.a());
    vectors.binary(operator);
    constant(value(it.b()).payload(), type);
    vectors.lanewiseElement(type);
  }

  private void convert(Instruction it, VectorType type) {
    if (value(it.a()).type() == DType.BOOL) {
      vectors.species(type);
      constant(number(0, type), type);
      vectors.broadcast(type);
      vectors.species(type);
      constant(number(1, type), type);
      vectors.broadcast(type);
      pushMask(it.a(), type);
      vectors.blend(type);
    } else {
      push(it.a());
      vectors.conversion(letter(from(it)) + "2" + letter(type)).convert(type);
    }
  }

  /** How the Vector API's conversions call a type. */
  private static char letter(VectorType type) {
    return switch (type.dtype()) {
      case INT32 -> 'I';
      case INT64 -> 'L';
      case FLOAT32 -> 'F';
      case FLOAT64 -> 'D';
      case BOOL, UINT8, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException("No conversion of " + type + ".");
    };
  }

  /** A whole number as the payload of a constant. */
  private static long number(int n, VectorType type) {
    return type.dtype().isFloating() ? Double.doubleToRawLongBits(n) : n;
  }

  private void mask(int v, Instruction it) {
    VectorType type = form.floats();
    switch (it.primitive()) {
      case INPUT -> {
        int x = (int) it.payload();
        vectors.species(type);
        place(x);
        if (form.form().steps().get(x) == Step.ZERO) {
          code.baload();
          vectors.maskAll();
        } else {
          vectors.loadMask();
        }
      }
      case CONSTANT -> {
        vectors.species(type);
        code.loadConstant((int) it.payload());
        vectors.maskAll();
      }
      case EQ, LT, LE -> {
        if (value(it.a()).type() == DType.BOOL) {
          type = masks(it, "eq");
        } else {
          type = from(it);
          push(it.a());
          vectors.comparison(it.primitive().name());
          push(it.b());
          vectors.compare(type);
        }
      }
      case AND -> type = masks(it, "and");
      case OR -> type = masks(it, "or");
      case XOR -> type = masks(it, "xor");
      case SELECT -> {
        pushMask(it.b(), type);
        pushMask(it.a(), type);
        vectors.masks("and");
        pushMask(it.c(), type);
        pushMask(it.a(), type);
        vectors.masks("andNot");
        vectors.masks("or");
      }
      case CONVERT -> {
        // Not equal to zero, as a NaN is too.
        type = from(it);
        push(it.a());
        vectors.comparison("NE");
        constant(number(0, type), type);
        vectors.compareElement(type);
      }
      case ADD,
          SUB,
          MUL,
          DIV,
          REM,
          FMA,
          NEG,
          ABS,
          MIN,
          MAX,
          SQRT,
          FLOOR,
          RINT,
          FOLD_SINE,
          FOLD_COSINE,
          SHL,
          SHR,
          USHR,
          BITS ->
          throw new IllegalArgumentException("No instruction on BOOL: " + it);
    }
    maskOf[v] = type;
  }

  /** Joins two masks as masks of the first one's vectors. */
  private VectorType masks(Instruction it, String name) {
    VectorType type = maskOf[it.a()];
    push(it.a());
    pushMask(it.b(), type);
    vectors.masks(name);
    return type;
  }
}
