/**
 * Keeps the documentation true. The code in the Markdown pages is copied from regions of
 * sources, most of them tests in this package, and {@code DocsTests} fails when a page
 * and its sources differ.
 */
package io.noise.docs;
