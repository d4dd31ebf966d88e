/** Tables in Excel workbooks. */
@NullMarked
package org.atled.excel;

import org.jspecify.annotations.NullMarked;
