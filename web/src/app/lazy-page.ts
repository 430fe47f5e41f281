import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { loadMessages } from "../i18n/load-messages.ts";
import type { Namespace } from "../i18n/namespaces.ts";

/** A page that is fetched when it is asked for, together with the messages that it shows. */
export function lazyPage<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
  ...messages: readonly Namespace[]
) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), loadMessages(...messages)]);
    return module;
  }, name);
}
