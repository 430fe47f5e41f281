import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { createDocument, createSchema } from "zod-openapi";
import { eventError } from "../contract/api/event.ts";
import { orderBody } from "../contract/api/orders.ts";
import { productBody } from "../contract/api/products.ts";
import { scopes } from "../contract/scopes.ts";
import type { Route } from "./route.ts";

const problem = z
  .looseObject({
    type: z.string().meta({ example: "urn:campanile:problem:invalid" }),
    title: z.string(),
    status: z.int().min(100).max(599),
    detail: z.string().meta({ description: "What was wrong and what would be right" }),
    errors: z
      .array(eventError)
      .optional()
      .meta({ description: "Each fault of the input and its place" }),
  })
  .meta({ id: "Problem", description: "RFC 9457; some problems have further members" });

/** One of a stream's events, as their fields come. */
const streamed = z
  .strictObject({
    event: z.enum(["hello", "changed"]).optional(),
    id: z.string().optional().meta({ description: "The cursor, for Last-Event-ID" }),
    data: z.string().optional().meta({ description: "JSON" }),
    retry: z.int().min(0).max(60_000).optional(),
  })
  .meta({ id: "StreamedEvent" });

const problems = {
  Invalid: [400, "The request has faults: `errors` names each and its place"],
  Unauthenticated: [401, "No valid API key or session"],
  Forbidden: [403, "The key, or the person's role, lacks the scope"],
  NotFound: [404, "There is no such thing"],
  Conflict: [409, "It contradicts what is there now"],
  Timeout: [408, "The rest of the request did not come in time: send it again"],
  TooLarge: [413, "The body is too large"],
  UnsupportedMediaType: [415, "The body is not application/json"],
  Unprocessable: [422, "Content that takes more than it may: `limit` says of what, `errors` where"],
  HeadersTooLarge: [431, "The address and headers have more than 16 kB together"],
  TooManyRequests: [429, "Too many failed attempts: wait for Retry-After seconds"],
  Unavailable: [503, "The database can't be reached: send it again after Retry-After seconds"],
} as const;
type ProblemName = keyof typeof problems;

/** The OpenAPI 3.1 document of these routes, from the schemas by which they are served. */
export function openApiDocument(routes: readonly Route[]): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = `/api/v1${route.path.replaceAll(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Campanile",
        version: "1",
        description:
          "Send events, contacts and orders; build, publish and watch the workflows they start. " +
          `An API key has scopes: ${scopes.join(", ")}. Lists come in pages: pass \`next\` as \`after\`. ` +
          "In what is sent, null is as absent for every field that may be left out.",
      },
      tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
      security: [{ bearer: [] }, { basic: [] }, { session: [] }],
      paths,
      components: {
        // Named by POST /orders and PUT /products, which parse each entry by itself.
        schemas: {
          ...createSchema(orderBody, { io: "input", openapiVersion: "3.1.0" }).components,
          ...createSchema(productBody, { io: "input", openapiVersion: "3.1.0" }).components,
        },
        responses: Object.fromEntries(
          Object.entries(problems).map(([name, [, description]]) => [
            name,
            { description, content: { "application/problem+json": { schema: problem } } },
          ]),
        ),
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", description: "The API key" },
          basic: {
            type: "http",
            scheme: "basic",
            description: "The API key as password, any user",
          },
          session: { type: "apiKey", in: "cookie", name: "campanile_session" },
        },
      },
    },
    {
      // JSON has no dates: what a service answers as one is written as ISO 8601.
      override: ({ jsonSchema, zodSchema, io }) => {
        if (zodSchema instanceof z.ZodDate && io === "output") {
          jsonSchema.type = "string";
          jsonSchema.format = "date-time";
        }
        // What forms are made from stands in GET /block-kinds.
        delete jsonSchema["widget"];
        delete jsonSchema["labels"];
      },
    },
  );
}

const file = z.string().meta({ description: "The file" });

function successOf({ answer, stream, download }: Route) {
  if (answer) {
    return { description: "Done", content: { "application/json": { schema: answer } } };
  }
  if (download !== undefined) {
    return { description: "A file", content: { [download]: { schema: file } } };
  }
  if (!stream) return { description: "Done" };
  return { description: "A stream", content: { "text/event-stream": { schema: streamed } } };
}

function operation(route: Route): ZodOpenApiOperationObject {
  const status = String(route.status ?? 200);
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...(route.scope === null ? { security: [] } : { "x-scope": route.scope }),
    requestParams: {
      ...(route.params ? { path: shapeOf(route.params) } : {}),
      ...(route.query ? { query: shapeOf(route.query) } : {}),
    },
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { "application/json": { schema: route.body } },
          },
        }
      : {}),
    ...(route.upload
      ? { requestBody: { required: true, content: { [route.upload]: { schema: file } } } }
      : {}),
    responses: {
      [status]: successOf(route),
      ...(route.path === "/events" && route.method === "post" ? { "207": successOf(route) } : {}),
      ...Object.fromEntries(
        problemsOf(route).map((name) => [
          String(problems[name][0]),
          { $ref: `#/components/responses/${name}` },
        ]),
      ),
    },
  };
}

function problemsOf(route: Route): ProblemName[] {
  const writes = route.method !== "get";
  return [
    "Invalid",
    ...(route.scope === null && !route.ownPagesOnly
      ? []
      : (["Unauthenticated", "Forbidden", "TooManyRequests"] as const)),
    // A body or a query names things as well: an invitation, a template, a workflow.
    ...(route.params || route.body || route.query ? (["NotFound"] as const) : []),
    ...(writes || route.conflicts === true ? (["Conflict"] as const) : []),
    ...(route.body || route.upload ? (["TooLarge", "UnsupportedMediaType"] as const) : []),
    ...(writes ? (["Unprocessable"] as const) : []),
    ...(["Timeout", "HeadersTooLarge", "Unavailable"] as const),
  ];
}

/** Parameters are listed one by one, so the object behind a transformed schema is looked for. */
function shapeOf(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in as z.ZodType);
  throw new Error("the parameters of a route must be an object");
}

function operationId({ method, path }: Route): string {
  const words = path.split(/[/:-]+/).filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
