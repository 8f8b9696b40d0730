# The images of Streav, a target each:
#
#   docker build --target management --tag streav/management .
#
# streaming, api, cli and sim likewise; `make images` builds all of them. scripts/deployment-check.sh holds the list of
# libraries against what the programs load.
ARG SWIFT_IMAGE=swift:6.3-bookworm
ARG DEBIAN_IMAGE=debian:bookworm-slim

FROM ${SWIFT_IMAGE} AS build
RUN apt-get -q update \
    && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends \
        ca-certificates git pkg-config libssl-dev zlib1g-dev libmaxminddb-dev libpq-dev libhiredis-dev \
        librabbitmq-dev libsqlite3-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# Swift's own libraries are linked in, so the images below need none of them.
RUN scripts/build-programs.sh /out \
        streav-management streav-streaming streav-api streav-cli streav-sim

# What the programs have in common: the libraries that they load, and a user without rights.
FROM ${DEBIAN_IMAGE} AS runtime
RUN apt-get -q update \
    && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends \
        ca-certificates libpq5 libhiredis0.14 librabbitmq4 libssl3 zlib1g libmaxminddb0 libsqlite3-0 libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 streav \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin streav \
    && install --directory --owner=10001 --group=10001 /var/cache/streav /var/lib/streav
COPY --chmod=0755 deploy/container/streav-healthy /usr/local/bin/streav-healthy
USER 10001:10001
WORKDIR /var/lib/streav
STOPSIGNAL SIGTERM

FROM runtime AS management
COPY --from=build /out/streav-management /usr/local/bin/
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["streav-healthy", "8080"]
ENTRYPOINT ["streav-management"]

FROM runtime AS streaming
COPY --from=build /out/streav-streaming /usr/local/bin/
EXPOSE 8000
VOLUME /var/cache/streav
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["streav-healthy", "8000"]
ENTRYPOINT ["streav-streaming"]

FROM runtime AS api
COPY --from=build /out/streav-api /usr/local/bin/
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["streav-healthy", "5000"]
ENTRYPOINT ["streav-api"]

FROM runtime AS cli
COPY --from=build /out/streav-cli /usr/local/bin/
ENTRYPOINT ["streav-cli"]

# For CI: the platform in one process, with its seeded world.
#   docker run --rm streav/sim load smoke
FROM runtime AS sim
COPY --from=build /out/streav-sim /usr/local/bin/
COPY fixtures/catalogue /usr/local/share/streav/fixtures/catalogue
COPY fixtures/clips /usr/local/share/streav/fixtures/clips
COPY fixtures/images /usr/local/share/streav/fixtures/images
COPY fixtures/movies /usr/local/share/streav/fixtures/movies
WORKDIR /usr/local/share/streav
EXPOSE 8080 5000 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["streav-healthy", "8000"]
ENTRYPOINT ["streav-sim"]
