/** NumPy's files: npy for one array, npz for several. */
@NullMarked
package org.atled.formats.npy;

import org.jspecify.annotations.NullMarked;
