/** Time series in tables: the next values of a column from those before. */
@NullMarked
package org.atled.tables.series;

import org.jspecify.annotations.NullMarked;
