#!/usr/bin/env bash
# PyTorch: the gradient of fmod by its divisor where the quotient is rounded up to a whole number.
#
# Version: PyTorch 2.10.0, C++ API through JavaCPP's presets 1.5.13 (Maven Central), on JDK 17 or later.
# Guess: fmod(a, b) = a - n*b with a whole n, so its derivative by b is -n, with the n that the result has.
# Seen: fmod(1, 0.1) is 0.09999999999999995 (n = 9, as 0.1 is a little more than a tenth), but the derivative is
#   -10: the backward pass divides again, and 1 / 0.1 rounds to 10. A difference quotient gives -9, and so does
#   remainder, whose result is the same. fmod(1, 0.3) is right.
# The script fails when that changes. It downloads some 100 MB into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java"
cat >"$folder/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>fmod</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.bytedeco</groupId><artifactId>pytorch-platform</artifactId><version>2.10.0-1.5.13</version></dependency>
  </dependencies>
</project>
POM
cat >"$folder/Fmod.java" <<'JAVA'
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.*;
import org.bytedeco.pytorch.global.torch;

public class Fmod {
  public static void main(String[] args) {
    for (double divisor : new double[] {0.3, 0.1}) {
      for (boolean floored : new boolean[] {false, true}) {
        Tensor a = torch.ones(1).to(torch.ScalarType.Double);
        Tensor b = a.mul(new Scalar(divisor)).set_requires_grad(true);
        Tensor y = floored ? a.remainder(b) : a.fmod(b);
        y.sum().backward();
        System.out.println(
            (floored ? "remainder" : "fmod") + "(1, " + divisor + ") = " + number(y) + ", by the divisor " + number(b.grad()));
      }
    }
  }

  private static double number(Tensor x) {
    return new DoublePointer(x.data_ptr()).get();
  }
}
JAVA
host=$(uname -m | sed 's/aarch64/arm64/')
(cd "$folder" && mvn -q -B -Djavacpp.platform="linux-$host" dependency:copy-dependencies -DoutputDirectory=lib)
out=$(cd "$folder" && java -cp 'lib/*' Fmod.java 2>/dev/null)
printf '%s\n' "$out"
expected='fmod(1, 0.3) = 0.10000000000000003, by the divisor -3.0
remainder(1, 0.3) = 0.10000000000000003, by the divisor -3.0
fmod(1, 0.1) = 0.09999999999999995, by the divisor -10.0
remainder(1, 0.1) = 0.09999999999999995, by the divisor -9.0'
[ "$out" = "$expected" ] || { echo 'The behaviour has changed.' >&2; exit 1; }
