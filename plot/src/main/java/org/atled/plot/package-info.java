/**
 * Figures.
 *
 * <p>A figure is an SVG of our own small scene of marks ({@code org.atled.plot.scene}), with widths
 * of text from a table of advance widths. The charting libraries of the JVM measure text with its
 * fonts, and so fail on a headless JRE that has none; they know no dark pages; and what they draw
 * differs from one machine to the next. Here the same input gives the same SVG everywhere, but for
 * embedded pictures, which are the same but may be compressed to other bytes. A PNG is made from
 * the SVG by a library, JSVG, through Java2D.
 */
@NullMarked
package org.atled.plot;

import org.jspecify.annotations.NullMarked;
