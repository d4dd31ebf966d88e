package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import org.atled.core.shape.DType;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.cpu.ByteTile;
import org.atled.cpu.code.ByteCode;

/**
 * Writes the class of a {@link ByteTile}: as many vectors of sums as make its columns, for each a
 * load, the conversion to numbers and a multiply-add in a round. Written out by hand in Java it has
 * more byte codes than HotSpot inlines into one method.
 */
final class ByteTileWriter {
  private static final MethodTypeDesc TILE =
      MethodTypeDesc.of(
          CD_void,
          CD_float.arrayType(),
          CD_int,
          CD_int,
          CD_byte.arrayType(),
          CD_int,
          CD_int,
          CD_float.arrayType(),
          CD_int,
          CD_int);

  private static final int A = 0;
  private static final int A_AT = 1;
  private static final int A_STEP = 2;
  private static final int B = 3;
  private static final int B_AT = 4;
  private static final int B_STEP = 5;
  private static final int C = 6;
  private static final int C_AT = 7;
  private static final int K = 8;

  private static final VectorType FLOATS = VectorType.of(DType.FLOAT32);
  private static final VectorType INTS = FLOATS.with(DType.INT32);
  private static final VectorType BYTES = FLOATS.with(DType.UINT8);

  private ByteTileWriter() {}

  /** Whether there are vectors of as few bytes as a vector of this JVM's width has floats. */
  static boolean isPossible() {
    return BYTES.exists() && ByteTile.COLUMNS % FLOATS.lanes() == 0;
  }

  /** A new class each time. */
  static ByteTile write() {
    return ByteCode.define(
        MethodHandles.lookup(),
        ByteTile.class,
        "TileOfBytes",
        c -> {
          c.method("run", TILE, false, code -> run(code, c.name()));
          c.method("tile", TILE, true, ByteTileWriter::tile);
        });
  }

  private static void run(CodeBuilder code, ClassDesc self) {
    for (int x = 0; x < TILE.parameterCount(); x++) {
      code.loadLocal(TypeKind.from(TILE.parameterType(x)), code.parameterSlot(x));
    }
    code.invokestatic(self, "tile", TILE).return_();
  }

  private static void tile(CodeBuilder code) {
    VectorCode vectors = new VectorCode(code);
    int[] sums = new int[ByteTile.COLUMNS / FLOATS.lanes()];
    Arrays.setAll(sums, s -> code.allocateLocal(TypeKind.REFERENCE));
    for (int sum : sums) {
      vectors.species(FLOATS).zero(FLOATS);
      code.astore(sum);
    }
    int zero = code.allocateLocal(TypeKind.REFERENCE);
    vectors.species(FLOATS);
    code.loadConstant((float) QuantizedGemmKernel.ZERO);
    vectors.broadcast(FLOATS);
    code.astore(zero);
    int factor = code.allocateLocal(TypeKind.REFERENCE);
    int p = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(p);
    ByteCode.loop(
        code,
        p,
        K,
        1,
        () -> {
          vectors.species(FLOATS);
          code.aload(A).iload(A_AT).iload(p).iload(A_STEP).imul().iadd().faload();
          vectors.broadcast(FLOATS);
          code.astore(factor);
          for (int s = 0; s < sums.length; s++) {
            weights(code, p, s, zero);
            code.aload(factor).aload(sums[s]);
            vectors.fma(FLOATS);
            code.astore(sums[s]);
          }
        });
    for (int s = 0; s < sums.length; s++) {
      code.aload(sums[s]).aload(C).iload(C_AT).loadConstant(s * FLOATS.lanes()).iadd();
      vectors.store(FLOATS);
    }
    code.return_();
  }

  /** Puts a vector of a row's bytes on the stack, less the one that means 0, which is exact. */
  private static void weights(CodeBuilder code, int p, int s, int zero) {
    VectorCode vectors = new VectorCode(code);
    vectors.species(BYTES);
    code.aload(B).iload(B_AT).iload(p).iload(B_STEP).imul().iadd();
    code.loadConstant(s * FLOATS.lanes()).iadd();
    vectors.load(BYTES);
    vectors.conversion("ZERO_EXTEND_B2I").convert(INTS);
    vectors.conversion("I2F").convert(FLOATS);
    vectors.binary("SUB");
    code.aload(zero);
    vectors.lanewise2(FLOATS);
  }
}
