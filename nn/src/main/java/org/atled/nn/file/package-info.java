/** A model as a folder of files. */
@NullMarked
package org.atled.nn.file;

import org.jspecify.annotations.NullMarked;
