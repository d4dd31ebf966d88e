/** Listeners that write down how a run goes, and that warn when it does not go well. */
@NullMarked
package org.atled.train.watch;

import org.jspecify.annotations.NullMarked;
