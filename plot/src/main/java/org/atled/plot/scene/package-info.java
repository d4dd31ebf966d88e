/** What pictures are made of, and how it is written. */
@NullMarked
package org.atled.plot.scene;

import org.jspecify.annotations.NullMarked;
