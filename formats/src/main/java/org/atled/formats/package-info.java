<<<<<<< HEAD
/** Readers and writers of tensor files. */
=======
/** What all array formats have in common. */
>>>>>>> formats
@NullMarked
package org.atled.formats;

import org.jspecify.annotations.NullMarked;
