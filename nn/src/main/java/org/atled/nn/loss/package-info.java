/** Losses: from outputs and targets to one number. */
@NullMarked
package org.atled.nn.loss;

import org.jspecify.annotations.NullMarked;
