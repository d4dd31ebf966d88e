/** Where the nodes and edges of a graph stand. */
@NullMarked
package org.atled.plot.layout;

import org.jspecify.annotations.NullMarked;
