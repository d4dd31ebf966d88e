/** The {@code atled} command. */
@NullMarked
package org.atled.cli;

import org.jspecify.annotations.NullMarked;
