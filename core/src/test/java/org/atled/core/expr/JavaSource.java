package org.atled.core.expr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.atled.core.shape.DType;

/**
 * An expression of one float32 input and output written as Java and compiled: as exact as the {@link
 * Interpreter}, and fast enough for every float there is.
 */
final class JavaSource {
  private final Expression expression;

  JavaSource(Expression expression) {
    this.expression = expression;
  }

  /** A method {@code static void apply(float[] in, float[] out)} for arrays of one length. */
  String text() {
    StringBuilder java = new StringBuilder("package org.atled.core.expr;\n");
    java.append("final class Loop {\n  static void apply(float[] in, float[] out) {\n");
    java.append("    for (int k = 0; k < in.length; k++) {\n");
    List<Instruction> code = expression.code();
    for (int i = 0; i < code.size(); i++) {
      java.append("      %s v%d = %s;%n".formatted(type(code.get(i).type()), i, value(code.get(i))));
    }
    java.append("      out[k] = v%d;%n    }%n  }%n}%n".formatted(expression.results().getFirst()));
    return java.toString();
  }

  private static String type(DType type) {
    return switch (type) {
      case BOOL -> "boolean";
      case INT32 -> "int";
      case INT64 -> "long";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case UINT8 -> throw new AssertionError(type);
    };
  }

  private String value(Instruction i) {
    String a = "v" + i.a();
    String b = "v" + i.b();
    return switch (i.primitive()) {
      case INPUT -> "in[k]";
      case CONSTANT -> constant(i);
      case ADD -> a + " + " + b;
      case SUB -> a + " - " + b;
      case MUL -> a + " * " + b;
      case DIV -> a + " / " + b;
      case FMA -> "Math.fma(" + a + ", " + b + ", v" + i.c() + ")";
      case NEG -> "-" + a;
      case ABS, MIN, MAX -> {
        String name = i.primitive().name().toLowerCase(Locale.ROOT);
        yield "Math." + name + "(" + a + (i.b() < 0 ? "" : ", " + b) + ")";
      }
      case SQRT, FLOOR, RINT ->
          "(%s) Math.%s(%s)"
              .formatted(type(i.type()), i.primitive().name().toLowerCase(Locale.ROOT), a);
      case EQ -> a + " == " + b;
      case LT -> a + " < " + b;
      case LE -> a + " <= " + b;
      case SELECT -> a + " ? " + b + " : v" + i.c();
      case AND -> a + " & " + b;
      case OR -> a + " | " + b;
      case XOR -> a + " ^ " + b;
      case SHL -> a + " << " + b;
      case SHR -> a + " >> " + b;
      case USHR -> a + " >>> " + b;
      case BITS ->
          i.type() == DType.INT32
              ? "Float.floatToRawIntBits(" + a + ")"
              : "Float.intBitsToFloat(" + a + ")";
      case CONVERT -> "(" + type(i.type()) + ") " + a;
    };
  }

  private static String constant(Instruction i) {
    return switch (i.type()) {
      case BOOL -> i.payload() != 0 ? "true" : "false";
      case INT32 -> Integer.toString((int) i.payload());
      case INT64 -> i.payload() + "L";
      case FLOAT32 -> {
        int bits = Float.floatToRawIntBits((float) Double.longBitsToDouble(i.payload()));
        yield "Float.intBitsToFloat(" + bits + ")";
      }
      case FLOAT64 -> "Double.longBitsToDouble(" + i.payload() + "L)";
      case UINT8 -> throw new AssertionError(i);
    };
  }

  /** The compiled method. */
  MethodHandle compile() throws ReflectiveOperationException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileManager files =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///Loop.class"), kind) {
              @Override
              public OutputStream openOutputStream() {
                return bytes;
              }
            };
          }
        };
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("memory:///Loop.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return text();
          }
        };
    if (!compiler.getTask(null, files, null, List.of("-proc:none"), null, List.of(source)).call()) {
      throw new AssertionError(text());
    }
    MethodHandles.Lookup lookup =
        MethodHandles.lookup().defineHiddenClass(bytes.toByteArray(), true);
    return lookup.findStatic(
        lookup.lookupClass(),
        "apply",
        MethodType.methodType(void.class, float[].class, float[].class));
  }
}
