/** From numbers to places: scales, ticks and the text of numbers. */
@NullMarked
package org.atled.plot.axis;

import org.jspecify.annotations.NullMarked;
