# The front door. `make` alone lists what there is. Needs GNU make, a JDK from 17 on, Maven from
# 3.8.6 on, and git; everything else is fetched.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

CONFIG ?= config/embedded.yml
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
JAR := service/target/ringcache.jar

# The classes of a start as the JVM keeps them in memory, which halves the time of the next: written
# when the service ends for the first time after a build, and read from then on.
CLASSES := service/target/ringcache.jsa

# Errors and warnings only. Shade warns of classes that two jars bring along: they are the same.
LOG := -Dorg.slf4j.simpleLogger.log
MAVEN := mvn --batch-mode --no-transfer-progress \
	-Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
	$(LOG).org.apache.maven.plugins.shade=error
# The tests as they run, too.
MAVEN_TESTS := $(MAVEN) \
	$(LOG).org.apache.maven.plugin.surefire=info \
	$(LOG).org.apache.maven.plugin.failsafe=info

SOURCES := pom.xml service/pom.xml $(shell find service/src/main -type f 2>/dev/null)

.PHONY: help
help: ## lists the targets
	@echo "Ringcache. Start with: make run"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: $(JAR) ## builds and serves on http://localhost:8080, without any other server (CONFIG=config/redis.yml: with Redis; config/memcached.yml: with Memcached)
	@if [ $(CLASSES) -nt $(JAR) ]; then archive=SharedArchiveFile; else archive=ArchiveClassesAtExit; fi; \
		exec $(JAVA) -XX:$$archive=$(CLASSES) -Xlog:cds=off -Xlog:cds+dynamic=off -jar $(JAR) server $(CONFIG)

.PHONY: build
build: $(JAR) ## builds service/target/ringcache.jar, without tests

$(JAR): $(SOURCES)
	@echo "Building; the first time Maven fetches what it needs, which takes some minutes."
	@$(MAVEN) -pl service -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
	@touch $(JAR)

.PHONY: test
test: ## gets the servers that the tests need, and runs every test
	@.ci/install-test-servers
	@$(MAVEN_TESTS) verify

.PHONY: unit
unit: ## runs the fast tests, which need no server
	@$(MAVEN_TESTS) test

.PHONY: lint
lint: ## checks the format, and compiles with Error Prone, NullAway and every javac warning
	@$(MAVEN) -Dmaven.test.skip.exec=true test-compile

.PHONY: format
format: ## formats the sources
	@$(MAVEN) spotless:apply

.PHONY: openapi
openapi: ## writes the API's description anew, of the resources and of what service/src/main/openapi says besides
	@$(MAVEN) -pl service -am -Dmaven.test.skip.exec=true test-compile dependency:build-classpath \
		-Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
	@cd service && $(JAVA) -cp "target/test-classes:target/classes:$$(cat target/classpath)" io.ringcache.openapi.Generator

.PHONY: pictures
pictures: ## makes the pictures of docs/ui.md anew: a service with traffic, in a real browser; half a minute
	@.ci/install-test-servers
	@$(MAVEN) -pl service -am -Dmaven.test.skip.exec=true test-compile dependency:build-classpath \
		-Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
	@cd service && $(JAVA) -cp "target/test-classes:target/classes:$$(cat target/classpath)" \
		io.ringcache.ui.Pictures ../docs

.PHONY: coverage
coverage: ## runs every test and reports what they cover in service/target/site/jacoco/index.html
	@.ci/install-test-servers
	@$(MAVEN_TESTS) -Pcoverage verify
	@echo "service/target/site/jacoco/index.html"

# Each writes its section of docs/benchmarks.md; one that misses what was asked for fails when all
# have run.
BENCH ?= million-entries hit-rate put-cost longest-script access-log-rate memcached-get \
	memcached-flush read-path latency scaling capacity start allocation
class-of-million-entries := MillionEntries
class-of-hit-rate := HitRate
class-of-put-cost := PutCost
class-of-longest-script := LongestScript
class-of-access-log-rate := AccessLogRate
class-of-memcached-get := MemcachedGet
class-of-memcached-flush := MemcachedFlush
class-of-read-path := ReadPath
class-of-latency := Latency
class-of-scaling := Scaling
class-of-capacity := Capacity
class-of-start := StartTime
class-of-allocation := Allocation
BENCH_CLASSES = $(foreach name,$(BENCH),$(or $(class-of-$(name)),$(error there is no BENCH=$(name))))
# For those that send requests, in seconds; and options of the JVM that they are sent to.
BENCH_OPTIONS = $(if $(BENCH_ROUNDS),-Dbench.rounds=$(BENCH_ROUNDS)) \
	$(if $(BENCH_SECONDS),-Dbench.seconds=$(BENCH_SECONDS)) \
	$(if $(BENCH_WARM_UP),-Dbench.warm-up=$(BENCH_WARM_UP)) \
	$(if $(BENCH_KEYS),-Dbench.keys=$(BENCH_KEYS)) \
	$(if $(BENCH_JVM),-Dbench.jvm="$(BENCH_JVM)")

.PHONY: bench
bench: $(JAR) ## measures, into docs/benchmarks.md; wants a machine to itself (BENCH=read-path: only that, of those that the Makefile lists; a quick look: BENCH_ROUNDS=1 BENCH_SECONDS=2 BENCH_WARM_UP=5 BENCH_KEYS=10000)
	@: $(BENCH_CLASSES)
	@.ci/install-test-servers
	@$(MAVEN) -Dmaven.test.skip.exec=true test-compile dependency:build-classpath \
		-Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
	@status=0; for class in $(BENCH_CLASSES); do \
		$(JAVA) $(BENCH_OPTIONS) -cp "service/target/test-classes:service/target/classes:$$(cat service/target/classpath)" \
			io.ringcache.bench.$$class docs/benchmarks.md || status=1; \
	done; exit $$status

PROFILE ?= smoke
GATLING := $(MAVEN) -pl gatling -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true

.PHONY: perf
perf: $(if $(BASE_URL),,$(JAR)) ## the customer's performance table by Gatling, on a service of its own; two minutes (PROFILE=baseline|capacity|soak, BASE_URL=http://…: against that one, PERF="-Dperf.phase=10s": other settings, of gatling/src/main/resources/perf.properties)
	@$(if $(BASE_URL),,.ci/install-test-servers)
	@$(GATLING) compile dependency:build-classpath \
		-Dmdep.includeScope=runtime -Dmdep.outputFile=target/classpath
	@exec $(JAVA) -Dperf.profile=$(PROFILE) $(if $(BASE_URL),-Dperf.base.url=$(BASE_URL)) $(PERF) \
		-cp "gatling/target/classes:$$(cat gatling/target/classpath)" \
		io.ringcache.perf.launch.Perf $(GATLING) $(filter -Dperf.heap=%,$(PERF)) gatling:test

.PHONY: example
example: ## the Java client's cache-aside, on what make run serves (RINGCACHE_URL=http://…: on that one)
	@$(MAVEN) -pl client -Dmaven.test.skip.exec=true -Dspotless.check.skip=true -Denforcer.skip=true \
		test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
	@exec $(JAVA) -cp "client/target/test-classes:client/target/classes:$$(cat client/target/classpath)" \
		io.ringcache.client.example.CacheAsideExample

.PHONY: tck
tck: $(JAR) ## all of the TCK of JCache, on the client's provider and a service of its own
	@$(MAVEN_TESTS) -pl client -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test='JCacheTckIT,JCacheExpiryTck' verify

SOAK_MINUTES ?= 30

.PHONY: soak
soak: ## half an hour of reads and writes while nodes are killed, frozen and cut off: nothing old may be seen, and nothing grow; into docs/benchmarks.md (SOAK_MINUTES=2: a quick look, SOAK_SEED= the seed of a run before)
	@.ci/install-test-servers
	@$(MAVEN) -Dmaven.test.skip.exec=true test-compile dependency:build-classpath \
		-Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
	@$(JAVA) -Dsoak.minutes=$(SOAK_MINUTES) $(if $(SOAK_SEED),-Dhistory.seed=$(SOAK_SEED)) \
		-cp "service/target/test-classes:service/target/classes:$$(cat service/target/classpath)" \
		io.ringcache.bench.Soak docs/benchmarks.md

# Both boot hosts, which takes root, and say so where this machine can't.
LAB := PYTHONDONTWRITEBYTECODE=1 python3 ansible/lab

.PHONY: lab-short
lab-short: $(JAR) ## lints the playbooks, and deploys and upgrades on three Debian hosts that it boots under systemd-nspawn; as root, some minutes
	@.ci/install-lab
	@$(LAB) short

.PHONY: lab
lab: $(JAR) ## the whole story on seven such hosts: upgrades, rollbacks, lost hosts, a fourth Redis, backup and restore, Memcached; as root
	@.ci/install-lab
	@$(LAB) full

.PHONY: clean
clean: ## removes what was built
	@$(MAVEN) clean
