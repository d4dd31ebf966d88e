package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.atled.core.shape.DType;

/**
 * The vocabulary of those who write byte code on vectors of one type of float, of the width that
 * this JVM prefers.
 */
final class VectorCode {
  static final ClassDesc SHUFFLE = VectorShuffle.class.describeConstable().orElseThrow();
  static final ClassDesc MASK = VectorMask.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = VectorSpecies.class.describeConstable().orElseThrow();
  private static final ClassDesc ANY_VECTOR = Vector.class.describeConstable().orElseThrow();
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final TypeKind REFERENCE = TypeKind.REFERENCE;

  static final VectorCode FLOAT32 = new VectorCode(FloatVector.SPECIES_PREFERRED, CD_float);
  static final VectorCode FLOAT64 = new VectorCode(DoubleVector.SPECIES_PREFERRED, CD_double);

  private final VectorSpecies<?> species;
  private final ClassDesc element;
  private final ClassDesc vector;

  private VectorCode(VectorSpecies<?> species, ClassDesc element) {
    this.species = species;
    this.element = element;
    this.vector =
        (element.equals(CD_float) ? FloatVector.class : DoubleVector.class)
            .describeConstable()
            .orElseThrow();
  }

  /**
   * @param dtype FLOAT32 or FLOAT64
   */
  static VectorCode of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case BOOL, UINT8, INT32, INT64 ->
          throw new IllegalArgumentException("No vectors of " + dtype + " here.");
    };
  }

  VectorSpecies<?> species() {
    return species;
  }

  int lanes() {
    return species.length();
  }

  ClassDesc array() {
    return element.arrayType();
  }

  /** An element of the array on the stack. */
  void loadElement(CodeBuilder code) {
    code.arrayLoad(TypeKind.from(element));
  }

  void zero(CodeBuilder code) {
    species(code);
    code.invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES));
  }

  /** The vector whose lanes are the element that {@code value} puts on the stack. */
  void broadcast(CodeBuilder code, Runnable value) {
    species(code);
    value.run();
    code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element));
  }

  /** The vector at the index that {@code index} puts on the stack. */
  void load(CodeBuilder code, int array, Runnable index) {
    species(code);
    code.aload(array);
    index.run();
    code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array(), CD_int));
  }

  /** Stores a local's vector at the index that {@code index} puts on the stack. */
  void store(CodeBuilder code, int local, int array, Runnable index) {
    code.aload(local).aload(array);
    index.run();
    code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array(), CD_int));
  }

  /** From x, y and z on the stack: x·y + z. */
  void fma(CodeBuilder code) {
    code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, ANY_VECTOR, ANY_VECTOR));
  }

  /** From a vector and a shuffle on the stack: its lanes in that order. */
  void rearrange(CodeBuilder code) {
    code.invokevirtual(vector, "rearrange", MethodTypeDesc.of(vector, SHUFFLE));
  }

  /** From x, y and a mask on the stack: y where it is set, else x. */
  void blend(CodeBuilder code) {
    code.invokevirtual(vector, "blend", MethodTypeDesc.of(vector, ANY_VECTOR, MASK));
  }

  /** Pushes the species: a constant to HotSpot. */
  private void species(CodeBuilder code) {
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
  }

  static int[] vectorLocals(CodeBuilder code, int count) {
    int[] locals = new int[count];
    for (int i = 0; i < count; i++) {
      locals[i] = code.allocateLocal(REFERENCE);
    }
    return locals;
  }

  /** {@code for (i = 0; i < to; i += step) body}, with i in a new local. */
  static void loop(CodeBuilder code, int to, int step, IntConsumer body) {
    int i = code.allocateLocal(TypeKind.INT);
    Label test = code.newLabel();
    Label begin = code.newLabel();
    code.iconst_0().istore(i).goto_(test).labelBinding(begin);
    body.accept(i);
    code.iinc(i, step).labelBinding(test).iload(i).iload(to).if_icmplt(begin);
  }

  /** Defines a hidden class in this package that implements an interface, and makes one. */
  static <T> T define(Class<T> type, String kind, BiConsumer<ClassBuilder, ClassDesc> content) {
    ClassDesc name = ClassDesc.of(VectorCode.class.getPackageName(), kind);
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                builder -> {
                  builder
                      .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                      .withInterfaceSymbols(type.describeConstable().orElseThrow())
                      .withMethodBody(
                          ConstantDescs.INIT_NAME,
                          ConstantDescs.MTD_void,
                          0,
                          code ->
                              code.aload(0)
                                  .invokespecial(
                                      CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                  .return_());
                  content.accept(builder, name);
                });
    try {
      MethodHandles.Lookup hidden = LOOKUP.defineHiddenClass(bytes, true);
      return type.cast(
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke());
    } catch (Throwable t) {
      throw new IllegalStateException("A generated " + kind + " was refused.", t);
    }
  }
}
