import type { EventDetails, TestEvent } from "../../../api/events.ts";
import type { SeenParam } from "../../../api/event-types.ts";

/** What is done with a test event: nothing is kept, one workflow's messages go to the tester, or all is real. */
export type Way = "dry" | "launch" | "real";

export interface TestForm {
  way: Way;
  typeKey: string;
  who: "known" | "new";
  contactId: string;
  email: string;
  keyValue: string;
  workflowId: string;
  /** Null: those of the newest event, as they are. */
  params: Record<string, unknown> | null;
}

export function freshForm(typeKey: string): TestForm {
  const nobody = { who: "known", contactId: "", email: "", keyValue: "" } as const;
  return { way: "dry", typeKey, ...nobody, workflowId: "", params: null };
}

interface Identity {
  kind: string;
  value: string;
}

const identityKinds = ["contactId", "email", "phone", "pushToken", "anonymousId"] as const;

/** Whom an event of a known contact names: by the strongest of its identities that an event can say. */
function contactOf(identities: readonly Identity[]): TestEvent["contact"] {
  for (const kind of identityKinds) {
    const found = identities.find((identity) => identity.kind === kind);
    if (found !== undefined) return { [kind]: found.value };
  }
  return undefined;
}

/** The params of a real event, without those that say whom it was about: it is to be another's. */
export function sampleOf(event: EventDetails | null | undefined): Record<string, unknown> {
  if (event == null) return {};
  const identifying = new Set(
    event.identities.map((identity) => (identity as Identity).value.toLowerCase()),
  );
  return Object.fromEntries(
    Object.entries(event.params).filter(
      ([, value]) => !identifying.has(String(value).trim().toLowerCase()),
    ),
  );
}

export type ParamType = SeenParam["type"] | "object";

export interface ParamRow {
  name: string;
  type: ParamType;
  /** A value that an event has had. */
  example: string | undefined;
}

/** A row for each param: those of the event, then others that events of the type have. */
export function rowsOf(
  params: Record<string, unknown>,
  seen: readonly SeenParam[],
  hidden: ReadonlySet<string>,
): ParamRow[] {
  const known = new Map(seen.map((param) => [param.name, param]));
  const others = seen
    // Objects inside are told by dotted names.
    .map(({ name }) => name.split(".")[0] ?? name)
    .filter((name) => !(name in params) && !hidden.has(name));
  return [...new Set([...Object.keys(params), ...others])].map((name) => {
    const param = known.get(name);
    const example = param?.examples[0];
    return {
      name,
      type: typeOf(params[name]) ?? param?.type ?? "object",
      example: example === undefined ? undefined : String(example),
    };
  });
}

function typeOf(value: unknown): ParamType | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "object" ? "object" : "text";
}

/** The event as it is sent; null while it is not said whom it is about. */
export function eventOf(
  form: TestForm,
  params: Record<string, unknown>,
  identities: readonly Identity[] | undefined,
): TestEvent | null {
  const email = form.email.trim();
  const added = email === "" ? undefined : { email };
  const contact = form.who === "new" ? added : contactOf(identities ?? []);
  if (contact === undefined || form.typeKey.trim() === "") return null;
  const key = form.keyValue.trim();
  return {
    eventTypeKey: form.typeKey.trim(),
    ...(key !== "" && { keyValue: key }),
    params,
    contact,
  };
}
