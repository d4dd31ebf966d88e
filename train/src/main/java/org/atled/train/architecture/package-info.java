/** Kinds of networks that a few words describe. */
@NullMarked
package org.atled.train.architecture;

import org.jspecify.annotations.NullMarked;
