@NullMarked
package io.ringcache.database;

import org.jspecify.annotations.NullMarked;
