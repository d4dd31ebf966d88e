<<<<<<< HEAD
/** Data sets, loaders and transforms. */
=======
/** Data sets, generated and downloaded, and the loader that cuts them into batches. */
>>>>>>> 763904f (Add the data module: digits from strokes, toy points, MNIST, loaders)
@NullMarked
package org.atled.data;

import org.jspecify.annotations.NullMarked;
