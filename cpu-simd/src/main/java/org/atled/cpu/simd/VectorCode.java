package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The byte code of single calls of the Vector API. Species and operators are read from the API's
 * static final fields, which C2 takes as constants: without that it compiles no vector.
 */
final class VectorCode {
  static final ClassDesc MASK = desc(VectorMask.class);
  static final ClassDesc SHUFFLE = desc(VectorShuffle.class);

  private static final ClassDesc FOLDS = desc(Folds.class);
  private static final ClassDesc VECTOR = desc(Vector.class);
  private static final ClassDesc SPECIES = desc(VectorSpecies.class);
  private static final ClassDesc OPERATORS = desc(VectorOperators.class);
  private static final ClassDesc UNARY = desc(VectorOperators.Unary.class);
  private static final ClassDesc BINARY = desc(VectorOperators.Binary.class);
  private static final ClassDesc ASSOCIATIVE = desc(VectorOperators.Associative.class);
  private static final ClassDesc TERNARY = desc(VectorOperators.Ternary.class);
  private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
  private static final ClassDesc CONVERSION = desc(VectorOperators.Conversion.class);

  private final CodeBuilder code;

  VectorCode(CodeBuilder code) {
    this.code = code;
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  VectorCode species(VectorType type) {
    code.getstatic(type.vector(), type.constant(), SPECIES);
    return this;
  }

  /** species, n → the largest multiple of its length up to n. */
  void loopBound() {
    code.invokeinterface(SPECIES, "loopBound", MethodTypeDesc.of(CD_int, CD_int));
  }

  /** species, array, index → vector. */
  void load(VectorType type) {
    code.invokestatic(
        type.vector(),
        "fromArray",
        MethodTypeDesc.of(type.vector(), SPECIES, type.element().arrayType(), CD_int));
  }

  /** vector, array, index → . */
  void store(VectorType type) {
    code.invokevirtual(
        type.vector(), "intoArray", MethodTypeDesc.of(CD_void, type.element().arrayType(), CD_int));
  }

  /** species, element → vector. */
  void broadcast(VectorType type) {
    code.invokestatic(
        type.vector(), "broadcast", MethodTypeDesc.of(type.vector(), SPECIES, type.element()));
  }

  /** species → vector of zeros. */
  void zero(VectorType type) {
    code.invokestatic(type.vector(), "zero", MethodTypeDesc.of(type.vector(), SPECIES));
  }

  /** x, y, z → x·y + z, of floats. */
  void fma(VectorType type) {
    code.invokevirtual(type.vector(), "fma", MethodTypeDesc.of(type.vector(), VECTOR, VECTOR));
  }

  /** vector, shuffle → its lanes in that order. */
  void rearrange(VectorType type) {
    code.invokevirtual(type.vector(), "rearrange", MethodTypeDesc.of(type.vector(), SHUFFLE));
  }

  /** species, array, index → mask. */
  void loadMask() {
    code.invokestatic(
        MASK, "fromArray", MethodTypeDesc.of(MASK, SPECIES, CD_boolean.arrayType(), CD_int));
  }

  /** mask, array, index → . */
  void storeMask() {
    code.invokevirtual(
        MASK, "intoArray", MethodTypeDesc.of(CD_void, CD_boolean.arrayType(), CD_int));
  }

  /** species, boolean → mask. */
  void maskAll() {
    code.invokeinterface(SPECIES, "maskAll", MethodTypeDesc.of(MASK, CD_boolean));
  }

  /** mask, species → mask. */
  void castMask() {
    code.invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
  }

  /** mask, mask → mask, by {@code and}, {@code or}, {@code xor}, {@code andNot} or {@code eq}. */
  void masks(String name) {
    code.invokevirtual(MASK, name, MethodTypeDesc.of(MASK, MASK));
  }

  /** Puts an operator of one operand on the stack. */
  VectorCode unary(String operator) {
    return operator(operator, UNARY);
  }

  VectorCode binary(String operator) {
    return operator(operator, BINARY);
  }

  /** An operator of two operands that the API counts among the associative ones. */
  VectorCode associative(String operator) {
    return operator(operator, ASSOCIATIVE);
  }

  VectorCode ternary(String operator) {
    return operator(operator, TERNARY);
  }

  VectorCode comparison(String operator) {
    return operator(operator, COMPARISON);
  }

  VectorCode conversion(String operator) {
    return operator(operator, CONVERSION);
  }

  private VectorCode operator(String name, ClassDesc type) {
    code.getstatic(OPERATORS, name, type);
    return this;
  }

  /** vector, unary operator → vector. */
  void lanewise1(VectorType type) {
    code.invokevirtual(type.vector(), "lanewise", MethodTypeDesc.of(type.vector(), UNARY));
  }

  /** vector, binary operator, vector → vector. */
  void lanewise2(VectorType type) {
    code.invokevirtual(type.vector(), "lanewise", MethodTypeDesc.of(type.vector(), BINARY, VECTOR));
  }

  /** vector, ternary operator, vector, vector → vector. */
  void lanewise3(VectorType type) {
    code.invokevirtual(
        type.vector(), "lanewise", MethodTypeDesc.of(type.vector(), TERNARY, VECTOR, VECTOR));
  }

  /** vector, binary operator, element → vector. */
  void lanewiseElement(VectorType type) {
    code.invokevirtual(
        type.vector(), "lanewise", MethodTypeDesc.of(type.vector(), BINARY, type.element()));
  }

  /** vector, comparison, vector → mask. */
  void compare(VectorType type) {
    code.invokevirtual(type.vector(), "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
  }

  /** vector, comparison, element → mask. */
  void compareElement(VectorType type) {
    code.invokevirtual(
        type.vector(), "compare", MethodTypeDesc.of(MASK, COMPARISON, type.element()));
  }

  /** vector where the mask is not set, vector where it is, mask → vector. */
  void blend(VectorType type) {
    code.invokevirtual(type.vector(), "blend", MethodTypeDesc.of(type.vector(), VECTOR, MASK));
  }

  /** vector → vector of angles that are not great, by a method of {@link Folds}. */
  void fold(String method, VectorType type) {
    code.invokestatic(FOLDS, method, MethodTypeDesc.of(type.vector(), type.vector()));
  }

  /** vector → the same bits as another type of the same size. */
  void reinterpret(VectorType target) {
    String name =
        switch (target.dtype()) {
          case INT32 -> "reinterpretAsInts";
          case INT64 -> "reinterpretAsLongs";
          case FLOAT32 -> "reinterpretAsFloats";
          case FLOAT64 -> "reinterpretAsDoubles";
          case BOOL, UINT8, FLOAT16, BFLOAT16 ->
              throw new IllegalArgumentException("No bits as " + target + ".");
        };
    code.invokevirtual(VECTOR, name, MethodTypeDesc.of(target.vector()));
  }

  /** vector, conversion → vector of as many lanes, which may be wider or narrower. */
  void convert(VectorType target) {
    species(target);
    code.iconst_0()
        .invokevirtual(
            VECTOR, "convertShape", MethodTypeDesc.of(VECTOR, CONVERSION, SPECIES, CD_int))
        .checkcast(target.vector());
  }
}
