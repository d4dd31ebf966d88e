/** Archives that tar wrote. */
@NullMarked
package org.atled.formats.tar;

import org.jspecify.annotations.NullMarked;
