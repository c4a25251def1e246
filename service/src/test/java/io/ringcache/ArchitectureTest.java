package io.ringcache;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ringcache.cache.CacheException;
import java.util.concurrent.TimeUnit;

/** Who may know what. The packages themselves are described in CONTRIBUTING.md. */
@AnalyzeClasses(packages = "io.ringcache", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] BACKENDS = {
    "io.ringcache.cache.memory..", "io.ringcache.cache.redis..", "io.ringcache.cache.memcached.."
  };

  private static final String[] HTTP = {
    "jakarta.ws.rs..", "jakarta.servlet..", "org.eclipse.jetty..", "org.glassfish.jersey..",
  };

  private static final String[] SQL = {
    "java.sql..", "javax.sql..", "org.jdbi..", "liquibase..", "org.postgresql..", "org.h2.."
  };

  @ArchTest
  static final ArchRule onlyTheRedisBackendKnowsJedis =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ringcache.cache.redis..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("redis.clients..")
          .because("its exceptions and replies are translated once, at the border of its package");

  @ArchTest
  static final ArchRule onlyTheMemcachedBackendKnowsXmemcached =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ringcache.cache.memcached..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.rubyeye..")
          .because("its exceptions and replies are translated once, at the border of its package");

  @ArchTest
  static final ArchRule theCacheKnowsNoHttp =
      noClasses()
          .that()
          .resideInAPackage("io.ringcache.cache..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP)
          .because("a backend serves whoever asks; status codes are the entry package's business");

  @ArchTest
  static final ArchRule sqlStaysInDaos =
      noClasses()
          .that(describe("are no DAOs", c -> !c.getSimpleName().endsWith("Dao")))
          .and()
          .resideOutsideOfPackages("io.ringcache", "io.ringcache.database")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL)
          .because(
              "the cache path never waits for the database, and one file a table shows its SQL")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theContractKnowsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("io.ringcache.cache")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.ringcache..").and(resideOutsideOfPackage("io.ringcache.cache")))
          .because("everything else is built on it");

  @ArchTest
  static final ArchRule theCacheKnowsNothingOfOursOutsideIt =
      noClasses()
          .that()
          .resideInAPackage("io.ringcache.cache..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.ringcache..")
                  .and(resideOutsideOfPackage("io.ringcache.cache..")))
          .because(
              "a backend knows entries and keys, and neither requests nor namespaces' settings");

  @ArchTest
  static final ArchRule backendsDoNotKnowEachOther =
      slices()
          .matching("io.ringcache.cache.(memory|redis|memcached)..")
          .should()
          .notDependOnEachOther()
          .because("a new one touches its own package only")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodyChoosesABackendInCode =
      noClasses()
          .that()
          .resideOutsideOfPackages(BACKENDS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BACKENDS)
          .because("the configuration's type finds it through the service loader");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("io.ringcache.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package can be read knowing only those below it");

  @ArchTest
  static final ArchRule onlyTheApplicationComposes =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ringcache")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.ringcache")
          .because("RingcacheApplication.run is the one place where constructors are wired");

  @ArchTest
  static final ArchRule cacheExceptionsAreClosed =
      classes()
          .that()
          .areAssignableTo(CacheException.class)
          .should()
          .haveNameMatching("io\\.ringcache\\.cache\\.CacheException(\\$.*)?")
          .because(
              "the HTTP side translates a closed set, and a library's exceptions are translated");

  @ArchTest
  static final ArchRule noJavaUtilLogging =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging")
          .because("SLF4J is the one log");

  @ArchTest
  static final ArchRule noStandardStreams =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("SLF4J is the one log");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .orShould()
          .callMethod(TimeUnit.class, "sleep", long.class)
          .because("waiting is a timer's, bounded, and ends when what is waited for has come");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Utils?|Helper)(\\$.*)?")
          .orShould()
          .haveSimpleNameStartingWith("Default")
          .because("a class is named by what it is, a helper by what it knows");

  @ArchTest
  static final ArchRule noStateIsShared =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("what is shared is handed over in a constructor, where it can be seen");
}
