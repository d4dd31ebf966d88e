/** The experiments, one class each. */
@NullMarked
package org.atled.lectures.experiment;

import org.jspecify.annotations.NullMarked;
