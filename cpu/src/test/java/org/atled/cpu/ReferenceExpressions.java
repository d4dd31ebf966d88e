package org.atled.cpu;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Folding;
import org.atled.core.expr.Instruction;
import org.atled.core.shape.DType;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Strided;

/** Expressions for {@link Reference}: instruction by instruction, of one element. */
final class ReferenceExpressions {
  private ReferenceExpressions() {}

  static Object fromBits(DType dtype, long bits) {
    return switch (dtype) {
      case BOOL -> bits != 0;
      case UINT8, INT32 -> (int) bits;
      case INT64 -> bits;
      case FLOAT16 -> HalfPrecision.float16(HalfPrecision.float16(Double.longBitsToDouble(bits)));
      case BFLOAT16 ->
          HalfPrecision.bfloat16(HalfPrecision.bfloat16(Double.longBitsToDouble(bits)));
      case FLOAT32 -> (float) Double.longBitsToDouble(bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
    };
  }

  /** What the expression's result of that number is. */
  static Object evaluate(Expression e, int result, List<Strided> inputs, int[] index) {
    return values(e, inputs, index)[e.results().get(result)];
  }

  /** What each instruction yields. */
  static Object[] values(Expression e, List<Strided> inputs, int[] index) {
    Object[] values = new Object[e.code().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = instruction(e.code().get(i), values, inputs, index);
    }
    return values;
  }

  private static Object instruction(
      Instruction it, Object[] values, List<Strided> inputs, int[] index) {
    Object a = it.a() < 0 ? 0 : values[it.a()];
    Object b = it.b() < 0 ? 0 : values[it.b()];
    Object c = it.c() < 0 ? 0 : values[it.c()];
    return switch (it.primitive()) {
      case INPUT -> Reference.get(inputs.get((int) it.payload()), index);
      case CONSTANT -> fromBits(it.type(), it.payload());
      case SELECT -> (boolean) a ? b : c;
      case CONVERT -> convert(a, it.type());
      case BITS ->
          switch (a) {
            case Integer x -> Float.intBitsToFloat(x);
            case Long x -> Double.longBitsToDouble(x);
            case Float x -> Float.floatToRawIntBits(x);
            default -> Double.doubleToRawLongBits((double) a);
          };
      default -> arithmetic(it, a, b, c);
    };
  }

  /** Asks for one type after the other: a switch over types is slow until it is compiled. */
  private static Object arithmetic(Instruction it, Object a, Object b, Object c) {
    if (a instanceof Float x) {
      return float32(it, x, b, c);
    } else if (a instanceof Double x) {
      return float64(it, x, b, c);
    } else if (a instanceof Integer x) {
      return int32(it, x, (int) b);
    } else if (a instanceof Long x) {
      return int64(it, x, b);
    } else {
      return bool(it, (boolean) a, (boolean) b);
    }
  }

  private static Object bool(Instruction it, boolean a, boolean b) {
    return switch (it.primitive()) {
      case EQ -> a == b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object int32(Instruction it, int a, int b) {
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object int64(Instruction it, long a, Object second) {
    long b = ((Number) second).longValue();
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object float32(Instruction it, float a, Object second, Object third) {
    float b = ((Number) second).floatValue();
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case FMA -> Math.fma(a, b, (float) third);
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case SQRT -> (float) StrictMath.sqrt(a);
      case FLOOR -> (float) StrictMath.floor(a);
      case RINT -> (float) StrictMath.rint(a);
      case FOLD_SINE -> Folding.sine(a);
      case FOLD_COSINE -> Folding.cosine(a);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object float64(Instruction it, double a, Object second, Object third) {
    double b = ((Number) second).doubleValue();
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case FMA -> Math.fma(a, b, (double) third);
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case SQRT -> StrictMath.sqrt(a);
      case FLOOR -> StrictMath.floor(a);
      case RINT -> StrictMath.rint(a);
      case FOLD_SINE -> Folding.sine(a);
      case FOLD_COSINE -> Folding.cosine(a);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      default -> throw new AssertionError(it);
    };
  }

  static Object convert(Object a, DType to) {
    if (a instanceof Boolean yes) {
      return to == DType.BOOL ? yes : convert(yes ? 1 : 0, to);
    }
    Number x = (Number) a;
    return switch (to) {
      case BOOL -> x.doubleValue() != 0;
      case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(to + " is not computed with");
      // Number.intValue is the cast, which saturates from floats and wraps from integers.
      case INT32 -> x.intValue();
      case INT64 -> x.longValue();
      case FLOAT32 -> x.floatValue();
      case FLOAT64 -> x.doubleValue();
    };
  }
}
