/** What all array formats have in common. */
@NullMarked
package org.atled.formats;

import org.jspecify.annotations.NullMarked;
