package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.atled.core.shape.DType;
import org.atled.cpu.code.ByteCode;

/**
 * Writes the class of a {@link Gatherer}.
 *
 * @param vectors side by side
 */
record GathererWriter(DType dtype, int vectors) {
  private static final ClassDesc TABLE = CD_int.arrayType();

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_Object, CD_int, TABLE, CD_int, CD_Object, CD_int, CD_int, CD_int);

  private static final int FROM = 0;
  private static final int AT = 1;
  private static final int ROWS = 2;
  private static final int FIRST = 3;
  private static final int TO = 4;
  private static final int TO_AT = 5;
  private static final int TO_STEP = 6;
  private static final int N = 7;

  Gatherer write() {
    ClassDesc array = ByteCode.array(dtype);
    MethodTypeDesc typed =
        MethodTypeDesc.of(CD_void, array, CD_int, TABLE, CD_int, array, CD_int, CD_int, CD_int);
    return ByteCode.define(
        MethodHandles.lookup(),
        Gatherer.class,
        "Gatherer" + vectors,
        c -> {
          c.method(
              "run",
              RUN,
              false,
              code -> {
                code.aload(1).checkcast(array).iload(2).aload(3).iload(4);
                code.aload(5).checkcast(array).iload(6).iload(7).iload(8);
                code.invokestatic(c.name(), "gather", typed).return_();
              });
          c.method("gather", typed, true, this::gather);
        });
  }

  private void gather(CodeBuilder code) {
    VectorCode vectorCode = new VectorCode(code);
    VectorType type = VectorType.of(dtype);
    int p = code.allocateLocal(TypeKind.INT);
    int place = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(p);
    ByteCode.loop(
        code,
        p,
        N,
        1,
        () -> {
          code.aload(ROWS).iload(FIRST).iload(p).iadd().iaload();
          code.iload(AT).iadd().istore(place);
          for (int v = 0; v < vectors; v++) {
            vectorCode.species(type);
            code.aload(FROM).iload(place).loadConstant(v * type.lanes()).iadd();
            vectorCode.load(type);
            code.aload(TO).iload(TO_AT).iload(p).iload(TO_STEP).imul().iadd();
            code.loadConstant(v * type.lanes()).iadd();
            vectorCode.store(type);
          }
        });
    code.return_();
  }
}
