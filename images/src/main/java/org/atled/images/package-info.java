/** Images: folders of files, how examples are made of them, and models of them. */
@NullMarked
package org.atled.images;

import org.jspecify.annotations.NullMarked;
