/** Element types and sizes: what a tensor is before it holds numbers. */
@NullMarked
package org.atled.core.shape;

import org.jspecify.annotations.NullMarked;
