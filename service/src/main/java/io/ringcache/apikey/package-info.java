/** API keys: made and revoked over HTTP, kept in the database, known in memory. */
@NullMarked
package io.ringcache.apikey;

import org.jspecify.annotations.NullMarked;
