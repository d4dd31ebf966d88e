/** Time series: the next values of a column from those before, and classes of whole series. */
@NullMarked
package org.atled.tables.series;

import org.jspecify.annotations.NullMarked;
