/**
 * What somebody who adds an operation checks it with: an independent oracle, gradient checks, and
 * the table of all operations that every backend runs.
 */
@NullMarked
package org.atled.testkit;

import org.jspecify.annotations.NullMarked;
