import express from "express";
import { AppError } from "../contract/errors.ts";
import type { Authenticator } from "./authenticate.ts";
import { createAuthenticator } from "./authenticate.ts";
import { apiContext } from "./caller-context.ts";
import { corsForEvents } from "./cors.ts";
import { channelHooksRouter } from "./channel-hooks.ts";
import { clicksRouter } from "./clicks.ts";
import { opensRouter } from "./opens.ts";
import { preferencesRouter } from "./preferences.ts";
import { unsubscribeRouter } from "./unsubscribe.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { formatsRouter, unknownPathsRouter } from "./formats/index.ts";
import { healthRouter } from "./health.ts";
import type { LiveOptions } from "./live/streams.ts";
import { liveStreams } from "./live/streams.ts";
import { oidcRouter } from "./oidc.ts";
import { openApiDocument } from "./openapi.ts";
import { pagesRouter } from "./pages/index.ts";
import { sendFailure } from "./pages/failure.ts";
import { failureHandler } from "./problem.ts";
import type { RegisterOptions } from "./register.ts";
import { register } from "./register.ts";
import { requestLog } from "./request-log.ts";
import { requestTelemetry } from "./request-telemetry.ts";
import { routes } from "./routes.ts";
import { schemaGate } from "./schema-gate.ts";
import { securityHeaders } from "./security-headers.ts";
import { siteRouter } from "./site/router.ts";
import { sourcesRouter } from "./sources.ts";
import { CallerQueues } from "./caller-queues.ts";
import { SignInAttempts } from "./sign-in-attempts.ts";
import { boundUnread } from "./unread-body.ts";

/** The whole HTTP side: API, pages, tracked links, health. */
export function createApp(
  given: ApiDependencies,
  options: RegisterOptions & { live?: Partial<LiveOptions> } = {},
): express.Express {
  const app = express();
  const deps = { ...given, context: apiContext(given) };
  const authenticator = createAuthenticator(deps);
  const live = liveStreams(deps, options.live);
  const forRoutes = { ...deps, signIns: new SignInAttempts(), turns: new CallerQueues(), live };
  app.disable("x-powered-by");
  if (deps.config.trustProxy !== undefined) app.set("trust proxy", deps.config.trustProxy);
  // Answers are made for one caller, and often large lists: comparing hashes of them saves nothing.
  app.disable("etag");
  app.use(...requestTelemetry(deps.telemetry), requestLog(deps.log), boundUnread);
  app.use(securityHeaders(deps.config.publicUrl));
  app.use(healthRouter(deps), schemaGate(deps));
  app.use(corsForEvents(deps));
  app.use(formatsRouter({ ...deps, authenticator }));
  app.use(sourcesRouter(deps), channelHooksRouter(deps), siteRouter(deps));
  app.use("/api/v1", noStore, register(routes, forRoutes, authenticator, options));
  app.get("/openapi.json", noStore, openApi(authenticator));
  app.use(clicksRouter(deps), opensRouter(deps), unsubscribeRouter(deps), preferencesRouter(deps));
  app.use(oidcRouter(deps), pagesRouter(deps));
  app.use(unknownPathsRouter({ ...deps, authenticator }));
  app.use((_request, _response, next) => {
    next(new AppError("not_found", "there is nothing at this path"));
  });
  app.use(failureHandler(deps.log, sendFailure));
  return app;
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
};

function openApi(authenticator: Authenticator): express.RequestHandler {
  let document: object | undefined;
  return async (request, response) => {
    const { scopes } = await authenticator(request);
    if (!scopes.includes("read")) throw new AppError("forbidden", 'this needs the scope "read"');
    document ??= openApiDocument(routes);
    response.json(document);
  };
}
