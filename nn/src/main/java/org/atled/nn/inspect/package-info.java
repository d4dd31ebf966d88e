/** Looking into networks: what they are made of, and what stands between their layers. */
@NullMarked
package org.atled.nn.inspect;

import org.jspecify.annotations.NullMarked;
