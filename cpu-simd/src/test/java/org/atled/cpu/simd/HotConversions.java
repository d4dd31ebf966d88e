package org.atled.cpu.simd;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.Storage;
import org.atled.cpu.ScalarLoopCompiler;

/**
 * The main class of a JVM that converts special numbers from every type to every type until HotSpot
 * has compiled it, and compares: before, the Vector API converts as Java does anyway.
 */
final class HotConversions {
  /** So many that HotSpot compiles the loop. */
  private static final int RUNS = 20;

  /** A part of all 65,536 numbers of 16 bits is enough for that: until then vectors are slow. */
  private static final int PART = 1024;

  private HotConversions() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    int vectors = 0;
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        Expression plain = Expression.of(List.of(from), to, List::getFirst);
        Expression chosen = Expression.of(List.of(from), to, t -> chosen(t.getFirst()));
        for (Expression e : List.of(plain, chosen)) {
          Form form = new Form(e, List.of(Step.ONE, Step.ONE));
          Loop scalar = new ScalarLoopCompiler().compile(form);
          Loop loop =
              new VectorLoopCompiler(new ScalarLoopCompiler(), SimdChoice.When.ALWAYS)
                  .compile(form);
          if (loop instanceof VectorLoop) {
            vectors++;
            long[] expected = converted(scalar, from, to, 0);
            if (!Arrays.equals(converted(loop, from, to, RUNS), expected)) {
              out.println("differs " + form);
            }
          }
        }
      }
    }
    out.println("width " + VectorType.of(DType.FLOAT32).lanes() * 4);
    out.println("vectors " + vectors);
  }

  /** The number itself, but in a way that HotSpot does not find vectors for. */
  private static Term chosen(Term x) {
    return x.eq(x).select(x, x.type() == DType.BOOL ? x.not() : x.neg());
  }

  private static short[] everyHalf() {
    short[] all = new short[1 << Short.SIZE];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) i;
    }
    return all;
  }

  /** All numbers, after so many runs of some. */
  private static long[] converted(Loop loop, DType from, DType to, int runs) {
    Object numbers = from.bytes() == Short.BYTES ? everyHalf() : SpecialNumbers.of(from, 0).array();
    int length = from.bytes() == Short.BYTES ? 1 << Short.SIZE : SpecialNumbers.LENGTH;
    Object[] arrays = {numbers, Storage.zeros(to, length).array()};
    for (int run = 0; run < runs; run++) {
      loop.run(arrays, new int[2], new int[2], 1, new int[] {1, 1}, Math.min(length, PART));
    }
    loop.run(arrays, new int[2], new int[2], 1, new int[] {1, 1}, length);
    return Bits.of(to, arrays[1]);
  }
}
