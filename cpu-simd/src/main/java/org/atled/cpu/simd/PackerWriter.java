package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.function.Consumer;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.atled.core.shape.DType;
import org.atled.cpu.code.ByteCode;
import org.atled.cpu.code.ByteCode.ClassAndName;

/**
 * Writes the classes of {@link Packer}s of one type.
 *
 * @param count of vectors side by side that are copied, or of rows that are transposed
 */
record PackerWriter(DType dtype, int count) {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int);

  /** A packer that takes element {@code at + p·step + r}: rows of neighbours, in whole vectors. */
  Packer copying() {
    return define("Copying", c -> {}, Body::copy);
  }

  /**
   * A packer that takes element {@code at + r·step + p}, for n a multiple of the lanes and at most
   * as many rows: blocks of as many rows as columns change places in registers.
   */
  Packer transposing() {
    return define("Transposing", this::constants, Body::transpose);
  }

  private Packer define(String kind, Consumer<ClassAndName> constants, Consumer<Body> body) {
    ClassDesc array = ByteCode.array(dtype);
    MethodTypeDesc typed =
        MethodTypeDesc.of(CD_void, array, CD_int, CD_int, array, CD_int, CD_int, CD_int);
    return ByteCode.define(
        MethodHandles.lookup(),
        Packer.class,
        "Packer" + kind + count,
        c -> {
          constants.accept(c);
          c.method(
              "run",
              RUN,
              false,
              code -> {
                code.aload(1).checkcast(array).iload(2).iload(3);
                code.aload(4).checkcast(array).iload(5).iload(6).iload(7);
                code.invokestatic(c.name(), "pack", typed).return_();
              });
          c.method("pack", typed, true, code -> body.accept(new Body(code, c.name())));
        });
  }

  /** For each distance d = lanes/2, …, 1 a shuffle l → l ^ d and a mask of the l with bit d. */
  private void constants(ClassAndName c) {
    int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE;
    int lanes = VectorType.of(dtype).lanes();
    for (int d = lanes / 2; d > 0; d /= 2) {
      c.builder().withField("SWAP" + d, VectorCode.SHUFFLE, flags);
      c.builder().withField("UPPER" + d, VectorCode.MASK, flags);
    }
    ClassDesc here = PackerWriter.class.describeConstable().orElseThrow();
    ClassDesc type = DType.class.describeConstable().orElseThrow();
    c.builder()
        .withMethodBody(
            ConstantDescs.CLASS_INIT_NAME,
            ConstantDescs.MTD_void,
            ClassFile.ACC_STATIC,
            code -> {
              for (int d = lanes / 2; d > 0; d /= 2) {
                code.getstatic(type, dtype.name(), type).loadConstant(d);
                code.invokestatic(
                    here, "swap", MethodTypeDesc.of(VectorCode.SHUFFLE, type, CD_int));
                code.putstatic(c.name(), "SWAP" + d, VectorCode.SHUFFLE);
                code.getstatic(type, dtype.name(), type).loadConstant(d);
                code.invokestatic(here, "upper", MethodTypeDesc.of(VectorCode.MASK, type, CD_int));
                code.putstatic(c.name(), "UPPER" + d, VectorCode.MASK);
              }
              code.return_();
            });
  }

  /** Called by generated classes. */
  static VectorShuffle<?> swap(DType dtype, int distance) {
    return VectorShuffle.fromOp(VectorType.of(dtype).species(), l -> l ^ distance);
  }

  /** Called by generated classes. */
  static VectorMask<?> upper(DType dtype, int distance) {
    long bits = 0;
    for (int l = 0; l < VectorType.of(dtype).lanes(); l++) {
      bits |= (l & distance) == 0 ? 0 : 1L << l;
    }
    return VectorMask.fromLong(VectorType.of(dtype).species(), bits);
  }

  private final class Body {
    private static final int FROM = 0;
    private static final int AT = 1;
    private static final int STEP = 2;
    private static final int TO = 3;
    private static final int TO_AT = 4;
    private static final int TO_STEP = 5;
    private static final int N = 6;

    private final CodeBuilder code;
    private final ClassDesc self;
    private final VectorCode vectorCode;
    private final VectorType type = VectorType.of(dtype);
    private final int lanes = type.lanes();
    private final int p;

    Body(CodeBuilder code, ClassDesc self) {
      this.code = code;
      this.self = self;
      this.vectorCode = new VectorCode(code);
      this.p = code.allocateLocal(TypeKind.INT);
      code.iconst_0().istore(p);
    }

    void copy() {
      int[] x = locals(count);
      ByteCode.loop(
          code,
          p,
          N,
          1,
          () -> {
            for (int v = 0; v < count; v++) {
              vectorCode.species(type);
              code.aload(FROM).iload(AT).iload(p).iload(STEP).imul().iadd();
              code.loadConstant(v * lanes).iadd();
              vectorCode.load(type);
              code.astore(x[v]);
            }
            for (int v = 0; v < count; v++) {
              store(x[v], 0, v * lanes);
            }
          });
      code.return_();
    }

    /**
     * In a stage of distance d, rows i and i + d exchange lanes: those with bit d of the first for
     * those without it of the second. After the stages of all powers of two row i is column i.
     */
    void transpose() {
      int[] x = locals(lanes);
      int first = code.allocateLocal(TypeKind.REFERENCE);
      ByteCode.loop(
          code,
          p,
          N,
          lanes,
          () -> {
            for (int r = 0; r < lanes; r++) {
              vectorCode.species(type);
              if (r < count) {
                code.aload(FROM).iload(AT).iload(STEP).loadConstant(r).imul().iadd();
                code.iload(p).iadd();
                vectorCode.load(type);
              } else {
                vectorCode.zero(type);
              }
              code.astore(x[r]);
            }
            for (int d = lanes / 2; d > 0; d /= 2) {
              for (int i = 0; i < lanes; i++) {
                if ((i & d) == 0) {
                  exchange(x[i], x[i + d], d, first);
                }
              }
            }
            for (int q = 0; q < lanes; q++) {
              store(x[q], q, 0);
            }
          });
      code.return_();
    }

    private void exchange(int x, int y, int distance, int first) {
      code.aload(x);
      swapped(y, distance);
      upper(distance);
      code.astore(first);
      swapped(x, distance);
      code.aload(y);
      upper(distance);
      code.astore(y).aload(first).astore(x);
    }

    private void swapped(int x, int distance) {
      code.aload(x).getstatic(self, "SWAP" + distance, VectorCode.SHUFFLE);
      vectorCode.rearrange(type);
    }

    /** The upper lanes of the vector on top, the others of the one below. */
    private void upper(int distance) {
      code.getstatic(self, "UPPER" + distance, VectorCode.MASK);
      vectorCode.blend(type);
    }

    /** {@code to[toAt + (p + further)·toStep + offset …]} becomes a vector. */
    private void store(int vector, int further, int offset) {
      code.aload(vector).aload(TO);
      code.iload(TO_AT).iload(p).loadConstant(further).iadd().iload(TO_STEP).imul().iadd();
      code.loadConstant(offset).iadd();
      vectorCode.store(type);
    }

    private int[] locals(int count) {
      int[] locals = new int[count];
      Arrays.setAll(locals, x -> code.allocateLocal(TypeKind.REFERENCE));
      return locals;
    }
  }
}
