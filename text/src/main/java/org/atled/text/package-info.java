/** Texts: tokenizers, windows over a text, and models of language. */
@NullMarked
package org.atled.text;

import org.jspecify.annotations.NullMarked;
