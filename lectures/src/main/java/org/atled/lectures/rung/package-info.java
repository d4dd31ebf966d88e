/**
 * The rungs side by side: one network from the same weights, trained step by step on each, to be
 * compared and timed.
 */
@NullMarked
package org.atled.lectures.rung;

import org.jspecify.annotations.NullMarked;
