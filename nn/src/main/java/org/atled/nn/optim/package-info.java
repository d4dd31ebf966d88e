/** Optimizers: from gradients to the next weights. */
@NullMarked
package org.atled.nn.optim;

import org.jspecify.annotations.NullMarked;
