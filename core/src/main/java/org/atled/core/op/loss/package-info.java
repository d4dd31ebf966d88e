/** Losses: what outputs are compared with targets by. */
@NullMarked
package org.atled.core.op.loss;

import org.jspecify.annotations.NullMarked;
