package io.ringcache.client.jcache;

import org.jsr107.tck.expiry.CacheExpiryTest;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** The TCK's tests of expiry, which wait for it: with {@code make tck}. */
@RunWith(Suite.class)
@Suite.SuiteClasses(CacheExpiryTest.class)
public final class JCacheExpiryTck extends TckSettings {}
