/** What a backend implements: storage, strided views, and the sealed kernel families. */
@NullMarked
package org.atled.core.spi;

import org.jspecify.annotations.NullMarked;
