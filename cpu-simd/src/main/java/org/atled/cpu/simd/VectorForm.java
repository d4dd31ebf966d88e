package org.atled.cpu.simd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.code.Dataflow;

/**
 * A form that vectors can compute: neighbours or repeated elements in, neighbours out. The vectors
 * of all types have as many lanes as one of the widest type has; those of the others are narrower.
 *
 * @param floats the floating-point vectors of the widest numbers
 */
record VectorForm(Form form, Dataflow flow, VectorType floats) {
  /**
   * HotSpot compiles no method of more than 8,000 bytes; an instruction takes about 15 of them, a
   * rounding 70.
   */
  private static final int MOST_WEIGHT = 400;

  private static final int WEIGHT_OF_ROUNDING = 5;

  /** A FLOAT16 that is read or written takes 120 bytes. */
  private static final int WEIGHT_OF_STORED = 8;

  /**
   * Whether the processor converts vectors of int64 and floats, which AVX2 has no instruction for.
   */
  static final boolean CONVERTS_LONGS =
      System.getProperty("os.arch").equals("aarch64") || VectorType.of(DType.FLOAT64).lanes() == 8;

  /** An array and an offset each, and the length: a method has at most 255 parameters. */
  private static final int MOST_OPERANDS = 127;

  static Optional<VectorForm> of(Form form) {
    Expression expression = form.expression();
    List<DType> operands = new ArrayList<>(expression.inputs());
    operands.addAll(expression.outputs());
    if (operands.size() != form.steps().size() || operands.size() > MOST_OPERANDS) {
      return Optional.empty();
    }
    for (int x = 0; x < operands.size(); x++) {
      boolean input = x < expression.inputs().size();
      Step step = form.steps().get(x);
      if (step == Step.ANY || (step == Step.ZERO && !input)) {
        return Optional.empty();
      }
    }
    Dataflow flow = new Dataflow(form);
    Set<DType> types = new HashSet<>(operands);
    int weight = WEIGHT_OF_STORED * (int) operands.stream().filter(t -> t != t.computing()).count();
    for (int v = 0; v < expression.code().size(); v++) {
      Instruction it = expression.code().get(v);
      if (flow.uses(v) > 0 && !isShiftCount(expression, v)) {
        if (isScalar(expression, it)) {
          return Optional.empty();
        }
        types.add(it.type());
        boolean rounding = it.primitive() == Primitive.FLOOR || it.primitive() == Primitive.RINT;
        weight += rounding ? WEIGHT_OF_ROUNDING : 1;
      }
    }
    types.remove(DType.BOOL);
    if (weight > MOST_WEIGHT || types.isEmpty() || isBetterScalar(expression, operands, flow)) {
      return Optional.empty();
    }
    boolean wide = types.contains(DType.FLOAT64) || types.contains(DType.INT64);
    VectorType floats = VectorType.of(wide ? DType.FLOAT64 : DType.FLOAT32);
    return types.stream().allMatch(type -> floats.with(type).exists())
        ? Optional.of(new VectorForm(form, flow, floats))
        : Optional.empty();
  }

  /**
   * Whether HotSpot makes better vectors of the scalar loop: with the processor's instruction for
   * FLOAT16, or of as many bytes as fit. It does so where nothing is compared or taken as other
   * bits, as all that is written as FLOAT16 is.
   */
  private static boolean isBetterScalar(
      Expression expression, List<DType> operands, Dataflow flow) {
    if (!operands.contains(DType.FLOAT16) && operands.stream().anyMatch(t -> t.bytes() > 1)) {
      return false;
    }
    for (int v = 0; v < expression.code().size(); v++) {
      Instruction it = expression.code().get(v);
      boolean breaks =
          switch (it.primitive()) {
            case EQ, LT, LE, SELECT, BITS -> true;
            case CONVERT -> it.type() == DType.BOOL;
            default -> false;
          };
      if (breaks && flow.uses(v) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the Vector API would compute it element by element, or as another instruction. */
  private static boolean isScalar(Expression expression, Instruction it) {
    return switch (it.primitive()) {
      case REM -> true;
      case DIV -> !it.type().isFloating();
      case CONVERT -> {
        DType from = expression.code().get(it.a()).type();
        yield !CONVERTS_LONGS
            && (from == DType.INT64 && it.type().isFloating()
                || from.isFloating() && it.type() == DType.INT64);
      }
      default -> isShift(it) && expression.code().get(it.b()).primitive() != Primitive.CONSTANT;
    };
  }

  /** Whether value v is only the number of bits of shifts, which are part of the instruction. */
  private static boolean isShiftCount(Expression expression, int v) {
    if (expression.code().get(v).primitive() != Primitive.CONSTANT
        || expression.results().contains(v)) {
      return false;
    }
    for (Instruction it : expression.code()) {
      int[] operands = Dataflow.operands(it);
      for (int x = 0; x < operands.length; x++) {
        if (operands[x] == v && !(x == 1 && isShift(it))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isShift(Instruction it) {
    return switch (it.primitive()) {
      case SHL, SHR, USHR -> true;
      default -> false;
    };
  }

  /** Whether a value must be computed as a vector or a mask. */
  boolean needs(int v) {
    return flow.uses(v) > 0 && !isShiftCount(form.expression(), v);
  }

  /** The vectors of a type. */
  VectorType vectors(DType type) {
    return floats.with(type);
  }

  int lanes() {
    return floats.lanes();
  }
}
