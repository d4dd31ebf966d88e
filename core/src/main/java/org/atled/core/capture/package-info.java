/** A step recorded at the door, and replayed on other inputs. */
@NullMarked
package org.atled.core.capture;

import org.jspecify.annotations.NullMarked;
