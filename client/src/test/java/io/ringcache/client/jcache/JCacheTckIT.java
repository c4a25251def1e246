package io.ringcache.client.jcache;

import javax.cache.configuration.ConfigurationTest;
import javax.cache.configuration.FactoryBuilderTest;
import javax.cache.configuration.FactoryBuilderTest1;
import javax.cache.configuration.MutableCacheEntryListenerConfigurationTest;
import javax.cache.configuration.MutableConfigurationTest;
import javax.cache.event.CacheEntryListenerExceptionTest;
import javax.cache.expiry.DurationTest;
import javax.cache.expiry.ExpiryPolicyTest;
import javax.cache.integration.CacheLoaderExceptionTest;
import javax.cache.integration.CacheWriterExceptionTest;
import javax.cache.integration.CompletionListenerFutureTest;
import org.jsr107.tck.CacheManagerTest;
import org.jsr107.tck.CacheTest;
import org.jsr107.tck.CachingTest;
import org.jsr107.tck.GetTest;
import org.jsr107.tck.PutTest;
import org.jsr107.tck.RemoveTest;
import org.jsr107.tck.ReplaceTest;
import org.jsr107.tck.StoreByReferenceTest;
import org.jsr107.tck.StoreByValueTest;
import org.jsr107.tck.TypesTest;
import org.jsr107.tck.event.CacheEntryListenerClientServerTest;
import org.jsr107.tck.event.CacheListenerTest;
import org.jsr107.tck.integration.CacheLoaderClientServerTest;
import org.jsr107.tck.integration.CacheLoaderTest;
import org.jsr107.tck.integration.CacheLoaderWithExpiryTest;
import org.jsr107.tck.integration.CacheLoaderWithoutReadThroughTest;
import org.jsr107.tck.integration.CacheLoaderWriterTest;
import org.jsr107.tck.integration.CacheWriterClientServerTest;
import org.jsr107.tck.integration.CacheWriterTest;
import org.jsr107.tck.management.CacheMBStatisticsBeanTest;
import org.jsr107.tck.management.CacheMXBeanTest;
import org.jsr107.tck.management.CacheManagerManagementTest;
import org.jsr107.tck.processor.CacheInvokeTest;
import org.jsr107.tck.processor.EntryProcessorExceptionTest;
import org.jsr107.tck.spi.CachingProviderClassLoaderTest;
import org.jsr107.tck.spi.CachingProviderTest;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/**
 * The TCK of JSR 107, against the service. What is left out, each with its reason, is in the TCK's
 * own list, {@code ExcludeList}; of its classes only those on annotations, which want a container,
 * and which Spring or CDI bring. {@link JCacheExpiryTck} takes longest, and runs with {@code make
 * tck} only.
 */
@RunWith(Suite.class)
@Suite.SuiteClasses({
  CacheEntryListenerClientServerTest.class,
  CacheEntryListenerExceptionTest.class,
  CacheInvokeTest.class,
  CacheListenerTest.class,
  CacheLoaderClientServerTest.class,
  CacheLoaderExceptionTest.class,
  CacheLoaderTest.class,
  CacheLoaderWithExpiryTest.class,
  CacheLoaderWithoutReadThroughTest.class,
  CacheLoaderWriterTest.class,
  CacheMBStatisticsBeanTest.class,
  CacheMXBeanTest.class,
  CacheManagerManagementTest.class,
  CacheManagerTest.class,
  CacheTest.class,
  CacheWriterClientServerTest.class,
  CacheWriterExceptionTest.class,
  CacheWriterTest.class,
  CachingProviderClassLoaderTest.class,
  CachingProviderTest.class,
  CachingTest.class,
  CompletionListenerFutureTest.class,
  ConfigurationTest.class,
  DurationTest.class,
  EntryProcessorExceptionTest.class,
  ExpiryPolicyTest.class,
  FactoryBuilderTest.class,
  FactoryBuilderTest1.class,
  GetTest.class,
  MutableCacheEntryListenerConfigurationTest.class,
  MutableConfigurationTest.class,
  PutTest.class,
  RemoveTest.class,
  ReplaceTest.class,
  StoreByReferenceTest.class,
  StoreByValueTest.class,
  TypesTest.class,
  javax.cache.CachingTest.class,
})
public final class JCacheTckIT extends TckSettings {}
