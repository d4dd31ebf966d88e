/**
 * Kernels on heap arrays. {@link org.atled.cpu.CpuBackend} plans and splits the work; what runs
 * inside is exchangeable ({@link org.atled.cpu.InnerLoops}): here scalar loops in the form that
 * HotSpot turns into vector instructions by itself.
 */
@NullMarked
package org.atled.cpu;

import org.jspecify.annotations.NullMarked;
