/**
 * The database as the rest of the service meets it: there or not, of our schema, in UTC. The SQL
 * itself is in the DAOs of those whose tables they are.
 */
@NullMarked
package io.ringcache.database;

import org.jspecify.annotations.NullMarked;
