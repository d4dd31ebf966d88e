package org.atled.cpu.code;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;

import java.io.IOException;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;

/** The vocabulary that the writers of generated classes share. */
public final class ByteCode {
  /** The system property that names the folder to which generated classes are written. */
  public static final String DUMP_PROPERTY = "atled.dumpClasses";

  /** Bytes of a method that is not inlined. */
  private static final int LARGE = 325;

  private static final AtomicInteger DUMPED = new AtomicInteger();
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  private ByteCode() {}

  /** The Java type of a stored element. */
  public static ClassDesc element(DType dtype) {
    return switch (dtype) {
      case BOOL -> CD_boolean;
      case UINT8 -> CD_byte;
      case INT32 -> CD_int;
      case INT64 -> CD_long;
      case FLOAT16, BFLOAT16 -> CD_short;
      case FLOAT32 -> CD_float;
      case FLOAT64 -> CD_double;
    };
  }

  public static ClassDesc array(DType dtype) {
    return element(dtype).arrayType();
  }

  /** How a computed value lies in locals and on the stack. */
  public static TypeKind kind(DType computed) {
    return switch (computed) {
      case BOOL, UINT8, INT32 -> TypeKind.INT;
      case INT64 -> TypeKind.LONG;
      case FLOAT16, BFLOAT16, FLOAT32 -> TypeKind.FLOAT;
      case FLOAT64 -> TypeKind.DOUBLE;
    };
  }

  /** Calls {@code Math.name(type, …)} of a type to itself. */
  public static void math(CodeBuilder code, String name, ClassDesc type, int operands) {
    ClassDesc[] parameters = new ClassDesc[operands];
    Arrays.fill(parameters, type);
    code.invokestatic(MATH, name, MethodTypeDesc.of(type, parameters));
  }

  /**
   * A method {@code name} with locals for an {@code int} loop: {@code for (i = from; i < to; i +=
   * step) body}; the locals hold i and to.
   */
  public static void loop(CodeBuilder code, int i, int to, int step, Runnable body) {
    Label test = code.newLabel();
    Label begin = code.newLabel();
    code.goto_(test).labelBinding(begin);
    body.run();
    code.iinc(i, step).labelBinding(test).iload(i).iload(to).if_icmplt(begin);
  }

  /**
   * Keeps HotSpot from compiling a method as part of its callers, which it does with hot methods of
   * up to 325 bytes (FreqInlineSize): for loops over vectors that live in registers when compiled
   * by themselves, and as objects in a caller that has much else. The bytes are skipped.
   */
  public static void apart(CodeBuilder code) {
    Label behind = code.newLabel();
    code.goto_(behind);
    for (int i = 0; i < LARGE; i++) {
      code.nop();
    }
    code.labelBinding(behind);
  }

  /** As the other one; the class is called Generated and the name of the interface. */
  public static <T> T define(
      MethodHandles.Lookup lookup, Class<T> type, Consumer<ClassAndName> content) {
    return define(lookup, type, "Generated" + type.getSimpleName(), content);
  }

  /**
   * Defines a hidden class that implements an interface, and makes one.
   *
   * @param lookup of the package that the class belongs to
   * @param simpleName what those who look at the JVM's work see
   */
  public static <T> T define(
      MethodHandles.Lookup lookup,
      Class<T> type,
      String simpleName,
      Consumer<ClassAndName> content) {
    ClassDesc name = ClassDesc.of(lookup.lookupClass().getPackageName(), simpleName);
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
                                      ConstantDescs.CD_Object,
                                      ConstantDescs.INIT_NAME,
                                      ConstantDescs.MTD_void)
                                  .return_());
                  content.accept(new ClassAndName(builder, name));
                });
    dump(simpleName, bytes);
    try {
      MethodHandles.Lookup hidden = lookup.defineHiddenClass(bytes, true);
      return type.cast(
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke());
    } catch (Throwable t) {
      throw new IllegalStateException(simpleName + " was refused by the JVM.", t);
    }
  }

  /** Writes a class to the folder of {@value #DUMP_PROPERTY}, if it is set: for {@code javap}. */
  private static void dump(String simpleName, byte[] bytes) {
    String folder = System.getProperty(DUMP_PROPERTY, "");
    if (folder.isEmpty()) {
      return;
    }
    Path file = Path.of(folder, simpleName + "-" + DUMPED.incrementAndGet() + ".class");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new ArgumentException(
          "System property "
              + DUMP_PROPERTY
              + ": the class "
              + file
              + " could not be written ("
              + e
              + "); name a folder that can be written to, or leave the property out.");
    }
  }

  /** A class that is being written. */
  public record ClassAndName(ClassBuilder builder, ClassDesc name) {
    public void method(
        String method, MethodTypeDesc type, boolean isStatic, Consumer<CodeBuilder> body) {
      builder.withMethodBody(
          method,
          type,
          isStatic ? ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE : ClassFile.ACC_PUBLIC,
          body);
    }
  }
}
