# The service alone: its event store, PostgreSQL and calendar are addresses, so the packages of the embedded servers are
# only needed to build it.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages ./packages
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json build.js bundle.js ./
COPY src ./src
COPY commands ./commands
COPY projections ./projections
RUN npm run build && npm prune --omit=dev --omit=optional --workspaces=false --ignore-scripts

FROM node:24-slim
WORKDIR /app
ENV HOST=0.0.0.0 PORT=3000 OPS_PORT=3001 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY bin ./bin
USER node
VOLUME /data
# 3001 is for probes and Prometheus: with OPS_HOST=0.0.0.0 it is reachable from other containers.
EXPOSE 3000 3001
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/health/live`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/rebook.js", "start"]
