/** How sure a trained model may be: calibration, conformal prediction, Monte-Carlo dropout. */
@NullMarked
package org.atled.train.doubt;

import org.jspecify.annotations.NullMarked;
