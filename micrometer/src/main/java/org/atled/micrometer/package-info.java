/** Meters of training for Micrometer. */
@NullMarked
package org.atled.micrometer;

import org.jspecify.annotations.NullMarked;
