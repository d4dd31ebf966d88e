#!/usr/bin/env bash
# PyTorch: the gradient of trace of a matrix with more rows than columns.
#
# Version: PyTorch 2.10.0, C++ API through JavaCPP's presets 1.5.13 (Maven Central), on JDK 17 or later.
# Guess: trace sums the diagonal, so its gradient is 1 on the diagonal and 0 elsewhere.
# Seen: for [4, 2] (and every matrix with at least two rows more than columns) an element below the
#   diagonal gets 1 as well, though the trace does not depend on it: the backward pass marks every
#   (columns + 1)-th element of the whole matrix, row-major, not only of its square part. [3, 2] is right.
# The script fails when that changes. It downloads some 100 MB into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java"
cat >"$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>trace</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.bytedeco</groupId><artifactId>pytorch-platform</artifactId><version>2.10.0-1.5.13</version></dependency>
  </dependencies>
</project>
POM
cat >"$folder/Trace.java" <<'JAVA'
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.*;
import org.bytedeco.pytorch.global.torch;

public class Trace {
  public static void main(String[] args) {
    for (int rows : new int[] {3, 4}) {
      Tensor x = torch.ones(rows, 2).to(torch.ScalarType.Double).set_requires_grad(true);
      x.trace().backward();
      double[] gradient = new double[2 * rows];
      new DoublePointer(x.grad().data_ptr()).get(gradient);
      System.out.println(rows + " rows: " + java.util.Arrays.toString(gradient));
    }
  }
}
JAVA
host=$(uname -m | sed 's/aarch64/arm64/')
(cd "$folder" && mvn -q -B -Djavacpp.platform="linux-$host" dependency:copy-dependencies -DoutputDirectory=lib)
out=$(cd "$folder" && java -cp 'lib/*' Trace.java 2>/dev/null)
printf '%s\n' "$out"
expected='3 rows: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
4 rows: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]'
[ "$out" = "$expected" ] || { echo 'The behaviour has changed.' >&2; exit 1; }
