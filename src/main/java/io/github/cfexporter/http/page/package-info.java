/**
 * What the landing page asks for, as JSON below {@code /page}. It promises answers from memory, of a size
 * that suits a phone, and nothing that is secret. Enter at {@link PageRoutes}.
 */
package io.github.cfexporter.http.page;
