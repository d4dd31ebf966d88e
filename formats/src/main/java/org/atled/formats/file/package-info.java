/** Files and folders that are written whole or not at all. */
@NullMarked
package org.atled.formats.file;

import org.jspecify.annotations.NullMarked;
