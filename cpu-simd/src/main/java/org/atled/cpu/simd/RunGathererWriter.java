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

/** Writes the class of a {@link RunGatherer}. */
record RunGathererWriter(DType dtype) {
  private static final ClassDesc INTS = CD_int.arrayType();

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_Object, CD_int, INTS, CD_int, INTS, INTS, CD_Object, CD_int, CD_int);

  private static final int FROM = 0;
  private static final int AT = 1;
  private static final int ROWS = 2;
  private static final int FIRST = 3;
  private static final int STARTS = 4;
  private static final int PLACES = 5;
  private static final int TO = 6;
  private static final int TO_STEP = 7;
  private static final int N = 8;

  RunGatherer write() {
    ClassDesc array = ByteCode.array(dtype);
    MethodTypeDesc typed =
        MethodTypeDesc.of(CD_void, array, CD_int, INTS, CD_int, INTS, INTS, array, CD_int, CD_int);
    return ByteCode.define(
        MethodHandles.lookup(),
        RunGatherer.class,
        "GathererOfRuns",
        c -> {
          c.method(
              "run",
              RUN,
              false,
              code -> {
                code.aload(1).checkcast(array).iload(2).aload(3).iload(4).aload(5).aload(6);
                code.aload(7).checkcast(array).iload(8).iload(9);
                code.invokestatic(c.name(), "gather", typed).return_();
              });
          c.method("gather", typed, true, this::gather);
        });
  }

  private void gather(CodeBuilder code) {
    VectorCode vectorCode = new VectorCode(code);
    VectorType type = VectorType.of(dtype);
    int p = code.allocateLocal(TypeKind.INT);
    int r = code.allocateLocal(TypeKind.INT);
    int runs = code.allocateLocal(TypeKind.INT);
    int read = code.allocateLocal(TypeKind.INT);
    int write = code.allocateLocal(TypeKind.INT);
    code.aload(STARTS).arraylength().istore(runs);
    code.iconst_0().istore(p);
    ByteCode.loop(
        code,
        p,
        N,
        1,
        () -> {
          code.aload(ROWS).iload(FIRST).iload(p).iadd().iaload().iload(AT).iadd().istore(read);
          code.iload(p).iload(TO_STEP).imul().istore(write);
          code.iconst_0().istore(r);
          ByteCode.loop(
              code,
              r,
              runs,
              1,
              () -> {
                vectorCode.species(type);
                code.aload(FROM).aload(STARTS).iload(r).iaload().iload(read).iadd();
                vectorCode.load(type);
                code.aload(TO).aload(PLACES).iload(r).iaload().iload(write).iadd();
                vectorCode.store(type);
              });
        });
    code.return_();
  }
}
