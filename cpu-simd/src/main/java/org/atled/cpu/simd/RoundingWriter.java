package org.atled.cpu.simd;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import org.atled.core.shape.DType;

/**
 * Rounding to whole numbers, for which the Vector API has no operator. With M = 2²³ (2⁵² for
 * doubles) a number below M in size is rounded, ties to even, by adding M to its size and
 * subtracting it again, as between M and 2M the floats are the whole numbers; greater ones are
 * whole already. Comparisons with NaN are false, so NaN stays, and the sign bit is put back, so −0
 * stays and −0.3 becomes −0.
 */
final class RoundingWriter {
  private final CodeBuilder code;
  private final VectorCode vectors;
  private final VectorType type;
  private final VectorType bits;

  RoundingWriter(CodeBuilder code, VectorType type) {
    this.code = code;
    this.vectors = new VectorCode(code);
    this.type = type;
    this.bits = type.with(type.dtype() == DType.FLOAT32 ? DType.INT32 : DType.INT64);
  }

  /** Puts {@code Math.rint} of the vector in a local on the stack. */
  void rint(int x) {
    int size = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(x);
    vectors.unary("ABS").lanewise1(type);
    code.astore(size);
    // blend(x, (size + M − M) with the sign of x, size < M)
    code.aload(x);
    code.aload(size);
    vectors.associative("ADD");
    whole();
    vectors.lanewiseElement(type);
    vectors.binary("SUB");
    whole();
    vectors.lanewiseElement(type);
    vectors.reinterpret(bits);
    vectors.associative("OR");
    code.aload(x);
    vectors.reinterpret(bits);
    vectors.associative("AND");
    if (bits.dtype() == DType.INT32) {
      code.loadConstant(Integer.MIN_VALUE);
    } else {
      code.loadConstant(Long.MIN_VALUE);
    }
    vectors.lanewiseElement(bits);
    vectors.lanewise2(bits);
    vectors.reinterpret(type);
    code.aload(size);
    vectors.comparison("LT");
    whole();
    vectors.compareElement(type);
    vectors.blend(type);
  }

  /**
   * Puts {@code Math.floor} of the vector in a local on the stack: one less where rint is above.
   */
  void floor(int x) {
    int rounded = code.allocateLocal(TypeKind.REFERENCE);
    rint(x);
    code.astore(rounded);
    code.aload(rounded);
    code.aload(rounded);
    vectors.binary("SUB");
    if (type.dtype() == DType.FLOAT32) {
      code.fconst_1();
    } else {
      code.dconst_1();
    }
    vectors.lanewiseElement(type);
    code.aload(x);
    vectors.comparison("LT");
    code.aload(rounded);
    vectors.compare(type);
    vectors.blend(type);
  }

  private void whole() {
    if (type.dtype() == DType.FLOAT32) {
      code.loadConstant(0x1p23f);
    } else {
      code.loadConstant(0x1p52);
    }
  }
}
