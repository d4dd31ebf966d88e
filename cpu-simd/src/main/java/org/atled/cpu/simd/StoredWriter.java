package org.atled.cpu.simd;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import org.atled.core.shape.DType;

/**
 * Vectors of the types that are only to store numbers in, UINT8, FLOAT16 and BFLOAT16, from and to
 * vectors of what they are computed with as. The Vector API converts between integers; of the
 * floats, integers of 32 bits are made whose upper half has the sign, the exponent and the bits
 * below it.
 *
 * <p>A FLOAT16 moved so has the exponent e where a FLOAT32 means 2^(e − 127) and it means 2^(e −
 * 15): the FLOAT32 is the number divided by 2¹¹², also if it is subnormal. Only infinity and NaN
 * have an exponent of their own.
 */
final class StoredWriter {
  /** What the bits below a FLOAT32's exponent outnumber those of a FLOAT16 by. */
  private static final int FEWER_BITS = 13;

  private final CodeBuilder code;
  private final VectorCode vectors;
  private final VectorType stored;
  private final VectorType ints;
  private final VectorType floats;

  StoredWriter(CodeBuilder code, VectorType stored) {
    this.code = code;
    this.vectors = new VectorCode(code);
    this.stored = stored;
    this.ints = stored.with(DType.INT32);
    this.floats = stored.with(DType.FLOAT32);
  }

  /** vector as stored → vector as computed with. */
  void widen() {
    switch (stored.dtype()) {
      case UINT8 -> vectors.conversion("ZERO_EXTEND_B2I").convert(ints);
      case BFLOAT16 -> {
        vectors.conversion("S2I").convert(ints);
        bits("LSHL", Short.SIZE);
        vectors.reinterpret(floats);
      }
      case FLOAT16 -> widenFloat16();
      case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> {}
    }
  }

  /** vector as computed with → vector as stored, which can hold each of its numbers. */
  void narrow() {
    switch (stored.dtype()) {
      case UINT8 -> vectors.conversion("I2B").convert(stored);
      case BFLOAT16 -> {
        vectors.reinterpret(ints);
        bits("LSHR", Short.SIZE);
        vectors.conversion("I2S").convert(stored);
      }
      case FLOAT16 -> narrowFloat16();
      case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> {}
    }
  }

  private void widenFloat16() {
    int all = code.allocateLocal(TypeKind.REFERENCE);
    int magnitude = code.allocateLocal(TypeKind.REFERENCE);
    int number = code.allocateLocal(TypeKind.REFERENCE);
    vectors.conversion("S2I").convert(ints);
    code.astore(all);
    code.aload(all);
    bits("AND", 0x7FFF);
    bits("LSHL", FEWER_BITS);
    code.astore(magnitude);
    code.aload(magnitude);
    scale(0x1p112f);
    code.astore(number);
    // blend(number, number with the greatest exponent, where the FLOAT16 has its greatest)
    code.aload(number);
    code.aload(number);
    bits("OR", 0x7F80_0000);
    code.aload(magnitude);
    vectors.comparison("GE");
    code.loadConstant(0x7C00 << FEWER_BITS);
    vectors.compareElement(ints);
    vectors.blend(ints);
    vectors.associative("OR");
    code.aload(all);
    bits("AND", Integer.MIN_VALUE);
    vectors.lanewise2(ints);
    vectors.reinterpret(floats);
  }

  /** An infinity divided is one, and the lower bits of its exponent are all that of a FLOAT16. */
  private void narrowFloat16() {
    int all = code.allocateLocal(TypeKind.REFERENCE);
    vectors.reinterpret(ints);
    code.astore(all);
    code.aload(all);
    bits("AND", Integer.MAX_VALUE);
    scale(0x1p-112f);
    bits("LSHR", FEWER_BITS);
    bits("AND", 0x7FFF);
    vectors.associative("OR");
    code.aload(all);
    bits("LSHR", Short.SIZE);
    bits("AND", 0x8000);
    vectors.lanewise2(ints);
    vectors.conversion("I2S").convert(stored);
  }

  /** ints that are floats → those times a power of two, as ints. */
  private void scale(float power) {
    vectors.reinterpret(floats);
    vectors.associative("MUL");
    code.loadConstant(power);
    vectors.lanewiseElement(floats);
    vectors.reinterpret(ints);
  }

  /** ints → ints, by an operator and a number. */
  private void bits(String operator, int number) {
    switch (operator) {
      case "AND", "OR" -> vectors.associative(operator);
      default -> vectors.binary(operator);
    }
    code.loadConstant(number);
    vectors.lanewiseElement(ints);
  }
}
