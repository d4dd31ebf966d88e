package org.atled.core.expr;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An expression of one float32 input and output, with integers of 32 bits inside, as byte code:
 * what the {@link Interpreter} computes, and fast enough for every float there is.
 */
final class SingleLoop {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final MethodTypeDesc BINARY = MethodTypeDesc.of(CD_float, CD_float, CD_float);
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
      if (isFloat(program.get(i))) {
        code.fstore(VALUES + i);
      } else {
        code.istore(VALUES + i);
      }
    }
    code.aload(OUT).iload(K).fload(VALUES + expression.results().getFirst()).fastore();
    code.iinc(K, 1).labelBinding(test);
    code.iload(K).aload(IN).arraylength().if_icmplt(body).return_();
  }

  private void step(Instruction i) {
    if (i.primitive() != Primitive.SELECT) {
      IntStream.of(i.a(), i.b(), i.c()).filter(operand -> operand >= 0).forEach(this::load);
    }
    boolean single = i.a() < 0 ? isFloat(i) : isFloat(program.get(i.a()));
    switch (i.primitive()) {
      case INPUT -> code.aload(IN).iload(K).faload();
      case CONSTANT -> constant(i);
      case ADD -> choose(single, CodeBuilder::fadd, CodeBuilder::iadd);
      case SUB -> choose(single, CodeBuilder::fsub, CodeBuilder::isub);
      case MUL -> choose(single, CodeBuilder::fmul, CodeBuilder::imul);
      case DIV -> code.fdiv();
      case FMA ->
          code.invokestatic(MATH, "fma", MethodTypeDesc.of(CD_float, CD_float, CD_float, CD_float));
      case NEG -> choose(single, CodeBuilder::fneg, CodeBuilder::ineg);
      case ABS -> code.invokestatic(MATH, "abs", MethodTypeDesc.of(CD_float, CD_float));
      case MIN, MAX ->
          code.invokestatic(MATH, i.primitive().name().toLowerCase(Locale.ROOT), BINARY);
      case EQ -> truth(single, Opcode.IFEQ, Opcode.IF_ICMPEQ);
      case LT -> truth(single, Opcode.IFLT, Opcode.IF_ICMPLT);
      case LE -> truth(single, Opcode.IFLE, Opcode.IF_ICMPLE);
      case SELECT -> {
        load(i.a());
        code.ifThenElse(_ -> load(i.b()), _ -> load(i.c()));
      }
      case AND -> code.iand();
      case OR -> code.ior();
      case XOR -> code.ixor();
      case SHL -> code.ishl();
      case SHR -> code.ishr();
      case USHR -> code.iushr();
      case BITS -> {
        if (single) {
          code.invokestatic(FLOAT, "floatToRawIntBits", MethodTypeDesc.of(CD_int, CD_float));
        } else {
          code.invokestatic(FLOAT, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
        }
      }
      case REM, SQRT, FLOOR, RINT, CONVERT -> throw new AssertionError(i);
    }
  }

  private interface Choice {
    CodeBuilder of(CodeBuilder code);
  }

  private void choose(boolean single, Choice yes, Choice no) {
    (single ? yes : no).of(code);
  }

  /** 1 or 0; {@code fcmpg} makes NaN greater, so that a comparison with it is false. */
  private void truth(boolean single, Opcode compared, Opcode direct) {
    if (single) {
      code.fcmpg();
    }
    code.ifThenElse(single ? compared : direct, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
  }

  private void load(int index) {
    if (isFloat(program.get(index))) {
      code.fload(VALUES + index);
    } else {
      code.iload(VALUES + index);
    }
  }

  private void constant(Instruction i) {
    if (isFloat(i)) {
      code.loadConstant((float) Double.longBitsToDouble(i.payload()));
    } else {
      code.loadConstant((int) i.payload());
    }
  }

  private static boolean isFloat(Instruction i) {
    return switch (i.type()) {
      case FLOAT32 -> true;
      case INT32, BOOL -> false;
      case UINT8, INT64, FLOAT16, BFLOAT16, FLOAT64 -> throw new AssertionError(i);
    };
  }
}
