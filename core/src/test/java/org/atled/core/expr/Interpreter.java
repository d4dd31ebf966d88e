package org.atled.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.shape.DType;

/**
 * Computes expressions of one output over blocks of elements with exactly the Java operators that
 * {@link Primitive} names: the meaning that generated loops are held to. Every value travels as
 * {@code long}: an integer as itself, a float as its own raw bits, a truth as 0 or 1.
 */
final class Interpreter {
  private final Expression expression;
  private final List<long[]> values = new ArrayList<>();
  private final int block;

  Interpreter(Expression expression, int block) {
    this.expression = expression;
    this.block = block;
    expression.code().forEach(_ -> values.add(new long[block]));
  }

  /** The function of one argument that a term describes, for elements of a type. */
  static Interpreter of(DType type, int block, UnaryOperator<Term> function) {
    return new Interpreter(
        Expression.of(List.of(type), type, x -> function.apply(x.getFirst())), block);
  }

  /** A block of elements; the array that comes back is used again by the next call. */
  long[] apply(long[]... inputs) {
    List<Instruction> code = expression.code();
    for (int i = 0; i < code.size(); i++) {
      step(code.get(i), values.get(i), inputs);
    }
    return values.get(expression.results().getFirst());
  }

  private void step(Instruction i, long[] out, long[][] inputs) {
    switch (i.primitive()) {
      case INPUT -> System.arraycopy(inputs[(int) i.payload()], 0, out, 0, block);
      case CONSTANT -> Arrays.fill(out, constant(i));
      case SELECT -> {
        long[] a = values.get(i.a());
        long[] b = values.get(i.b());
        long[] c = values.get(i.c());
        for (int k = 0; k < block; k++) {
          out[k] = a[k] != 0 ? b[k] : c[k];
        }
      }
      case CONVERT -> convert(operandType(i), i.type(), values.get(i.a()), out);
      case BITS -> System.arraycopy(values.get(i.a()), 0, out, 0, block);
      default -> {
        long[] a = values.get(i.a());
        long[] b = i.b() < 0 ? a : values.get(i.b());
        long[] c = i.c() < 0 ? a : values.get(i.c());
        switch (operandType(i)) {
          case FLOAT32 -> singles(i.primitive(), a, b, c, out);
          case FLOAT64 -> doubles(i.primitive(), a, b, c, out);
          case INT32 -> ints(i.primitive(), a, b, out);
          case INT64, BOOL -> longs(i.primitive(), a, b, out);
          case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(i);
        }
      }
    }
  }

  private DType operandType(Instruction i) {
    return expression.code().get(i.a()).type();
  }

  private static long constant(Instruction i) {
    return i.type() == DType.FLOAT32
        ? Float.floatToRawIntBits((float) Double.longBitsToDouble(i.payload()))
        : i.payload();
  }

  private static float f(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static long f(float x) {
    return Float.floatToRawIntBits(x);
  }

  private static double d(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long d(double x) {
    return Double.doubleToRawLongBits(x);
  }

  @FunctionalInterface
  private interface Scalar {
    long of(long a, long b, long c);
  }

  private void each(long[] a, long[] b, long[] c, long[] out, Scalar scalar) {
    for (int k = 0; k < block; k++) {
      out[k] = scalar.of(a[k], b[k], c[k]);
    }
  }

  private void singles(Primitive p, long[] a, long[] b, long[] c, long[] out) {
    switch (p) {
      case ADD -> each(a, b, c, out, (x, y, _) -> f(f(x) + f(y)));
      case SUB -> each(a, b, c, out, (x, y, _) -> f(f(x) - f(y)));
      case MUL -> each(a, b, c, out, (x, y, _) -> f(f(x) * f(y)));
      case DIV -> each(a, b, c, out, (x, y, _) -> f(f(x) / f(y)));
      case REM -> each(a, b, c, out, (x, y, _) -> f(f(x) % f(y)));
      case FMA -> each(a, b, c, out, (x, y, z) -> f(Math.fma(f(x), f(y), f(z))));
      case NEG -> each(a, b, c, out, (x, _, _) -> f(-f(x)));
      case ABS -> each(a, b, c, out, (x, _, _) -> f(Math.abs(f(x))));
      case MIN -> each(a, b, c, out, (x, y, _) -> f(Math.min(f(x), f(y))));
      case MAX -> each(a, b, c, out, (x, y, _) -> f(Math.max(f(x), f(y))));
      case SQRT -> each(a, b, c, out, (x, _, _) -> f((float) Math.sqrt(f(x))));
      case FLOOR -> each(a, b, c, out, (x, _, _) -> f((float) Math.floor(f(x))));
      case RINT -> each(a, b, c, out, (x, _, _) -> f((float) Math.rint(f(x))));
      case FOLD_SINE -> each(a, b, c, out, (x, _, _) -> f(Folding.sine(f(x))));
      case FOLD_COSINE -> each(a, b, c, out, (x, _, _) -> f(Folding.cosine(f(x))));
      case EQ -> each(a, b, c, out, (x, y, _) -> f(x) == f(y) ? 1 : 0);
      case LT -> each(a, b, c, out, (x, y, _) -> f(x) < f(y) ? 1 : 0);
      case LE -> each(a, b, c, out, (x, y, _) -> f(x) <= f(y) ? 1 : 0);
      default -> throw new AssertionError(p);
    }
  }

  private void doubles(Primitive p, long[] a, long[] b, long[] c, long[] out) {
    switch (p) {
      case ADD -> each(a, b, c, out, (x, y, _) -> d(d(x) + d(y)));
      case SUB -> each(a, b, c, out, (x, y, _) -> d(d(x) - d(y)));
      case MUL -> each(a, b, c, out, (x, y, _) -> d(d(x) * d(y)));
      case DIV -> each(a, b, c, out, (x, y, _) -> d(d(x) / d(y)));
      case REM -> each(a, b, c, out, (x, y, _) -> d(d(x) % d(y)));
      case FMA -> each(a, b, c, out, (x, y, z) -> d(Math.fma(d(x), d(y), d(z))));
      case NEG -> each(a, b, c, out, (x, _, _) -> d(-d(x)));
      case ABS -> each(a, b, c, out, (x, _, _) -> d(Math.abs(d(x))));
      case MIN -> each(a, b, c, out, (x, y, _) -> d(Math.min(d(x), d(y))));
      case MAX -> each(a, b, c, out, (x, y, _) -> d(Math.max(d(x), d(y))));
      case SQRT -> each(a, b, c, out, (x, _, _) -> d(Math.sqrt(d(x))));
      case FLOOR -> each(a, b, c, out, (x, _, _) -> d(Math.floor(d(x))));
      case RINT -> each(a, b, c, out, (x, _, _) -> d(Math.rint(d(x))));
      case FOLD_SINE -> each(a, b, c, out, (x, _, _) -> d(Folding.sine(d(x))));
      case FOLD_COSINE -> each(a, b, c, out, (x, _, _) -> d(Folding.cosine(d(x))));
      case EQ -> each(a, b, c, out, (x, y, _) -> d(x) == d(y) ? 1 : 0);
      case LT -> each(a, b, c, out, (x, y, _) -> d(x) < d(y) ? 1 : 0);
      case LE -> each(a, b, c, out, (x, y, _) -> d(x) <= d(y) ? 1 : 0);
      default -> throw new AssertionError(p);
    }
  }

  private void ints(Primitive p, long[] a, long[] b, long[] out) {
    switch (p) {
      case ADD -> each(a, b, a, out, (x, y, _) -> (int) x + (int) y);
      case SUB -> each(a, b, a, out, (x, y, _) -> (int) x - (int) y);
      case MUL -> each(a, b, a, out, (x, y, _) -> (int) x * (int) y);
      case DIV -> each(a, b, a, out, (x, y, _) -> (int) x / (int) y);
      case REM -> each(a, b, a, out, (x, y, _) -> (int) x % (int) y);
      case NEG -> each(a, b, a, out, (x, _, _) -> -(int) x);
      case ABS -> each(a, b, a, out, (x, _, _) -> Math.abs((int) x));
      case MIN -> each(a, b, a, out, (x, y, _) -> Math.min((int) x, (int) y));
      case MAX -> each(a, b, a, out, (x, y, _) -> Math.max((int) x, (int) y));
      case EQ -> each(a, b, a, out, (x, y, _) -> (int) x == (int) y ? 1 : 0);
      case LT -> each(a, b, a, out, (x, y, _) -> (int) x < (int) y ? 1 : 0);
      case LE -> each(a, b, a, out, (x, y, _) -> (int) x <= (int) y ? 1 : 0);
      case AND -> each(a, b, a, out, (x, y, _) -> (int) x & (int) y);
      case OR -> each(a, b, a, out, (x, y, _) -> (int) x | (int) y);
      case XOR -> each(a, b, a, out, (x, y, _) -> (int) x ^ (int) y);
      case SHL -> each(a, b, a, out, (x, y, _) -> (int) x << (int) y);
      case SHR -> each(a, b, a, out, (x, y, _) -> (int) x >> (int) y);
      case USHR -> each(a, b, a, out, (x, y, _) -> (int) x >>> (int) y);
      default -> throw new AssertionError(p);
    }
  }

  private void longs(Primitive p, long[] a, long[] b, long[] out) {
    switch (p) {
      case ADD -> each(a, b, a, out, (x, y, _) -> x + y);
      case SUB -> each(a, b, a, out, (x, y, _) -> x - y);
      case MUL -> each(a, b, a, out, (x, y, _) -> x * y);
      case DIV -> each(a, b, a, out, (x, y, _) -> x / y);
      case REM -> each(a, b, a, out, (x, y, _) -> x % y);
      case NEG -> each(a, b, a, out, (x, _, _) -> -x);
      case ABS -> each(a, b, a, out, (x, _, _) -> Math.abs(x));
      case MIN -> each(a, b, a, out, (x, y, _) -> Math.min(x, y));
      case MAX -> each(a, b, a, out, (x, y, _) -> Math.max(x, y));
      case EQ -> each(a, b, a, out, (x, y, _) -> x == y ? 1 : 0);
      case LT -> each(a, b, a, out, (x, y, _) -> x < y ? 1 : 0);
      case LE -> each(a, b, a, out, (x, y, _) -> x <= y ? 1 : 0);
      case AND -> each(a, b, a, out, (x, y, _) -> x & y);
      case OR -> each(a, b, a, out, (x, y, _) -> x | y);
      case XOR -> each(a, b, a, out, (x, y, _) -> x ^ y);
      case SHL -> each(a, b, a, out, (x, y, _) -> x << (int) y);
      case SHR -> each(a, b, a, out, (x, y, _) -> x >> (int) y);
      case USHR -> each(a, b, a, out, (x, y, _) -> x >>> (int) y);
      default -> throw new AssertionError(p);
    }
  }

  private void convert(DType from, DType to, long[] a, long[] out) {
    switch (from) {
      case FLOAT32 -> {
        switch (to) {
          case BOOL -> each(a, a, a, out, (x, _, _) -> f(x) != 0 ? 1 : 0);
          case INT32 -> each(a, a, a, out, (x, _, _) -> (int) f(x));
          case INT64 -> each(a, a, a, out, (x, _, _) -> (long) f(x));
          case FLOAT32 -> System.arraycopy(a, 0, out, 0, block);
          case FLOAT64 -> each(a, a, a, out, (x, _, _) -> d((double) f(x)));
          case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(to);
        }
      }
      case FLOAT64 -> {
        switch (to) {
          case BOOL -> each(a, a, a, out, (x, _, _) -> d(x) != 0 ? 1 : 0);
          case INT32 -> each(a, a, a, out, (x, _, _) -> (int) d(x));
          case INT64 -> each(a, a, a, out, (x, _, _) -> (long) d(x));
          case FLOAT32 -> each(a, a, a, out, (x, _, _) -> f((float) d(x)));
          case FLOAT64 -> System.arraycopy(a, 0, out, 0, block);
          case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(to);
        }
      }
      case BOOL, INT32, INT64, UINT8 -> {
        switch (to) {
          case BOOL -> each(a, a, a, out, (x, _, _) -> x != 0 ? 1 : 0);
          case INT32 -> each(a, a, a, out, (x, _, _) -> (int) x);
          case INT64 -> System.arraycopy(a, 0, out, 0, block);
          case FLOAT32 -> each(a, a, a, out, (x, _, _) -> f((float) x));
          case FLOAT64 -> each(a, a, a, out, (x, _, _) -> d((double) x));
          case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(to);
        }
      }
    }
  }
}
