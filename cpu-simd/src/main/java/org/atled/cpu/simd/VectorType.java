package org.atled.cpu.simd;

import java.lang.constant.ClassDesc;
import java.util.Set;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.atled.core.shape.DType;
import org.atled.cpu.code.ByteCode;

/** Vectors of so many elements of a type: as many as this JVM's preferred width holds, or fewer. */
record VectorType(DType dtype, int lanes) {
  /** The bits of the vectors that have a constant of their own. */
  private static final Set<Integer> NAMED = Set.of(64, 128, 256, 512);

  /** The vectors of the preferred width. */
  static VectorType of(DType dtype) {
    return new VectorType(dtype, preferredBits() / bits(dtype));
  }

  private static int preferredBits() {
    return VectorShape.preferredShape().vectorBitSize();
  }

  private static int bits(DType dtype) {
    return Byte.SIZE * dtype.bytes();
  }

  /** Whether the Vector API has such vectors, and a constant that says so. */
  boolean exists() {
    int bits = lanes * bits(dtype);
    return bits == preferredBits() || (bits < preferredBits() && NAMED.contains(bits));
  }

  /** The name of that constant, in the class of the vectors. */
  String constant() {
    int bits = lanes * bits(dtype);
    return bits == preferredBits() ? "SPECIES_PREFERRED" : "SPECIES_" + bits;
  }

  /** As many elements of another type. */
  VectorType with(DType other) {
    return new VectorType(other, lanes);
  }

  /** The class of the vectors. */
  ClassDesc vector() {
    Class<? extends Vector<?>> vector =
        switch (dtype) {
          case UINT8 -> ByteVector.class;
          case FLOAT16, BFLOAT16 -> ShortVector.class;
          case INT32 -> IntVector.class;
          case INT64 -> LongVector.class;
          case FLOAT32 -> FloatVector.class;
          case FLOAT64 -> DoubleVector.class;
          case BOOL -> throw new IllegalArgumentException("A BOOL is a mask.");
        };
    return vector.describeConstable().orElseThrow();
  }

  /** The Java type of an element. */
  ClassDesc element() {
    return ByteCode.element(dtype);
  }

  VectorSpecies<?> species() {
    VectorShape shape = VectorShape.forBitSize(lanes * bits(dtype));
    return switch (dtype) {
      case UINT8 -> VectorSpecies.of(byte.class, shape);
      case FLOAT16, BFLOAT16 -> VectorSpecies.of(short.class, shape);
      case INT32 -> VectorSpecies.of(int.class, shape);
      case INT64 -> VectorSpecies.of(long.class, shape);
      case FLOAT32 -> VectorSpecies.of(float.class, shape);
      case FLOAT64 -> VectorSpecies.of(double.class, shape);
      case BOOL -> throw new IllegalArgumentException("A BOOL is a mask.");
    };
  }
}
