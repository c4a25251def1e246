/** Tests of the audit trail, and an audit trail for the tests of others. */
@NullMarked
package io.ringcache.audit;

import org.jspecify.annotations.NullMarked;
