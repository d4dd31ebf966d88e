#!/usr/bin/env bash
# HotSpot's Vector API: a product's tile that leaves one of AVX2's sixteen registers free still spills a sum.
#
# Version: JDK 25 (25.0.3 tried), jdk.incubator.vector, x86-64 with AVX2, or AVX-512 held to it by -XX:UseAVX=2.
# Guess: the inner loop of a matrix product with tiles of 6 rows by 2 vectors, the size that libraries in assembler use
#   on AVX2, needs 12 sums, 2 vectors of the right operand and 1 factor: 15 of 16 registers, so it runs as fast a
#   multiply-add as one of 4 or 5 rows, or faster, as it loads less for each.
# Seen: HotSpot's scheduler has up to three broadcast factors on their way at a time. One sum is loaded from the stack
#   and stored to it in each round, and the loop waits for that: 6 x 2 takes more than twice as long a multiply-add as
#   5 x 2 or 4 x 2. Output on an EPYC (GFLOP/s, best of many): 4x2 95, 5x2 93, 6x2 39.
# The script fails when 6 rows are within a third of 5. It needs a JDK 25 in JAVA_HOME and downloads nothing.
set -euo pipefail
java=${JAVA_HOME:?must name a JDK 25}/bin/java
"$java" -version 2>&1 | grep -q 'version "25' || { echo 'JAVA_HOME must name a JDK 25.' >&2; exit 2; }
grep -qw avx2 /proc/cpuinfo || { echo 'This processor has no AVX2.' >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

tile() { # rows: a method that adds a strip times a panel to a tile of rows by two vectors
  local rows=$1 r
  echo "  static void tile$rows(float[] a, float[] b, float[] c, int k) {"
  for ((r = 0; r < rows; r++)); do
    echo "    FloatVector s$r = FloatVector.zero(S), t$r = FloatVector.zero(S);"
  done
  echo "    for (int p = 0; p < k; p++) {"
  echo "      FloatVector x = FloatVector.fromArray(S, b, p * 16), y = FloatVector.fromArray(S, b, p * 16 + 8), f;"
  for ((r = 0; r < rows; r++)); do
    echo "      f = FloatVector.broadcast(S, a[p * $rows + $r]);"
    echo "      s$r = f.fma(x, s$r);"
    echo "      t$r = f.fma(y, t$r);"
  done
  echo "    }"
  for ((r = 0; r < rows; r++)); do
    echo "    s$r.intoArray(c, $r * 16);"
    echo "    t$r.intoArray(c, $r * 16 + 8);"
  done
  echo "  }"
}

{
  echo "import jdk.incubator.vector.FloatVector;"
  echo "import jdk.incubator.vector.VectorSpecies;"
  echo "public class Tiles {"
  echo "  static final VectorSpecies<Float> S = FloatVector.SPECIES_256;"
  for rows in 4 5 6; do tile "$rows"; done
  cat <<'JAVA'
  public static void main(String[] args) {
    int k = 256;
    float[] a = new float[6 * k], b = new float[16 * k], c = new float[6 * 16];
    double[] best = new double[7];
    for (int rows = 4; rows <= 6; rows++) {
      for (long end = System.nanoTime() + 3_000_000_000L; System.nanoTime() < end; ) {
        long start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
          if (rows == 4) tile4(a, b, c, k);
          else if (rows == 5) tile5(a, b, c, k);
          else tile6(a, b, c, k);
        }
        best[rows] = Math.max(best[rows], 200.0 * 2 * rows * 16 * k / (System.nanoTime() - start));
      }
      System.out.printf("%dx2 %.0f GFLOP/s%n", rows, best[rows]);
    }
    System.exit(best[6] < best[5] * 2 / 3 ? 0 : 1);
  }
}
JAVA
} >"$folder/Tiles.java"
(cd "$folder" && "${java}c" --add-modules jdk.incubator.vector -nowarn Tiles.java 2>/dev/null)
"$java" -XX:UseAVX=2 --add-modules jdk.incubator.vector -cp "$folder" Tiles 2>/dev/null \
  || { echo 'The behaviour has changed.' >&2; exit 1; }
