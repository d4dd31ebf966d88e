/** The IDX format of the MNIST family, plain or gzipped. */
@NullMarked
package org.atled.formats.idx;

import org.jspecify.annotations.NullMarked;
