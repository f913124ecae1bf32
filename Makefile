# The commands of the project; `make` lists them. They find a JDK 25 by themselves and pass it on to Maven.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run bot exporter sandbox check fast build format monitoring bench drill screenshots image up down try clean jdk

# JAVA_HOME first, then the usual places.
JDK := $(shell for d in "$$JAVA_HOME" /usr/lib/jvm/*25* /opt/*jdk*25* /opt/java/openjdk \
	$$HOME/.sdkman/candidates/java/25* $$HOME/.jdks/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do \
	[ -x "$$d/bin/javac" ] && "$$d/bin/javac" -version 2>/dev/null | grep -q '^javac 25' && echo "$$d" && break; done)
export JAVA_HOME := $(JDK)
export MAVEN_OPTS := -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow $(MAVEN_OPTS)
export MALLOC_ARENA_MAX := 2

JAVA := $(JDK)/bin/java
MVN := mvn --batch-mode -Dstyle.color=never
QUIET := -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
COMPOSE = VOICE2TEXT_REVISION=$(REVISION) $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)
REVISION := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)

# An AOT cache halves the time to start. It holds the very classes, and the JVM does not notice that a jar has changed
# since: only a cache that is younger than every jar is used.
aot = $(shell cache=$(1)/target/$(1).aot; \
	[ -f "$$cache" ] && [ -z "$$(find $(1)/target/$(1).jar $(1)/target/lib -name '*.jar' -newer "$$cache")" ] \
	&& echo "-XX:AOTCache=$$cache -Xlog:aot=off -Xlog:cds=off")
java_bot = $(JAVA) @bot/jvm.options $(call aot,bot) -Dvoice2text.revision=$(REVISION) -jar bot/target/bot.jar
java_exporter = $(JAVA) @exporter/jvm.options $(call aot,exporter) -Dvoice2text.revision=$(REVISION) -jar exporter/target/exporter.jar
java_sandbox = $(JAVA) @sandbox/jvm.options -jar sandbox/target/sandbox.jar

help: ## lists the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

jdk:
	@[ -n "$(JDK)" ] || { echo "No JDK 25 was found: install one (for example Temurin 25) or set JAVA_HOME to it." >&2; exit 2; }
	@command -v mvn >/dev/null || { echo "Maven was not found: install it (Debian: apt-get install maven)." >&2; exit 2; }

target/built: $(SOURCES) | jdk
	@echo "Building…"
	@$(MVN) $(QUIET) package -Dmaven.test.skip
	@rm -f */target/*.aot && mkdir -p target && touch $@

target/trained: target/built
	@echo "Training the start-up caches…"
	@$(JAVA) -cp sandbox/target/sandbox.jar org.voice2text.sandbox.stage.Training $(JAVA) . || echo "The caches were not made; everything works without, only the start is slower." >&2
	@touch $@

build: target/built ## compiles and packages, without tests

run: target/trained ## starts exporter and bot, and without BOT_TOKEN the sandbox too; Ctrl-C stops them
	@bash sandbox/run.sh "$(java_exporter)" "$(java_bot)" "$(java_sandbox)"

bot: target/built ## the bot alone
	@exec $(java_bot)

exporter: target/built ## the exporter alone
	@exec $(java_exporter)

sandbox: target/built ## the sandbox alone
	@exec $(java_sandbox)

check: jdk ## what CI runs: formats, warnings as errors, all tests
	@$(MVN) spotless:check verify

# What tests print goes to target/surefire-reports; Maven warns that a plugin of ours does not say whether it may run
# beside itself, which it may.
fast: jdk ## compiles and runs the unit tests only
	@$(MVN) $(QUIET) -T 1C test -Dtest.excluded=system,browser,slow,pictures -Dmaven.test.redirectTestOutputToFile=true \
		-Dorg.slf4j.simpleLogger.log.org.apache.maven.lifecycle.internal.builder.BuilderCommon=error

format: jdk ## formats the sources
	@$(MVN) $(QUIET) spotless:apply

monitoring: jdk ## writes the generated configuration of Prometheus, Alertmanager and Grafana
	@$(MVN) $(QUIET) -pl shared-model,monitoring package -Dmaven.test.skip
	@$(JAVA) -cp 'monitoring/target/classes:monitoring/target/lib/*' org.voice2text.monitoring.Generate monitoring

# With the sandbox's flags: the load must not take from what is measured the processor that it runs on.
bench: target/trained ## measures, and writes docs/benchmarks.md
	@$(JAVA) @sandbox/jvm.options --enable-native-access=ALL-UNNAMED -cp sandbox/target/sandbox.jar org.voice2text.sandbox.bench.Bench $(JAVA) .

drill: target/trained ## causes every fault that an alert is for, and writes docs/alert-drill.md; ALERTS=BotDown,… for some
	@$(JAVA) -cp sandbox/target/sandbox.jar org.voice2text.sandbox.drill.Drill $(JAVA) . "$(ALERTS)" "$(AT_ONCE)"

screenshots: target/trained ## makes the pictures of the README; needs Debian's chromium and chromium-driver
	@CI=true $(MVN) $(QUIET) -pl shared-model,monitoring,sandbox test -Dtest.excluded=none -Dtest='*PicturesTest' -Dsurefire.failIfNoSpecifiedTests=false

image: ## builds the container images of bot, exporter and sandbox
	@for m in bot exporter sandbox; do DOCKER_BUILDKIT=1 docker build --file container/Dockerfile --target $$m --build-arg REVISION=$(REVISION) \
		--tag voice2text-$$m:local --tag voice2text-$$m:$(REVISION) . || exit 1; done

up: ## starts the containers of docker-compose.yml; docs/operations.md tells what .env must hold
	@$(COMPOSE) config --quiet && $(MAKE) --no-print-directory image
	@# Prometheus and Grafana copy their files when they start: those that are not new containers start again.
	@before=$$($(COMPOSE) ps --quiet prometheus grafana) && $(COMPOSE) up --detach || exit 1; \
	for service in prometheus grafana; do \
		container=$$($(COMPOSE) ps --quiet $$service); \
		case "$$before" in *"$${container:-none}"*) $(COMPOSE) restart $$service ;; esac; \
	done

down: ## stops them; their data stays
	@$(COMPOSE) down

# Volumes of its own: it must not touch those of a real bot. Whoever pretends gets no alerts, by no way that .env tells of.
TRIAL = COMPOSE_PROFILES= BOT_TOKEN=none ALERT_TELEGRAM_TOKEN=none ALERT_TELEGRAM_CHAT=1 $(COMPOSE) --project-name voice2text-trial \
	--file docker-compose.yml --file docker-compose.sandbox.yml

try: ## the same containers with the sandbox as Telegram; only GRAFANA_ADMIN_PASSWORD is needed; DOWN=1 removes them
	@$(if $(DOWN),$(TRIAL) down --volumes,$(TRIAL) config --quiet && $(MAKE) --no-print-directory image && $(TRIAL) up --detach)

clean: jdk ## removes what was built
	@$(MVN) $(QUIET) clean && rm -rf target
