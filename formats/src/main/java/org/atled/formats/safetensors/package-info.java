/** The safetensors format: named tensors behind a JSON header. */
@NullMarked
package org.atled.formats.safetensors;

import org.jspecify.annotations.NullMarked;
