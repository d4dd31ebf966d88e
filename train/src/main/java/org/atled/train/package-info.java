/** The training loop, its metrics and its checkpoints. */
@NullMarked
package org.atled.train;

import org.jspecify.annotations.NullMarked;
