/** Data sets, generated and downloaded, and the loader that cuts them into batches. */
@NullMarked
package org.atled.data;

import org.jspecify.annotations.NullMarked;
