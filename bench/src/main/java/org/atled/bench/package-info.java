/**
 * What {@code atled bench} runs: {@link org.atled.bench.Benchmark} names the workloads, {@link
 * org.atled.bench.Effort} says how long each is measured, {@link org.atled.bench.Forks} repeats
 * them in fresh JVMs and {@link org.atled.bench.Roofline} says what this machine would allow.
 */
@NullMarked
package org.atled.bench;

import org.jspecify.annotations.NullMarked;
