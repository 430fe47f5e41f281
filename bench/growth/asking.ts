import { z } from "zod";
import type { RouteDependencies } from "../../src/api/dependencies.ts";
import type { Route } from "../../src/api/route.ts";
import { routes } from "../../src/api/routes.ts";
import { commandContext } from "../../src/cli/with-database.ts";
import { scopes } from "../../src/contract/scopes.ts";
import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import type { Config } from "../../src/platform/config/config.ts";
import type { Renderer } from "../../src/rendering/renderer.ts";

/** A question to the public API, by its route's path. */
export interface Question {
  path: string;
  params?: Record<string, string>;
  query: Record<string, string>;
}

export interface Asked {
  text: string;
  values: readonly unknown[];
}

/** The routes of the public API whose answers come in pages. */
export function listRoutes(): readonly Route[] {
  return routes.filter((route) => route.method === "get" && "limit" in filtersOf(route));
}

/** What a route's query may say. */
export function filtersOf({ query }: Route): Record<string, unknown> {
  return query instanceof z.ZodObject ? query.shape : {};
}

/** Answers questions as the API does once it knows who asks, and keeps the statements meanwhile. */
export function answers(db: Database, renderer: Renderer, config: Config) {
  const asked: Asked[] = [];
  const recording: Database = {
    ...db,
    query: (statement, values = []) => {
      asked.push({ text: typeof statement === "string" ? statement : statement.text, values });
      return db.query(statement, values);
    },
    run: (query) => {
      const { sql, bindings } = query.toSQL().toNative();
      asked.push({ text: sql, values: bindings as unknown[] });
      return db.run(query);
    },
  };
  const context = commandContext(recording, renderer);
  return {
    /** @returns the answer's body as its text, and what Postgres was asked for it */
    async ask({ path, params = {}, query }: Question): Promise<{ body: string; asked: Asked[] }> {
      const found = routes.find((one) => one.method === "get" && one.path === path);
      const route = required(found, `a route ${path}`);
      asked.length = 0;
      const call = { params, query: route.query?.parse(query), caller: { scopes } } as never;
      const dependencies = { context, config } as RouteDependencies;
      const body = JSON.stringify(await route.handle(dependencies, call));
      return { body, asked: [...asked] };
    },
  };
}
