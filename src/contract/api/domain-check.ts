import { z } from "zod";

const outcome = z.enum(["ok", "warning", "error"]);
const names =
  /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const domainName = z
  .string()
  .trim()
  .max(253)
  .transform((name) => asciiOf(name.replace(/\.$/, "")))
  .refine(
    (name) => names.test(name) && name.includes(".") && !/^[\d.]+$/.test(name),
    "must be a domain such as example.com",
  );
/** `bücher.example` as the DNS has it. */
function asciiOf(name: string): string {
  const url = `http://${name}`;
  return /^[^\s/?#@:[\]\\]+$/.test(name) && URL.canParse(url) ? new URL(url).hostname : "";
}
const selector = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(names, "must be a selector such as s1");

export const domainCheckQuery = z
  .strictObject({
    domain: domainName.optional().meta({
      description: "By default that of the sender of the set-up, or of MAIL_FROM",
    }),
    selector: z
      .string()
      .max(1_000)
      .transform((list) => list.split(","))
      .pipe(z.array(selector).max(5))
      .optional()
      .meta({
        description:
          "Selectors by which the provider signs, with commas between; by default those that it documents",
      }),
    returnPath: domainName
      .optional()
      .meta({ description: "Where bounces go, if not where the provider has them go" }),
  })
  .meta({ id: "DomainCheckQuery" });
export type DomainCheckQuery = z.output<typeof domainCheckQuery>;

export const domainCheck = z
  .strictObject({
    domain: z.string(),
    organizationalDomain: z.string().meta({ description: "The one that was registered" }),
    provider: z.string().nullable().meta({ description: "Null: a mail server of your own" }),
    outcome: outcome.meta({ description: "The worst of all checks" }),
    checks: z.array(
      z.strictObject({
        check: z.enum(["spf", "dkim", "dmarc", "alignment", "returnPath", "mx", "tracking"]),
        outcome: outcome.meta({
          description: "warning: it may do harm, or it could not be looked up",
        }),
        name: z.string().meta({ description: "The name in the DNS that it is about" }),
        found: z.array(z.string()).meta({ description: "What stands there" }),
        words: z.string().meta({ description: "What that means, and what to do" }),
        publish: z
          .strictObject({
            type: z.enum(["TXT", "CNAME", "MX"]),
            name: z.string(),
            value: z.string(),
          })
          .nullable()
          .meta({ description: "What to publish; null: nothing, or the provider says what" }),
      }),
    ),
  })
  .meta({ id: "DomainCheck" });
export type DomainCheckAnswer = z.input<typeof domainCheck>;
