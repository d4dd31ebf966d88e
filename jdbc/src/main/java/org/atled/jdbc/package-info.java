/** Tables that databases give. */
@NullMarked
package org.atled.jdbc;

import org.jspecify.annotations.NullMarked;
