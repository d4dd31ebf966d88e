/** Changes of images for training, as values: each drawn by seed, epoch and example. */
@NullMarked
package org.atled.images.augment;

import org.jspecify.annotations.NullMarked;
