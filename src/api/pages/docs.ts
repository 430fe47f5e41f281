import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Response, Router as ExpressRouter } from "express";
import express, { Router } from "express";
import { html } from "./html.ts";
import { setPageHeaders } from "./layout.ts";

const require = createRequire(import.meta.url);
const assets = dirname(require.resolve("swagger-ui-dist/package.json"));

/** Swagger UI sets styles on its elements; scripts come from here alone. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>API reference · Campanile</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
    </head>
    <body>
      <div id="reference"></div>
      <script src="/docs/assets/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
    </body>
  </html>`.markup;

/** The session's cookie goes along by itself, so "Try it out" works without a key. */
const start = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
`;

/** The API reference, with all of its parts from here. */
export function docsRouter(): ExpressRouter {
  const router = Router();
  router.get("/docs", (_request, response: Response) => {
    setPageHeaders(response, policy);
    response.type("html").send(page);
  });
  router.get("/docs/start.js", (_request, response: Response) => {
    response.type("js").send(start);
  });
  router.use("/docs/assets", express.static(assets, { index: false, maxAge: "1h" }));
  return router;
}
