# syntax=docker/dockerfile:1.10
# The app is the last stage. Others: `--target migrate` for the migrations, `--target neon` for local Neon.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci

FROM dependencies AS build
COPY . .
ARG NEXT_DEPLOYMENT_ID
RUN --mount=type=secret,id=NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,env=NEXT_SERVER_ACTIONS_ENCRYPTION_KEY \
    BUILD_STANDALONE=1 npm run build

FROM dependencies AS migrate
COPY tsconfig.json ./
COPY drizzle drizzle
COPY lib lib
COPY scripts scripts
USER node
CMD ["node", "--import", "tsx", "scripts/migrate.ts"]

FROM migrate AS neon
USER root
RUN mkdir /data && chown node:node /data
COPY local local
ENV NEON_LOCAL_DATA=/data
USER node
CMD ["node", "--import", "tsx", "local/run.ts"]

FROM node:24-slim AS app
WORKDIR /app
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static .next/static
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health?probe=live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
