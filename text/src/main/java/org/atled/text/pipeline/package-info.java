/** What a {@code tokenizer.json} is made of: each part is read, and run, by one type here. */
@NullMarked
package org.atled.text.pipeline;

import org.jspecify.annotations.NullMarked;
