/** The audit trail: who changed what, told before the change is reported as done. */
@NullMarked
package io.ringcache.audit;

import org.jspecify.annotations.NullMarked;
