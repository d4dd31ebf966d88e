package org.atled.cpu.simd;

import java.lang.constant.ClassDesc;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.atled.core.shape.DType;
import org.atled.cpu.code.ByteCode;

/** The vectors of this JVM's preferred width, by the type of their elements. */
enum VectorType {
  INT32(DType.INT32, IntVector.class, IntVector.SPECIES_PREFERRED),
  INT64(DType.INT64, LongVector.class, LongVector.SPECIES_PREFERRED),
  FLOAT32(DType.FLOAT32, FloatVector.class, FloatVector.SPECIES_PREFERRED),
  FLOAT64(DType.FLOAT64, DoubleVector.class, DoubleVector.SPECIES_PREFERRED);

  private final DType dtype;
  private final ClassDesc vector;
  private final VectorSpecies<?> species;

  VectorType(DType dtype, Class<? extends Vector<?>> vector, VectorSpecies<?> species) {
    this.dtype = dtype;
    this.vector = vector.describeConstable().orElseThrow();
    this.species = species;
  }

  /** The vectors of a type of numbers. */
  static VectorType of(DType dtype) {
    return switch (dtype) {
      case INT32 -> INT32;
      case INT64 -> INT64;
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case BOOL, UINT8, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException("No vectors of " + dtype + ".");
    };
  }

  /** The class of the vectors. */
  ClassDesc vector() {
    return vector;
  }

  /** The Java type of an element. */
  ClassDesc element() {
    return ByteCode.element(dtype);
  }

  DType dtype() {
    return dtype;
  }

  VectorSpecies<?> species() {
    return species;
  }

  int lanes() {
    return species.length();
  }
}
