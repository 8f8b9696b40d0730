# Each goal is a script of the same name in scripts/, where it is explained.

.PHONY: help setup run test check bench install images clean
.DEFAULT_GOAL := help

help:
	@echo "make run      build in release and start the simulator    (ARGS='--seed 7' passes options on)"
	@echo "make test     build and run all tests                     (FILTER='name' runs those that match)"
	@echo "make check    format, layers, house rules"
	@echo "make bench    measure against peers"
	@echo "make install  install the programs of a deployment        (PREFIX=/usr/local DESTDIR=)"
	@echo "make images   build the container images                  (docker or podman)"
	@echo "make setup    install what is missing for run and test; run and test do so by themselves"
	@echo "make clean    remove what was built"

setup:
	@scripts/setup.sh test

run:
	@scripts/run.sh $(ARGS)

test:
	@FILTER='$(FILTER)' scripts/test.sh

check:
	@scripts/check.sh

bench:
	@scripts/bench.sh $(ARGS)

install:
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' PROGRAMS='$(PROGRAMS)' scripts/install.sh

images:
	@scripts/images.sh $(ARGS)

clean:
	@scripts/clean.sh
