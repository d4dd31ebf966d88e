package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.atled.core.shape.DType;

/**
 * Writes the classes of {@link Packer}s of one type.
 *
 * @param count of vectors side by side that are copied, or of rows that are transposed
 */
record PackerWriter(DType dtype, int count) {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int);
  private static final int FROM = 0;
  private static final int AT = 1;
  private static final int STEP = 2;
  private static final int TO = 3;
  private static final int TO_AT = 4;
  private static final int TO_STEP = 5;
  private static final int N = 6;

  /** A packer that takes element {@code at + p·step + r}: rows of neighbours, in whole vectors. */
  Packer copying() {
    return define("Copying", (builder, self) -> {}, this::copy);
  }

  /**
   * A packer that takes element {@code at + r·step + p}, for n a multiple of the lanes and at most
   * as many rows: blocks of as many rows as columns change places in registers.
   */
  Packer transposing() {
    return define("Transposing", this::constants, this::transpose);
  }

  private interface Fields {
    void write(ClassBuilder builder, ClassDesc self);
  }

  private interface Body {
    void write(CodeBuilder code, ClassDesc self, VectorCode type);
  }

  private Packer define(String kind, Fields fields, Body body) {
    VectorCode type = VectorCode.of(dtype);
    ClassDesc array = type.array();
    MethodTypeDesc typed =
        MethodTypeDesc.of(CD_void, array, CD_int, CD_int, array, CD_int, CD_int, CD_int);
    return VectorCode.define(
        Packer.class,
        "Packer" + kind + count,
        (builder, self) -> {
          fields.write(builder, self);
          builder.withMethodBody(
              "run",
              RUN,
              ClassFile.ACC_PUBLIC,
              code -> {
                code.aload(1).checkcast(array).iload(2).iload(3);
                code.aload(4).checkcast(array).iload(5).iload(6).iload(7);
                code.invokestatic(self, "pack", typed).return_();
              });
          builder.withMethodBody(
              "pack",
              typed,
              ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
              code -> body.write(code, self, type));
        });
  }

  private void copy(CodeBuilder code, ClassDesc self, VectorCode type) {
    int lanes = type.lanes();
    int[] x = VectorCode.vectorLocals(code, count);
    VectorCode.loop(
        code,
        N,
        1,
        p -> {
          for (int v = 0; v < x.length; v++) {
            int offset = v * lanes;
            type.load(code, FROM, () -> index(code, AT, p, STEP, offset));
            code.astore(x[v]);
          }
          for (int v = 0; v < x.length; v++) {
            int offset = v * lanes;
            type.store(code, x[v], TO, () -> index(code, TO_AT, p, TO_STEP, offset));
          }
        });
    code.return_();
  }

  /** {@code base + p·step + offset}. */
  private static void index(CodeBuilder code, int base, int p, int step, int offset) {
    code.iload(base).iload(p).iload(step).imul().iadd().loadConstant(offset).iadd();
  }

  /** For each distance d = lanes/2, …, 1 a shuffle l → l ^ d and a mask of the l with bit d. */
  private void constants(ClassBuilder builder, ClassDesc self) {
    int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE;
    int lanes = VectorCode.of(dtype).lanes();
    for (int d = lanes / 2; d > 0; d /= 2) {
      builder.withField("SWAP" + d, VectorCode.SHUFFLE, flags);
      builder.withField("UPPER" + d, VectorCode.MASK, flags);
    }
    ClassDesc here = PackerWriter.class.describeConstable().orElseThrow();
    ClassDesc type = DType.class.describeConstable().orElseThrow();
    builder.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        code -> {
          for (int d = lanes / 2; d > 0; d /= 2) {
            code.getstatic(type, dtype.name(), type).loadConstant(d);
            code.invokestatic(here, "swap", MethodTypeDesc.of(VectorCode.SHUFFLE, type, CD_int));
            code.putstatic(self, "SWAP" + d, VectorCode.SHUFFLE);
            code.getstatic(type, dtype.name(), type).loadConstant(d);
            code.invokestatic(here, "upper", MethodTypeDesc.of(VectorCode.MASK, type, CD_int));
            code.putstatic(self, "UPPER" + d, VectorCode.MASK);
          }
          code.return_();
        });
  }

  /** Called by generated classes. */
  static VectorShuffle<?> swap(DType dtype, int distance) {
    return VectorShuffle.fromOp(VectorCode.of(dtype).species(), l -> l ^ distance);
  }

  /** Called by generated classes. */
  static VectorMask<?> upper(DType dtype, int distance) {
    long bits = 0;
    for (int l = 0; l < VectorCode.of(dtype).lanes(); l++) {
      bits |= (l & distance) == 0 ? 0 : 1L << l;
    }
    return VectorMask.fromLong(VectorCode.of(dtype).species(), bits);
  }

  /**
   * In a stage of distance d, rows i and i + d exchange quarters: lanes with bit d of the first for
   * lanes without it of the second. After the stages of all powers of two, row i is column i.
   */
  private void transpose(CodeBuilder code, ClassDesc self, VectorCode type) {
    int lanes = type.lanes();
    int[] x = VectorCode.vectorLocals(code, lanes);
    int first = code.allocateLocal(TypeKind.REFERENCE);
    VectorCode.loop(
        code,
        N,
        lanes,
        p -> {
          for (int r = 0; r < lanes; r++) {
            int row = r;
            if (r < count) {
              type.load(
                  code,
                  FROM,
                  () -> code.iload(AT).iload(STEP).loadConstant(row).imul().iadd().iload(p).iadd());
            } else {
              type.zero(code);
            }
            code.astore(x[r]);
          }
          for (int d = lanes / 2; d > 0; d /= 2) {
            for (int i = 0; i < lanes; i++) {
              if ((i & d) == 0) {
                exchange(code, self, type, x[i], x[i + d], d, first);
              }
            }
          }
          for (int q = 0; q < lanes; q++) {
            int column = q;
            type.store(
                code,
                x[q],
                TO,
                () ->
                    code.iload(TO_AT)
                        .iload(p)
                        .loadConstant(column)
                        .iadd()
                        .iload(TO_STEP)
                        .imul()
                        .iadd());
          }
        });
    code.return_();
  }

  private static void exchange(
      CodeBuilder code, ClassDesc self, VectorCode type, int x, int y, int distance, int first) {
    code.aload(x).aload(y).getstatic(self, "SWAP" + distance, VectorCode.SHUFFLE);
    type.rearrange(code);
    code.getstatic(self, "UPPER" + distance, VectorCode.MASK);
    type.blend(code);
    code.astore(first);
    code.aload(x).getstatic(self, "SWAP" + distance, VectorCode.SHUFFLE);
    type.rearrange(code);
    code.aload(y).getstatic(self, "UPPER" + distance, VectorCode.MASK);
    type.blend(code);
    code.astore(y).aload(first).astore(x);
  }
}
