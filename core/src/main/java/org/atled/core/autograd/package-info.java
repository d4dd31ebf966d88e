/** Reverse-mode differentiation over the nodes that operations leave. */
@NullMarked
package org.atled.core.autograd;

import org.jspecify.annotations.NullMarked;
