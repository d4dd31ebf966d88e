/** Why a model said so: attributions of inputs, effects of columns. */
@NullMarked
package org.atled.explain;

import org.jspecify.annotations.NullMarked;
