#!/usr/bin/env bash
# HotSpot's Vector API: a product's tile that leaves one of AVX2's sixteen registers free still spills a sum.
#
# Version: JDK 25 (25.0.3 tried), jdk.incubator.vector, x86-64 with AVX2, or AVX-512 held to it by -XX:UseAVX=2.
# Guess: the inner loop of a matrix product with tiles of 6 rows by 2 vectors, the size that libraries in assembler use
#   on AVX2, needs 12 sums, 2 vectors of the right operand and 1 factor: 15 of 16 registers, so it runs as fast a
#   multiply-add as one of 4 or 5 rows, or faster, as it loads less for each.
# Seen: HotSpot's scheduler has up to three broadcast factors on their way at a time. One sum is loaded from the stack
#   and stored to it in each round, and the loop waits for that: 6 x 2 takes more than twice as long a multiply-add as
#   5 x 2 or 4 x 2. VarHandle.loadLoadFence() behind the fourth factor, which is no instruction on x86 but which no load
#   may pass, leaves the sums in registers, and 6 x 2 is the fastest of all. Output on an EPYC, in GFLOP/s, the best of
#   many: OUTPUT.
# The script fails when in the median of three JVMs 6 rows are within a third of 5, or are not faster by a third with
# the fence. It needs a JDK 25 in JAVA_HOME and downloads nothing.
set -euo pipefail
java=${JAVA_HOME:?must name a JDK 25}/bin/java
"$java" -version 2>&1 | grep -q 'version "25' || { echo 'JAVA_HOME must name a JDK 25.' >&2; exit 2; }
grep -qw avx2 /proc/cpuinfo || { echo 'Skipped: this processor has no AVX2.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

tile() { # rows, and the fence's row if there is one: a method that adds a strip times a panel to rows by two vectors
  local rows=$1 fence=${2:-0} r
  echo "  static void tile$rows$([ "$fence" = 0 ] || echo f)(float[] a, float[] b, float[] c, int k) {"
  for ((r = 0; r < rows; r++)); do
    echo "    FloatVector s$r = FloatVector.zero(S), t$r = FloatVector.zero(S);"
  done
  echo "    for (int p = 0; p < k; p++) {"
  echo "      FloatVector x = FloatVector.fromArray(S, b, p * 16), y = FloatVector.fromArray(S, b, p * 16 + 8), f;"
  for ((r = 0; r < rows; r++)); do
    echo "      f = FloatVector.broadcast(S, a[p * $rows + $r]);"
    echo "      s$r = f.fma(x, s$r);"
    echo "      t$r = f.fma(y, t$r);"
    if ((r + 1 == fence)); then echo "      VarHandle.loadLoadFence();"; fi
  done
  echo "    }"
  for ((r = 0; r < rows; r++)); do
    echo "    s$r.intoArray(c, $r * 16);"
    echo "    t$r.intoArray(c, $r * 16 + 8);"
  done
  echo "  }"
}

{
  echo "import java.lang.invoke.VarHandle;"
  echo "import jdk.incubator.vector.FloatVector;"
  echo "import jdk.incubator.vector.VectorSpecies;"
  echo "public class Tiles {"
  echo "  static final VectorSpecies<Float> S = FloatVector.SPECIES_256;"
  for rows in 4 5 6; do tile "$rows"; done
  tile 6 4
  cat <<'JAVA'
  interface Tile { void add(float[] a, float[] b, float[] c, int k); }

  /** Best GFLOP/s of each, which take turns. */
  public static void main(String[] args) {
    int k = 256;
    int[] rows = {4, 5, 6, 6};
    Tile[] tiles = {Tiles::tile4, Tiles::tile5, Tiles::tile6, Tiles::tile6f};
    float[] a = new float[6 * k], b = new float[16 * k], c = new float[6 * 16];
    double[] best = new double[rows.length];
    for (int round = 0; round < 8; round++) {
      for (int t = 0; t < tiles.length; t++) {
        for (long end = System.nanoTime() + 400_000_000L; System.nanoTime() < end; ) {
          long start = System.nanoTime();
          for (int i = 0; i < 200; i++) {
            tiles[t].add(a, b, c, k);
          }
          best[t] = Math.max(best[t], 200.0 * 2 * rows[t] * 16 * k / (System.nanoTime() - start));
        }
      }
    }
    System.out.printf("4x2 %.0f, 5x2 %.0f, 6x2 %.0f, 6x2 with a fence %.0f%n", best[0], best[1], best[2], best[3]);
    System.out.printf("%.2f %.2f%n", best[1] / best[2], best[3] / best[2]);
  }
}
JAVA
} >"$folder/Tiles.java"
(cd "$folder" && "${java}c" --add-modules jdk.incubator.vector -nowarn Tiles.java 2>/dev/null)
for jvm in 1 2 3; do
  "$java" -XX:UseAVX=2 --add-modules jdk.incubator.vector -cp "$folder" Tiles 2>/dev/null >"$folder/out"
  head -1 "$folder/out"
  tail -1 "$folder/out" >>"$folder/ratios"
done
median() { cut -d' ' -f"$1" "$folder/ratios" | sort -g | sed -n 2p; }
printf '6x2 against 5x2: %s times as long; with a fence %s times as fast\n' "$(median 1)" "$(median 2)"
awk -v slow="$(median 1)" -v gain="$(median 2)" 'BEGIN { exit !(slow > 1.5 && gain > 1.3) }' \
  || { echo 'The behaviour has changed.' >&2; exit 1; }
