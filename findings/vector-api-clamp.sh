#!/usr/bin/env bash
# HotSpot's Vector API: max and min with constants are five instructions each, a comparison and a blend are two.
#
# Version: JDK 25 (25.0.3 tried), jdk.incubator.vector, x86-64 with AVX2, or AVX-512 held to it by -XX:UseAVX=2.
# Guess: x.max(lo).min(hi) of a FloatVector, with broadcast constants that are numbers and not 0, is one vmaxps and one
#   vminps, as a C compiler makes of it; nothing written by hand is faster.
# Seen: Java's max orders +0 above -0 and lets NaN win, so that HotSpot makes of each of the two calls two blends by
#   sign, a vmaxps, a comparison for NaN and a third blend, whatever is known of the constant. The constant's blend where
#   x compares beyond it gives the same bits, NaN included, in two instructions: an exponential that clamps its argument
#   first took 0.72 ns a number and then 0.47. Output on an EPYC, ns a number for four clamps with a sum between them, the
#   least of many: max and min 0.645, compare and blend 0.342.
# The script fails when the results differ, or when in the median of three JVMs max and min take less than 1.25 times as
# long. It needs a JDK 25 in JAVA_HOME and downloads nothing.
set -euo pipefail
java=${JAVA_HOME:?must name a JDK 25}/bin/java
"$java" -version 2>&1 | grep -q 'version "25' || { echo 'JAVA_HOME must name a JDK 25.' >&2; exit 2; }
grep -qw avx2 /proc/cpuinfo || { echo 'Skipped: this processor has no AVX2.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/Clamp.java" <<'JAVA'
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public class Clamp {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

  static FloatVector called(FloatVector x, float lo, float hi) {
    return x.max(FloatVector.broadcast(S, lo)).min(FloatVector.broadcast(S, hi));
  }

  static FloatVector blended(FloatVector x, float lo, float hi) {
    FloatVector least = FloatVector.broadcast(S, lo), most = FloatVector.broadcast(S, hi);
    FloatVector y = x.blend(least, x.compare(VectorOperators.LT, least));
    return y.blend(most, y.compare(VectorOperators.GT, most));
  }

  static void calls(float[] in, float[] out) {
    for (int i = 0; i < in.length; i += 8) {
      FloatVector x = FloatVector.fromArray(S, in, i);
      called(called(called(called(x, -9, 9).add(1), -7, 7).add(1), -5, 5).add(1), -3, 3).intoArray(out, i);
    }
  }

  static void blends(float[] in, float[] out) {
    for (int i = 0; i < in.length; i += 8) {
      FloatVector x = FloatVector.fromArray(S, in, i);
      blended(blended(blended(blended(x, -9, 9).add(1), -7, 7).add(1), -5, 5).add(1), -3, 3).intoArray(out, i);
    }
  }

  interface Loop { void run(float[] in, float[] out); }

  /** Least ns a number of each, which take turns. */
  public static void main(String[] args) {
    float[] in = new float[4096], a = new float[4096], b = new float[4096];
    for (int i = 0; i < in.length; i++) {
      in[i] = i % 37 == 0 ? Float.NaN : i % 41 == 0 ? -0f : i % 43 == 0 ? Float.NEGATIVE_INFINITY : (i % 101 - 50) / 4f;
    }
    double[] best = {1e9, 1e9};
    for (int round = 0; round < 8; round++) {
      for (int t = 0; t < 2; t++) {
        Loop loop = t == 0 ? Clamp::calls : Clamp::blends;
        for (long end = System.nanoTime() + 400_000_000L; System.nanoTime() < end; ) {
          long start = System.nanoTime();
          for (int i = 0; i < 200; i++) {
            loop.run(in, t == 0 ? a : b);
          }
          best[t] = Math.min(best[t], (System.nanoTime() - start) / 200.0 / in.length);
        }
      }
    }
    if (!Arrays.equals(a, b)) {
      System.out.println("The results differ.");
      System.exit(1);
    }
    System.out.printf("max and min %.3f ns, compare and blend %.3f ns%n", best[0], best[1]);
    System.out.printf("%.2f%n", best[0] / best[1]);
  }
}
JAVA
(cd "$folder" && "${java}c" --add-modules jdk.incubator.vector -nowarn Clamp.java 2>/dev/null)
for jvm in 1 2 3; do
  "$java" -XX:UseAVX=2 --add-modules jdk.incubator.vector -cp "$folder" Clamp 2>/dev/null >"$folder/out" \
    || { cat "$folder/out" >&2; exit 1; }
  head -1 "$folder/out"
  tail -1 "$folder/out" >>"$folder/ratios"
done
ratio=$(sort -g "$folder/ratios" | sed -n 2p)
echo "max and min take $ratio times as long"
awk -v r="$ratio" 'BEGIN { exit !(r > 1.25) }' || { echo 'The behaviour has changed.' >&2; exit 1; }
