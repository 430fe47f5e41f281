import type { Router as ExpressRouter } from "express";
import { Router } from "express";
import { cloudevents } from "./cloudevents/index.ts";
import { customerio } from "./customerio/index.ts";
import { dittofeed } from "./dittofeed/index.ts";
import type { Format, FormatDependencies } from "./format.ts";
import { reteno } from "./reteno/index.ts";
import { posthog } from "./posthog/index.ts";
import { segment } from "./segment/index.ts";

/** Every format; a new one is a folder beside this file, a line here, and its name in contract/formats. */
const formats: readonly Format[] = [reteno, segment, customerio, posthog, dittofeed, cloudevents];

/** The formats that are switched on. */
export function formatsRouter(deps: FormatDependencies): ExpressRouter {
  const router = Router();
  for (const format of switchedOn(deps)) router.use(format.router(deps));
  return router;
}

/** What is left when nothing was found at a path. */
export function unknownPathsRouter(deps: FormatDependencies): ExpressRouter {
  const router = Router();
  for (const format of switchedOn(deps)) {
    if (format.unknownPaths !== undefined) router.use(format.unknownPaths(deps));
  }
  return router;
}

function switchedOn({ config }: FormatDependencies): readonly Format[] {
  return formats.filter(({ name }) => config.formats.includes(name));
}
