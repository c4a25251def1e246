/** What {@code make example} runs. */
@NullMarked
package io.ringcache.client.example;

import org.jspecify.annotations.NullMarked;
