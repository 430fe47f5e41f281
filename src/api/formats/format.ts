import type { Router } from "express";
import type { FormatName } from "../../contract/formats.ts";
import type { Authenticator } from "../authenticate.ts";
import type { AppDependencies } from "../dependencies.ts";

/** What a format is given. */
export interface FormatDependencies extends AppDependencies {
  authenticator: Authenticator;
}

/**
 * A wire format of others: it reads their requests, hands events, contacts and orders to the same
 * services as the API's own routes, and answers as their clients expect. Nothing behind it knows
 * that it exists.
 */
export interface Format {
  name: FormatName;
  /**
   * Mounted at the root, before the API's own routes: a path that both have is told apart by what
   * only this format's clients send, and left to `next()` otherwise.
   */
  router(deps: FormatDependencies): Router;
  /**
   * Mounted behind everything else: answers in the format's own way where its clients ask for what is
   * nothing.
   */
  unknownPaths?(deps: FormatDependencies): Router;
}
