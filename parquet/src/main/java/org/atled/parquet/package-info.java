/** Tables in Parquet files. */
@NullMarked
package org.atled.parquet;

import org.jspecify.annotations.NullMarked;
