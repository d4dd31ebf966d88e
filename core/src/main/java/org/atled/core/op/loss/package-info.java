/** What networks are made of, fused or along an axis. */
@NullMarked
package org.atled.core.op.loss;

import org.jspecify.annotations.NullMarked;
