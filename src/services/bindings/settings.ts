import type { CreateBinding } from "../../contract/api/binding.ts";
import type { BindingSettings } from "../../db/workflows/binding-rows.ts";
import { secondsOf } from "./span.ts";

/** What is kept of a binding that somebody asks for. */
export function settingsOf(body: CreateBinding): BindingSettings {
  const { enabled, filter } = body;
  const unused = {
    frequency: null,
    subject: null,
    ignoreOlderThan: null,
    match: null,
    lookBack: null,
    avoidInProgress: false,
    forEach: null,
    schedule: null,
  };
  return body.role === "start"
    ? {
        ...unused,
        enabled,
        filter,
        frequency: body.frequency ?? { kind: "each" },
        subject: body.subject,
        ignoreOlderThan: secondsOf(body.ignoreOlderThan),
        avoidInProgress: body.avoidInProgress,
        forEach: body.segment === undefined ? body.forEachMemberOf : { segment: body.segment },
        schedule: body.schedule ?? null,
      }
    : { ...unused, enabled, filter, match: body.match, lookBack: secondsOf(body.lookBack) };
}
