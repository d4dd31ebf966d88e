/** Initialisers: what weights start with. */
@NullMarked
package org.atled.nn.init;

import org.jspecify.annotations.NullMarked;
