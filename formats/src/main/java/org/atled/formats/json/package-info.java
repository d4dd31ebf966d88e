/** JSON by RFC 8259: values, a strict parser, a writer, and typed access that names the path. */
@NullMarked
package org.atled.formats.json;

import org.jspecify.annotations.NullMarked;
