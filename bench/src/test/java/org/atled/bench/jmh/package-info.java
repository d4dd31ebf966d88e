/** JMH benchmarks of kernels: {@code mvn -q -Pjmh -pl bench -am process-test-classes -Djmh=Map}. */
@NullMarked
package org.atled.bench.jmh;

import org.jspecify.annotations.NullMarked;
