/** The CPU backend. */
@NullMarked
package org.atled.cpu;

import org.jspecify.annotations.NullMarked;
