/** Layers, one file each; Layers offers them by name. */
@NullMarked
package org.atled.nn.layer;

import org.jspecify.annotations.NullMarked;
