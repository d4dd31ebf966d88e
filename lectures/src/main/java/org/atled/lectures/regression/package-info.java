/**
 * Rung 1: logistic and softmax regression, one layer whose gradient is derived by hand, and three
 * ways to descend it.
 */
@NullMarked
package org.atled.lectures.regression;

import org.jspecify.annotations.NullMarked;
