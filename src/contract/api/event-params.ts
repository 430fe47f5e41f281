import { z } from "zod";
import { locatedErrors } from "../parse.ts";

const maxParamsBytes = 64 * 1024;

const paramName = z.string().trim().min(1).max(100);

const paramList = z
  .array(z.strictObject({ name: paramName, value: z.unknown().optional() }))
  .superRefine((list, check) => {
    const seen = new Set<string>();
    for (const [index, { name }] of list.entries()) {
      if (seen.has(name)) {
        check.addIssue({
          code: "custom",
          path: [index, "name"],
          message: `"${name}" is there twice`,
        });
      }
      seen.add(name);
    }
  });

const paramObject = z.record(paramName, z.unknown(), {
  error: ({ code }) =>
    code === "invalid_type" ? "must be a list of {name, value}, or an object" : undefined,
});

/** Names that are one once the blanks around them are gone. */
function namesGivenTwice(given: unknown): string[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return [];
  const seen = new Set<string>();
  return Object.keys(given).filter((name) => {
    const isSeen = seen.has(name.trim());
    seen.add(name.trim());
    return isSeen;
  });
}

/** Params as another format gives them, without the blanks around their names. */
export function withPlainNames(params: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(params);
  if (names.every((name) => name === name.trim())) return params;
  // Of two names that become one, the one that was plain already counts.
  const blankFirst = names.toSorted((a, b) => Number(a === a.trim()) - Number(b === b.trim()));
  return Object.fromEntries(blankFirst.map((name) => [name.trim(), params[name]]));
}

type EventParams = z.output<typeof paramList> | z.output<typeof paramObject>;

/** Both of Reteno's forms. Not a zod union, whose fault would say only that neither fits. */
export const eventParams = z
  .unknown()
  .transform((given, check): EventParams => {
    const parsed = (Array.isArray(given) ? paramList : paramObject).safeParse(given);
    if (!parsed.success) {
      for (const fault of locatedErrors(parsed.error.issues)) {
        check.addIssue({ code: "custom", ...fault });
      }
      // Handed on beside its faults, so that identities in it can be told faulty in the same answer.
      return given as EventParams;
    }
    for (const name of namesGivenTwice(given)) {
      const message = `"${name.trim()}" is there twice`;
      check.addIssue({ code: "custom", path: [name], message });
    }
    if (Buffer.byteLength(JSON.stringify(parsed.data)) > maxParamsBytes) {
      check.addIssue({ code: "custom", message: "must have at most 64 kB as JSON" });
    }
    return parsed.data;
  })
  .meta({
    description:
      "What the event says: a list of {name, value}, or an object. ContactId, externalCustomerId, " +
      "Email, Phone, PushToken and AnonymousId (and Reteno's other names for them) say whom it is about",
    example: [
      { name: "Email", value: "ada@example.com" },
      { name: "total", value: 59.9 },
    ],
    override: {
      anyOf: [
        {
          type: "array",
          items: {
            type: "object",
            properties: { name: { type: "string", maxLength: 100 }, value: {} },
            required: ["name"],
            additionalProperties: false,
          },
        },
        { type: "object", additionalProperties: true },
      ],
    },
  });
