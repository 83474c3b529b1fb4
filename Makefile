# The house from the command line. Every goal says here what it does; `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two cores: goals side by side would only slow each other down.
.NOTPARALLEL:

PREFIX  ?= /usr
LISTEN  ?= :8080
DATA    ?= ./data
COUNTYDATA ?= ./data-county
LINTER  := v2.15.0
LIB      = $(DESTDIR)$(PREFIX)/lib
SHARE    = $(DESTDIR)$(PREFIX)/share/lianzhan

# The commit is the build's only clock: two builds of one commit are the same bytes.
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
BUILT   := $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
GOBUILD  = CGO_ENABLED=0 go build -trimpath -buildvcs=false \
             -ldflags "-s -w -X main.version=$(VERSION) -X main.built=$(BUILT)"

SERVER  := bin/lianzhan-station
COUNTY  := bin/lianzhan-county
PAGES   := web/pages/dist/.built
MODULES := web/node_modules/.package-lock.json
GOFILES  = $(shell find . \( -name node_modules -o -name dist \) -prune -o -name '*.go' -print)

.PHONY: help
help: ## list these goals
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: build ## build and start a station with invented data on http://localhost:8080
	exec $(SERVER) serve --data $(DATA) --listen $(LISTEN) --demo

.PHONY: county
county: LISTEN = :8090
county: build ## build and start a county with invented towns on http://localhost:8090
	exec $(COUNTY) serve --data $(COUNTYDATA) --listen $(LISTEN) --demo

.PHONY: build
build: $(SERVER) $(COUNTY) ## build the pages and both servers into bin/

# Go knows better than make what changed, embedded files and the stamp included.
$(SERVER) $(COUNTY): $(PAGES) FORCE | tools
	$(GOBUILD) -tags pages -o $@ ./cmd/$(@F)

.PHONY: FORCE
FORCE:

$(PAGES): $(MODULES) $(shell find web/src web/tools -type f) $(wildcard web/*.html web/*.ts) | tools
	cd web && npm run --silent build
	touch $@

$(MODULES): web/package-lock.json | tools
	cd web && npm ci --no-audit --no-fund
	touch $@

.PHONY: test
test: need check build ## everything: lint, unit, race, simulated trees, web, browser stories
	@tests/beside '$(MAKE) simulate' '$(MAKE) unit web stories'

.PHONY: tools
tools:
	@tests/need tools

.PHONY: need
need:
	@tests/need tools browser database

.PHONY: check
check: bin/golangci-lint-$(LINTER) ## gofmt, vet and lint
	@test -z "$$(gofmt -l $(GOFILES))" || { gofmt -d $(GOFILES); exit 1; }
	go vet -tags stories ./...
	$< run

bin/golangci-lint-$(LINTER):
	GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTER)
	mv bin/golangci-lint $@

.PHONY: unit
unit: ## Go tests under the race detector; `check` vets them
	go test -race -vet=off ./...

.PHONY: simulate
simulate: ## 5,000 seeds of a whole tree under faults
	go run ./tests/simulate -seeds 5000

.PHONY: sim
sim: ## as many as SEEDS=1000000 says, from FIRST on, and every guard asleep once; SEED=7 tells one
	go run ./tests/simulate $(if $(SEED),-seed $(SEED),-seeds $(or $(SEEDS),100000) -first $(or $(FIRST),1))
	$(if $(SEED),,go test -tags mutants -count=1 -run Mutants -timeout 30m ./sync/sim)

.PHONY: mutants
mutants: ## put each guard of sync to sleep and see that the simulator misses it
	go test -tags mutants -count=1 -run Mutants -timeout 30m ./sync/sim

.PHONY: web
web: $(MODULES) $(PAGES) ## types, lint, tests and weight of the pages
	cd web && npm run --silent typecheck && npm run --silent lint && npm run --silent test && npm run --silent budget

# What `unit` plays under the race detector is not played again among the stories.
PLAYED = $(shell grep -L 'go:build stories' tests/*_test.go | xargs grep -oh '^func Test[A-Z][A-Za-z0-9]*' | cut -c6- | paste -sd '|')

.PHONY: stories
stories: build ## stories on the real server, units and a real browser
	@tests/need browser database
	@go test -tags stories -vet=off -count=1 -timeout 11m -skip '^($(PLAYED))$$' ./tests/...

.PHONY: bench
bench: build ## measure against the numbers to hold
	@tests/need browser rivals
	go run ./tests/bench

.PHONY: soak
soak: build ## kill a station 200 times, then try a county, a town and a village for 15 minutes; count what is lost
	go run ./tests/soak

.PHONY: fuzz
fuzz: ## each fuzz target for 30 seconds
	tests/fuzz 30s

.PHONY: boottest
boottest: build ## boot the units in a container and photograph both screens
	@tests/need browser container
	systemd/boottest

.PHONY: install
install: ## put what `make build` made, units and screens under DESTDIR
	@test -x $(SERVER) || { echo "请先执行 make build / run make build first" >&2; exit 1; }
	install -D -m 755 $(SERVER) $(DESTDIR)$(PREFIX)/bin/lianzhan-station
	install -D -m 755 $(COUNTY) $(DESTDIR)$(PREFIX)/bin/lianzhan-county
	install -D -m 644 -t $(LIB)/systemd/system systemd/lianzhan-station.service systemd/lianzhan-screen.service
	install -D -m 644 -t $(LIB)/systemd/journald.conf.d systemd/journald.conf.d/lianzhan.conf
	install -D -m 644 -t $(LIB)/sysusers.d systemd/sysusers.d/lianzhan.conf
	install -D -m 644 -t $(LIB)/tmpfiles.d systemd/tmpfiles.d/lianzhan.conf
	install -D -m 755 -t $(LIB)/lianzhan systemd/screen/session systemd/screen/browser
	install -D -m 644 systemd/screen/policy.json $(SHARE)/chromium/lianzhan.json
	install -D -m 644 -t $(SHARE) systemd/screen/screen.conf systemd/screen/wait.png
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/lianzhan systemd/README.md LICENSE

.PHONY: clean
clean: ## remove what was built; data stays
	rm -rf bin web/pages/dist web/node_modules tests/out
