/** Operations as a stranger would write them: by public API alone. */
@NullMarked
package org.atled.testkit.custom;

import org.jspecify.annotations.NullMarked;
