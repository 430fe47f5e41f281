import type { Request, Response } from "express";
import type { z } from "zod";
import type { Scope } from "../contract/scopes.ts";
import type { RouteDependencies } from "./dependencies.ts";

export interface Caller {
  /** An API key's id, or null for a browser session that belongs to none. */
  keyId: string | null;
  /** Who is signed in; null for a key, and for a session of nobody's. */
  personId: string | null;
  scopes: readonly Scope[];
}

/** What a handler gets: parsed and authorized already. */
export interface Call<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  caller: Caller;
  request: Request;
  response: Response;
  /** Asks anew who the caller is. Throws what a request would be refused with now. */
  recheck(): Promise<void>;
}

/**
 * One endpoint, declared once: Express serves it (app.ts) and the OpenAPI document describes it
 * (openapi.ts) from the same schemas. The handler's value is the answer's JSON body.
 */
export interface Route {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Express form, below /api/v1: `/event-types/:id`. */
  path: string;
  /** Null where it is open to anybody. */
  scope: Scope | null;
  /** Another scope that does as well. */
  orScope?: Scope;
  /**
   * Open to anybody who looks at our own pages: it sets or clears the session's cookie, which another
   * site must not do in a reader's browser.
   */
  ownPagesOnly?: true;
  /** Renders what the caller wrote, to be looked at: one at a time for each caller. */
  inTurn?: true;
  tag: string;
  summary: string;
  description?: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The field of the body whose entries the handler takes or refuses one by one. */
  list?: string;
  /** The body of the answer that `status` (200 by default; 204 has none) brings. */
  answer?: z.ZodType;
  status?: 200 | 201 | 202 | 204 | 207;
  /** It may contradict what is there (409), though it only reads. What writes may in any case. */
  conflicts?: true;
  /** Answers with server-sent events. */
  stream?: true;
  /** Its body is a file of this type, which the handler reads as it comes. */
  upload?: "text/csv";
  /** Answers with a file of this type, which the handler writes. */
  download?: "text/csv" | "application/x-ndjson";
  handle(deps: RouteDependencies, call: Call<never, never, never>): Promise<unknown>;
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type Declared<Params, Query, Body, Answer> = Omit<
  Route,
  "params" | "query" | "body" | "answer" | "handle"
> & {
  params?: Params;
  query?: Query;
  body?: Body;
  answer?: Answer;
  handle(
    deps: RouteDependencies,
    call: Call<Output<Params>, Output<Query>, Output<Body>>,
  ): Promise<Answer extends z.ZodType ? z.input<Answer> : void>;
};

/** Declares a route, the handler's types coming from its schemas. */
export function defineRoute<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(route: Declared<Params, Query, Body, Answer>): Route {
  return route;
}
