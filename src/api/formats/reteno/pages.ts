import type { Request } from "express";
import { z } from "zod";
import { parse } from "../../../contract/parse.ts";
import { wholeNumberIn } from "../../../contract/integers.ts";

const pages = z.looseObject({
  startindex: wholeNumberIn(1, 100_000_000).default(1),
  maxrows: wholeNumberIn(1, 500).default(500),
});

/** Pages as its clients ask for them: from 1, and 500 at most. */
export function pageIn(request: Request): { offset: number; limit: number } {
  const { startindex, maxrows } = parse(pages, request.query, "the query");
  return { offset: startindex - 1, limit: maxrows };
}

/** One text of the query; an empty one says nothing. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
