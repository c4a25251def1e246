/**
 * Clients that write down what they did and saw while nodes are killed, frozen and cut off, and a
 * checker that judges it afterwards.
 */
@NullMarked
package io.ringcache.history;

import org.jspecify.annotations.NullMarked;
