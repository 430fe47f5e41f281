import { isIP } from "node:net";
import { z } from "zod";
import { samplerNames } from "../telemetry/sampler-names.ts";
import { trustedProxies } from "../trusted-proxies.ts";
import { formatNames } from "../../contract/formats.ts";
import { isDomainName } from "../../domain/mail-dns/domain-name.ts";
import { dkimKeyFault } from "../../domain/mail-dns/signing-key.ts";
import { interpreterBuildId, namesAnotherInterpreter } from "../../domain/interpreter.ts";
import { isMailbox } from "../../domain/mail-fields.ts";
import { reasonOf } from "../reason.ts";
import { oidcSettings } from "./oidc-settings.ts";
import type { SealingKeys } from "./sealing-keys.ts";
import { parseSealingKeys } from "./sealing-keys.ts";

const port = (preset: number) => wholeNumber(0, 65_535).default(preset);
const text = z.string().optional();

/** Every setting as its variable holds it: text, checked and turned into what it means. */
export const settings = z.object({
  PORT: port(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: address("http", "https").transform(withoutSlash).optional(),
  TRUST_PROXY: z
    .string()
    .transform((value, check) => {
      const trusted = trustedProxies(value);
      if (trusted !== null) return trusted;
      const message =
        "must be how many proxies stand in a row, 1 to 9, or a list of addresses and networks such as 10.0.0.0/8,loopback";
      check.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional(),
  DATA_DIR: z.string().default(".campanile"),
  API_KEY: z
    .string()
    .min(20, "must have at least 20 characters")
    .regex(/^[\x21-\x7e]+$/, "must consist of printable ASCII characters without blanks")
    .optional(),
  SECRETS_KEY: z
    .string()
    .transform((value, check): SealingKeys => {
      const message =
        "must be 32 bytes in base64, such as openssl rand -base64 32 gives, or several such keys with commas between";
      try {
        const keys = parseSealingKeys(value);
        if (keys !== null) return keys;
        check.addIssue({ code: "custom", message });
      } catch (error) {
        check.addIssue({ code: "custom", message: reasonOf(error) });
      }
      return z.NEVER;
    })
    .optional(),
  ...oidcSettings,
  FORMATS: z
    .string()
    .transform((value) => value.split(",").map((name) => name.trim().toLowerCase()))
    .pipe(z.array(z.enum(formatNames)))
    .default([...formatNames]),
  CORS_ORIGINS: z
    .string()
    .transform((value) => value.split(",").map((origin) => origin.trim().toLowerCase()))
    .refine(
      (origins) => origins.every((one) => one === "*" || /^https?:\/\/[^\s/@]+$/.test(one)),
      "must be * or a list of origins such as https://shop.example.com with commas between",
    )
    .optional(),
  RATE_LIMIT_EVENTS_PER_SECOND: wholeNumber(1, 100_000).optional(),
  RATE_LIMIT_BURST: wholeNumber(1, 1_000_000).optional(),
  SHUTDOWN_DELAY: wholeNumber(0, 600).default(5),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  METRICS_PORT: wholeNumber(0, 65_534).optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  OTEL_EXPORTER_OTLP_ENDPOINT: address("http", "https").optional(),
  OTEL_TRACES_SAMPLER: z.enum(samplerNames).default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0|1|0?\.\d{1,9}|1\.0{1,9})$/, "must be a share from 0 to 1, such as 0.1")
    .transform(Number)
    .default(1),
  DATABASE_URL: address("postgres", "postgresql").optional(),
  DATABASE_CONNECTIONS: wholeNumber(1, 1_000).default(10),
  POSTGRES_PORT: port(54_329),
  EVENT_PARTITIONS: z.enum(["month", "day"]).default("month"),
  RETENTION_EXPORT: text,
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^([^\s/:]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, "must be host:port")
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default("default"),
  TEMPORAL_TASK_QUEUE: z.string().max(200).default("campanile"),
  TEMPORAL_DEPLOYMENT_NAME: z
    .string()
    .regex(/^[\w-]{1,100}$/, "must be a name of letters, digits, - and _, such as campanile")
    .optional(),
  TEMPORAL_WORKER_BUILD_ID: z
    .string()
    .regex(/^[\w.+-]{1,100}$/, "must be a name such as 2026-11-30 or a commit's")
    .refine(
      (name) => !namesAnotherInterpreter(name),
      `must not end like the build of another interpreter: this one's is ${interpreterBuildId}`,
    )
    .optional(),
  TEMPORAL_PROMOTION: z.enum(["auto", "manual"]).default("auto"),
  TEMPORAL_API_KEY: text,
  TEMPORAL_TLS: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
  TEMPORAL_TLS_CERT: text,
  TEMPORAL_TLS_KEY: text,
  TEMPORAL_TLS_CA: text,
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  TEMPORAL_UI_URL: address("http", "https").transform(withoutSlash).optional(),
  SMTP_URL: address("smtp", "smtps").optional(),
  INBOX_PORT: wholeNumber(0, 65_535).optional(),
  BOUNCE_PORT: wholeNumber(0, 65_535).optional(),
  BOUNCE_HOST: z.string().default("127.0.0.1"),
  BOUNCE_PROTOCOL: z.enum(["smtp", "lmtp"]).default("smtp"),
  BOUNCE_ADDRESSES: z
    .string()
    .transform((value) => value.split(",").map((one) => one.trim().toLowerCase()))
    .refine(
      (addresses) => addresses.every((one) => /^[^\s@<>]+@[^\s@<>]+$/.test(one)),
      "must be a list of e-mail addresses with commas between",
    )
    .optional(),
  MAIL_CONCURRENCY: wholeNumber(1, 1_000).optional(),
  MAIL_PER_SECOND: wholeNumber(1, 100_000).optional(),
  ATTACHMENT_MAX_MB: wholeNumber(1, 25).default(10),
  ATTACHMENTS_MAX_MB: wholeNumber(1, 25).default(15),
  MAIL_DKIM_DOMAIN: domain().optional(),
  MAIL_DKIM_SELECTOR: z
    .string()
    .toLowerCase()
    .max(63)
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "must be a name such as campanile")
    .default("campanile"),
  MAIL_DKIM_KEY: z
    .string()
    .transform(pemOf)
    .superRefine((pem, check) => {
      const message = dkimKeyFault(pem);
      if (message !== null) check.addIssue({ code: "custom", message });
    })
    .optional(),
  MAIL_RETURN_PATH_DOMAIN: domain().optional(),
  MAIL_FROM: z
    .string()
    .refine((from) => isMailbox(from), "must be Name <user@host>")
    .default("Campanile <campaigns@localhost>"),
  DNS_SERVERS: z
    .string()
    .transform((value) => value.split(",").map((server) => server.trim()))
    .refine(
      (servers) =>
        servers.every(
          (one) => isIP(one) !== 0 || /^(?:[\d.]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/.test(one),
        ),
      "must be a list of addresses such as 9.9.9.9 or 9.9.9.9:53 with commas between",
    )
    .optional(),
  WEBHOOK_CONCURRENCY: wholeNumber(1, 1_000).default(20),
  WEBHOOK_ALLOW_PRIVATE_HOSTS: z
    .string()
    .transform((value) => value.split(",").map((host) => host.trim().toLowerCase()))
    .refine(
      (hosts) => hosts.every((host) => /^([^\s/:@]+|\[[0-9a-f:]+\]):\d{1,5}$/.test(host)),
      "must be a list of host:port with commas between",
    )
    .optional(),
});

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** A URL with one of these schemes. The message leaves the value out: it may hold a password. */
function address(...schemes: string[]) {
  const message = `must be a URL that begins with ${schemes.map((s) => `${s}://`).join(" or ")}`;
  return z.string().refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    return url !== undefined && schemes.includes(url.protocol.slice(0, -1));
  }, message);
}

function domain() {
  const message = "must be a domain such as shop.example";
  return z.string().toLowerCase().refine(isDomainName, message);
}

/** A key may stand in base64, as many places that keep variables have no lines. */
function pemOf(given: string): string {
  return given.startsWith("-----") ? given : Buffer.from(given, "base64").toString("latin1");
}

function withoutSlash(url: string): string {
  let end = url.length;
  while (url[end - 1] === "/") end--;
  return url.slice(0, end);
}
