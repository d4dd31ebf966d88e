/** Readers and writers of tensor files. */
@NullMarked
package org.atled.formats;

import org.jspecify.annotations.NullMarked;
