package org.atled.cpu;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;
import org.atled.core.expr.Folding;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.cpu.code.ByteCode;

/** The byte code of each {@link Primitive}; its operands are on the stack, BOOL as 0 or 1. */
final class PrimitiveWriter {
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final ClassDesc FOLDING = Folding.class.describeConstable().orElseThrow();

  private PrimitiveWriter() {}

  /**
   * What a branch depends on.
   *
   * @param operands puts the comparison's operands, or the BOOL, on the stack
   * @param comparison EQ, LT or LE, or SELECT for a BOOL
   * @param type of the operands
   */
  record Condition(Runnable operands, Primitive comparison, DType type) {}

  /**
   * @param from the type of the first operand
   */
  static void write(CodeBuilder code, Instruction it, DType from) {
    TypeKind kind = ByteCode.kind(it.type());
    ClassDesc type = ByteCode.element(it.type());
    switch (it.primitive()) {
      case INPUT, SELECT -> throw new IllegalArgumentException("Written by its loop: " + it);
      case CONSTANT -> constant(code, it);
      case ADD -> pick(kind, code::iadd, code::ladd, code::fadd, code::dadd);
      case SUB -> pick(kind, code::isub, code::lsub, code::fsub, code::dsub);
      case MUL -> pick(kind, code::imul, code::lmul, code::fmul, code::dmul);
      case DIV -> pick(kind, code::idiv, code::ldiv, code::fdiv, code::ddiv);
      case REM -> pick(kind, code::irem, code::lrem, code::frem, code::drem);
      case FMA -> ByteCode.math(code, "fma", type, 3);
      case NEG -> pick(kind, code::ineg, code::lneg, code::fneg, code::dneg);
      case ABS -> ByteCode.math(code, "abs", type, 1);
      case MIN -> ByteCode.math(code, "min", type, 2);
      case MAX -> ByteCode.math(code, "max", type, 2);
      case SQRT -> inDouble(code, kind, "sqrt");
      case FLOOR -> inDouble(code, kind, "floor");
      case RINT -> inDouble(code, kind, "rint");
      case FOLD_SINE -> code.invokestatic(FOLDING, "sine", MethodTypeDesc.of(type, type));
      case FOLD_COSINE -> code.invokestatic(FOLDING, "cosine", MethodTypeDesc.of(type, type));
      case EQ, LT, LE -> {
        Condition there = new Condition(() -> {}, it.primitive(), from);
        branch(code, there, code::loadConstant, 1, 0);
      }
      case AND -> pick(kind, code::iand, code::land);
      case OR -> pick(kind, code::ior, code::lor);
      case XOR -> pick(kind, code::ixor, code::lxor);
      case SHL -> pick(kind, code::ishl, code::lshl);
      case SHR -> pick(kind, code::ishr, code::lshr);
      case USHR -> pick(kind, code::iushr, code::lushr);
      case BITS -> {
        toInteger(code, from);
        fromInteger(code, it.type());
      }
      case CONVERT -> convert(code, from, it.type());
    }
  }

  /** {@code condition ? push(yes) : push(no)}. */
  static void branch(CodeBuilder code, Condition condition, IntConsumer push, int yes, int no) {
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    condition.operands().run();
    unless(code, condition, otherwise);
    push.accept(yes);
    code.goto_(end).labelBinding(otherwise);
    push.accept(no);
    code.labelBinding(end);
  }

  /** Goes to the label if the condition is false; a comparison with NaN is false. */
  private static void unless(CodeBuilder code, Condition condition, Label label) {
    TypeKind kind = ByteCode.kind(condition.type());
    if (condition.comparison() == Primitive.SELECT) {
      code.ifeq(label);
      return;
    }
    if (kind == TypeKind.INT) {
      switch (condition.comparison()) {
        case EQ -> code.if_icmpne(label);
        case LT -> code.if_icmpge(label);
        default -> code.if_icmpgt(label);
      }
      return;
    }
    // The "g" comparisons give 1 for NaN, which is neither less nor equal.
    pick(kind, code::nop, code::lcmp, code::fcmpg, code::dcmpg);
    switch (condition.comparison()) {
      case EQ -> code.ifne(label);
      case LT -> code.ifge(label);
      default -> code.ifgt(label);
    }
  }

  private static void constant(CodeBuilder code, Instruction it) {
    switch (it.type()) {
      case BOOL, UINT8, INT32 -> code.loadConstant((int) it.payload());
      case INT64 -> code.loadConstant(it.payload());
      case FLOAT16, BFLOAT16, FLOAT32 ->
          code.loadConstant((float) Double.longBitsToDouble(it.payload()));
      case FLOAT64 -> code.loadConstant(Double.longBitsToDouble(it.payload()));
    }
  }

  /** Exact for floats too: these functions of a float round to the same in both precisions. */
  private static void inDouble(CodeBuilder code, TypeKind kind, String name) {
    if (kind == TypeKind.FLOAT) {
      code.f2d();
    }
    ByteCode.math(code, name, CD_double, 1);
    if (kind == TypeKind.FLOAT) {
      code.d2f();
    }
  }

  /** The bits of a float as an integer; integers stay. */
  static void toInteger(CodeBuilder code, DType from) {
    switch (from) {
      case FLOAT16, BFLOAT16, FLOAT32 ->
          code.invokestatic(FLOAT, "floatToRawIntBits", MethodTypeDesc.of(CD_int, CD_float));
      case FLOAT64 ->
          code.invokestatic(DOUBLE, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
      case BOOL, UINT8, INT32, INT64 -> {}
    }
  }

  /** The float with an integer's bits; nothing if the type is an integer. */
  static void fromInteger(CodeBuilder code, DType to) {
    switch (to) {
      case FLOAT16, BFLOAT16, FLOAT32 ->
          code.invokestatic(FLOAT, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
      case FLOAT64 ->
          code.invokestatic(DOUBLE, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
      case BOOL, UINT8, INT32, INT64 -> {}
    }
  }

  /** A stored element, which is on the stack, as it is computed with. */
  static void load(CodeBuilder code, DType stored) {
    switch (stored) {
      case UINT8 -> code.loadConstant(0xFF).iand();
      case FLOAT16 ->
          code.invokestatic(FLOAT, "float16ToFloat", MethodTypeDesc.of(CD_float, CD_short));
      case BFLOAT16 -> {
        code.loadConstant(Short.SIZE).ishl();
        fromInteger(code, DType.FLOAT32);
      }
      case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> {}
    }
  }

  /** A result of an expression, which is on the stack, as it is stored. */
  static void store(CodeBuilder code, DType stored) {
    switch (stored) {
      case FLOAT16 ->
          code.invokestatic(FLOAT, "floatToFloat16", MethodTypeDesc.of(CD_short, CD_float));
      case BFLOAT16 -> {
        toInteger(code, DType.FLOAT32);
        code.loadConstant(Short.SIZE).iushr();
      }
      case BOOL, UINT8, INT32, INT64, FLOAT32, FLOAT64 -> {}
    }
  }

  private static void convert(CodeBuilder code, DType from, DType to) {
    TypeKind source = ByteCode.kind(from);
    TypeKind target = ByteCode.kind(to);
    if (to == DType.BOOL && from != DType.BOOL) {
      switch (source) {
        case LONG -> code.lconst_0().lcmp();
        case FLOAT -> code.fconst_0().fcmpl();
        case DOUBLE -> code.dconst_0().dcmpl();
        default -> {}
      }
      // NaN compares as −1 above, so it is true, as it is in a != 0.
      Label zero = code.newLabel();
      Label end = code.newLabel();
      code.ifeq(zero).iconst_1().goto_(end).labelBinding(zero).iconst_0().labelBinding(end);
    } else if (source != target) {
      code.conversion(source, target);
    }
  }

  private static void pick(TypeKind kind, Runnable i, Runnable l) {
    Runnable none =
        () -> {
          throw new IllegalArgumentException("An integer instruction on " + kind + ".");
        };
    pick(kind, i, l, none, none);
  }

  private static void pick(TypeKind kind, Runnable i, Runnable l, Runnable f, Runnable d) {
    switch (kind) {
      case LONG -> l.run();
      case FLOAT -> f.run();
      case DOUBLE -> d.run();
      default -> i.run();
    }
  }
}
