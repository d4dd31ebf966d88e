/** What is measured of classes, probabilities and numbers, streamed and exact. */
@NullMarked
package org.atled.train.metric;

import org.jspecify.annotations.NullMarked;
