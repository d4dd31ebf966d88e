/** Experiments, what they find, and the gallery that shows it. */
@NullMarked
package org.atled.lectures;

import org.jspecify.annotations.NullMarked;
