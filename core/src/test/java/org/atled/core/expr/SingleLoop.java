package org.atled.core.expr;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An expression of one float32 input and output, with integers of 32 bits inside, as byte code:
 * what the {@link Interpreter} computes, and fast enough for every float there is.
 */
final class SingleLoop {
  private static final ClassDesc FOLDING = Folding.class.describeConstable().orElseThrow();
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int K = 2;
  private static final int VALUES = 3;

  private final List<Instruction> program;
  private final CodeBuilder code;

  private SingleLoop(List<Instruction> program, CodeBuilder code) {
    this.program = program;
    this.code = code;
  }

  /** A method {@code void (float[] in, float[] out)} for arrays of one length. */
  static MethodHandle of(Expression expression) throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(void.class, float[].class, float[].class);
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(SingleLoop.class.getPackageName(), "Loop"),
                c ->
                    c.withMethodBody(
                        "apply",
                        type.describeConstable().orElseThrow(),
                        ClassFile.ACC_STATIC,
                        code -> new SingleLoop(expression.code(), code).loop(expression)));
    MethodHandles.Lookup loop = MethodHandles.lookup().defineHiddenClass(bytes, true);
    return loop.findStatic(loop.lookupClass(), "apply", type);
  }

  private void loop(Expression expression) {
    Label test = code.newLabel();
    Label body = code.newLabel();
    code.iconst_0().istore(K).goto_(test).labelBinding(body);
    for (int i = 0; i < program.size(); i++) {
      step(program.get(i));
      code.storeLocal(kind(program.get(i)), VALUES + 2 * i);
    }
    code.aload(OUT).iload(K).fload(VALUES + 2 * expression.results().getFirst()).fastore();
    code.iinc(K, 1).labelBinding(test);
    code.iload(K).aload(IN).arraylength().if_icmplt(body).return_();
  }

  private void step(Instruction i) {
    if (i.primitive() != Primitive.SELECT) {
      IntStream.of(i.a(), i.b(), i.c()).filter(operand -> operand >= 0).forEach(this::load);
    }
    TypeKind kind = kind(i.a() < 0 ? i : program.get(i.a()));
    ClassDesc type = kind.upperBound();
    switch (i.primitive()) {
      case INPUT -> code.aload(IN).iload(K).faload();
      case CONSTANT -> constant(i);
      case ADD -> op(kind, Opcode.IADD, Opcode.LADD, Opcode.FADD, Opcode.DADD);
      case SUB -> op(kind, Opcode.ISUB, Opcode.LSUB, Opcode.FSUB, Opcode.DSUB);
      case MUL -> op(kind, Opcode.IMUL, Opcode.LMUL, Opcode.FMUL, Opcode.DMUL);
      case NEG -> op(kind, Opcode.INEG, Opcode.LNEG, Opcode.FNEG, Opcode.DNEG);
      case DIV -> op(kind, Opcode.NOP, Opcode.NOP, Opcode.FDIV, Opcode.DDIV);
      case AND -> op(kind, Opcode.IAND, Opcode.LAND, Opcode.NOP, Opcode.NOP);
      case OR -> op(kind, Opcode.IOR, Opcode.LOR, Opcode.NOP, Opcode.NOP);
      case XOR -> op(kind, Opcode.IXOR, Opcode.LXOR, Opcode.NOP, Opcode.NOP);
      case SHL -> op(kind, Opcode.ISHL, Opcode.LSHL, Opcode.NOP, Opcode.NOP);
      case SHR -> op(kind, Opcode.ISHR, Opcode.LSHR, Opcode.NOP, Opcode.NOP);
      case USHR -> op(kind, Opcode.IUSHR, Opcode.LUSHR, Opcode.NOP, Opcode.NOP);
      case FMA, ABS, MIN, MAX ->
          code.invokestatic(
              MATH,
              i.primitive().name().toLowerCase(Locale.ROOT),
              MethodTypeDesc.of(type, Collections.nCopies(i.primitive().arity(), type)));
      case SQRT, FLOOR, RINT -> {
        code.conversion(kind, TypeKind.DOUBLE)
            .invokestatic(
                MATH,
                i.primitive().name().toLowerCase(Locale.ROOT),
                MethodTypeDesc.of(CD_double, CD_double))
            .conversion(TypeKind.DOUBLE, kind);
      }
      case FOLD_SINE -> code.invokestatic(FOLDING, "sine", MethodTypeDesc.of(type, type));
      case FOLD_COSINE -> code.invokestatic(FOLDING, "cosine", MethodTypeDesc.of(type, type));
      case EQ -> truth(kind, Opcode.IFEQ, Opcode.IF_ICMPEQ);
      case LT -> truth(kind, Opcode.IFLT, Opcode.IF_ICMPLT);
      case LE -> truth(kind, Opcode.IFLE, Opcode.IF_ICMPLE);
      case SELECT -> {
        load(i.a());
        code.ifThenElse(_ -> load(i.b()), _ -> load(i.c()));
      }
      case BITS -> {
        switch (kind) {
          case FLOAT -> bits(FLOAT, "floatToRawIntBits", CD_float, CD_int);
          case DOUBLE -> bits(DOUBLE, "doubleToRawLongBits", CD_double, CD_long);
          case INT -> bits(FLOAT, "intBitsToFloat", CD_int, CD_float);
          case LONG -> bits(DOUBLE, "longBitsToDouble", CD_long, CD_double);
          default -> throw new AssertionError(i);
        }
      }
      case REM -> throw new AssertionError(i);
      case CONVERT -> code.conversion(kind, kind(i));
    }
  }

  private void bits(ClassDesc owner, String method, ClassDesc from, ClassDesc to) {
    code.invokestatic(owner, method, MethodTypeDesc.of(to, from));
  }

  /** The operator of a type; NOP where there is none. */
  private void op(TypeKind kind, Opcode ofInt, Opcode ofLong, Opcode ofFloat, Opcode ofDouble) {
    Opcode opcode =
        switch (kind) {
          case INT -> ofInt;
          case LONG -> ofLong;
          case FLOAT -> ofFloat;
          case DOUBLE -> ofDouble;
          default -> Opcode.NOP;
        };
    assert opcode != Opcode.NOP;
    code.with(OperatorInstruction.of(opcode));
  }

  /** 1 or 0; {@code fcmpg} makes NaN greater, so that a comparison with it is false. */
  private void truth(TypeKind kind, Opcode compared, Opcode direct) {
    switch (kind) {
      case FLOAT -> code.fcmpg();
      case DOUBLE -> code.dcmpg();
      case LONG -> code.lcmp();
      default -> {}
    }
    code.ifThenElse(
        kind == TypeKind.INT ? direct : compared, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
  }

  private void load(int index) {
    code.loadLocal(kind(program.get(index)), VALUES + 2 * index);
  }

  private void constant(Instruction i) {
    switch (kind(i)) {
      case FLOAT -> code.loadConstant((float) Double.longBitsToDouble(i.payload()));
      case DOUBLE -> code.loadConstant(Double.longBitsToDouble(i.payload()));
      case LONG -> code.loadConstant(i.payload());
      default -> code.loadConstant((int) i.payload());
    }
  }

  private static TypeKind kind(Instruction i) {
    return switch (i.type()) {
      case FLOAT32 -> TypeKind.FLOAT;
      case FLOAT64 -> TypeKind.DOUBLE;
      case INT64 -> TypeKind.LONG;
      case INT32, BOOL -> TypeKind.INT;
      case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(i);
    };
  }
}
