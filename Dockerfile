# One image, a role for each process: api, worker, migrate, cli (deploy/campanile). What stands here and
# why: docs/adr/0063-one-image.md. Postgres and Temporal are elsewhere.
ARG NODE_IMAGE=node:24.22.3-trixie-slim

# What is built on this machine, with everything that building needs.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs \
    && node scripts/build-web.mjs \
    && node scripts/build-client.mjs \
    && node scripts/runs-code.mjs

# What runs, and nothing of what builds or tests it. Optional packages are an embedded Postgres and what
# compiles the runs' code, which is done above.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY scripts/own-platform.mjs scripts/project.mjs scripts/
RUN node scripts/own-platform.mjs

FROM ${NODE_IMAGE} AS image
ARG VERSION=""
ARG REVISION=""
LABEL org.opencontainers.image.title="Campanile" \
      org.opencontainers.image.description="Event-triggered customer campaigns on Temporal and Postgres" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# Temporal's client asks the system for authorities; tini is process 1, as Node there would not end on a
# signal before it listens for it. Debian keeps one version of each in a release, so none can be named.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates tini \
    && rm -rf /var/lib/apt/lists/* /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /opt/yarn-*
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/package.json /app/package-lock.json /app/LICENSE ./
COPY --from=build /app/.cache/workflow-bundle .cache/workflow-bundle
COPY --from=build /app/migrations migrations
COPY --from=build /app/examples examples
COPY --from=build /app/site site
COPY --from=build /app/packages/client/dist packages/client/dist
COPY --from=build /app/web/dist web/dist
COPY --from=build /app/dist/shared dist/shared
COPY --from=build /app/dist/src dist/src
COPY --from=build /app/deploy/campanile /app/deploy/healthcheck.mjs deploy/
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-semi-space-size=32 \
    HOST=0.0.0.0 \
    PORT=3000 \
    METRICS_HOST=0.0.0.0 \
    METRICS_PORT=9464
# "node" of the base image, by number: Kubernetes can only see of a number that it is not root's.
USER 1000:1000
EXPOSE 3000 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/app/deploy/campanile", "healthcheck"]
ENTRYPOINT ["/usr/bin/tini", "--", "/app/deploy/campanile"]
CMD ["help"]
