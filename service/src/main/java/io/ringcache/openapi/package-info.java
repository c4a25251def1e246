/** The API's description in OpenAPI, and the page that shows it. */
@NullMarked
package io.ringcache.openapi;

import org.jspecify.annotations.NullMarked;
