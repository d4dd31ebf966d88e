/** Tables from CSV files: columns, how examples are made of them, and models of them. */
@NullMarked
package org.atled.tables;

import org.jspecify.annotations.NullMarked;
