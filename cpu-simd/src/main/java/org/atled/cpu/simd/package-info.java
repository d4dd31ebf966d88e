/**
 * Inner loops on the Vector API, with the bits of the scalar ones. {@link
 * org.atled.cpu.simd.SimdProvider} decides whether they are used; nothing outside this package
 * names a vector.
 */
@NullMarked
package org.atled.cpu.simd;

import org.jspecify.annotations.NullMarked;
