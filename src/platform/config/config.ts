import { resolve } from "node:path";
import type { z } from "zod";
import { projectRoot } from "../project-root.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import type { RateLimit } from "../../contract/rate-limit.ts";
import { workerBuildId } from "../../domain/interpreter.ts";
import { ownVersion } from "../version.ts";
import { oidcContradictions, oidcOf } from "./oidc-settings.ts";
import { settings } from "./settings.ts";

/** One setting that can't be used: its variable, and what would be right. Never its value. */
export interface ConfigError {
  name: string;
  message: string;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: ConfigError[] };

export type Config = ReturnType<typeof arrange>;

/**
 * All settings, by environment. An empty variable counts as unset. Every fault is named at once,
 * so that nobody mends them one start at a time; values are left out, as some are secret.
 */
export function readConfig(env: NodeJS.ProcessEnv): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(settings.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settings.safeParse(given);
  const problems = [
    ...(parsed.success ? [] : fieldErrorsOf(parsed.error)).map(({ path, message }) => ({
      name: path,
      message,
    })),
    ...contradictions(given),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: arrange(parsed.data) };
}

/** Faults between settings; looked for even when single ones are faulty. */
function contradictions(given: Record<string, string | undefined>): ConfigError[] {
  const found: ConfigError[] = [];
  if (
    given["RATE_LIMIT_BURST"] !== undefined &&
    given["RATE_LIMIT_EVENTS_PER_SECOND"] === undefined
  ) {
    const message = "needs RATE_LIMIT_EVENTS_PER_SECOND beside it";
    found.push({ name: "RATE_LIMIT_BURST", message });
  }
  if (given["MAIL_DKIM_DOMAIN"] !== undefined && given["MAIL_DKIM_KEY"] === undefined) {
    const message = "is missing: the key by which mails of MAIL_DKIM_DOMAIN are signed";
    found.push({ name: "MAIL_DKIM_KEY", message });
  }
  if (given["MAIL_DKIM_KEY"] !== undefined && given["MAIL_DKIM_DOMAIN"] === undefined) {
    const message = "is missing: the domain that MAIL_DKIM_KEY signs for";
    found.push({ name: "MAIL_DKIM_DOMAIN", message });
  }
  found.push(...oidcContradictions(given));
  const { TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key, TEMPORAL_TLS_CA: ca } = given;
  const half = "TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY go together: both or none";
  if (cert !== undefined && key === undefined) {
    found.push({ name: "TEMPORAL_TLS_KEY", message: half });
  }
  if (key !== undefined && cert === undefined) {
    found.push({ name: "TEMPORAL_TLS_CERT", message: half });
  }
  if (given["TEMPORAL_TLS"] === "false" && (cert ?? key ?? ca) !== undefined) {
    const message = "is false, yet certificate files are given: drop one of the two";
    found.push({ name: "TEMPORAL_TLS", message });
  }
  const secured =
    (given["TEMPORAL_API_KEY"] ?? cert ?? key ?? ca) !== undefined ||
    given["TEMPORAL_TLS"] === "true";
  if (secured && given["TEMPORAL_ADDRESS"] === undefined) {
    const message = "is missing: TLS and an API key are for a Temporal of your own";
    found.push({ name: "TEMPORAL_ADDRESS", message });
  }
  return found;
}

/** Of each API key that has no limit of its own; null: none. Ten seconds' worth at once, by default. */
function rateLimitOf(values: z.infer<typeof settings>): RateLimit | null {
  const { RATE_LIMIT_EVENTS_PER_SECOND: eventsPerSecond, RATE_LIMIT_BURST: burst } = values;
  if (eventsPerSecond === undefined) return null;
  return { eventsPerSecond, burst: burst ?? eventsPerSecond * 10 };
}

/**
 * Where nothing is said. A worker that dies keeps its room until its lease is over: of so many, that of
 * a few dead ones is left to the others.
 */
const usualMailConcurrency = { ofEach: 20, ofAll: 100 };

function dkimOf(values: z.infer<typeof settings>) {
  const { MAIL_DKIM_DOMAIN: domain, MAIL_DKIM_SELECTOR: selector, MAIL_DKIM_KEY: key } = values;
  return domain === undefined || key === undefined ? undefined : { domain, selector, key };
}

function workerDeploymentOf(values: z.infer<typeof settings>) {
  const { TEMPORAL_DEPLOYMENT_NAME: name, TEMPORAL_WORKER_BUILD_ID: named } = values;
  if (name === undefined) return undefined;
  const promotion = values.TEMPORAL_PROMOTION;
  return { name, buildId: workerBuildId(ownVersion, named), promotion };
}

function arrange(values: z.infer<typeof settings>) {
  const files = {
    cert: values.TEMPORAL_TLS_CERT,
    key: values.TEMPORAL_TLS_KEY,
    ca: values.TEMPORAL_TLS_CA,
  };
  const withTls =
    values.TEMPORAL_TLS ?? (values.TEMPORAL_API_KEY ?? files.cert ?? files.ca) !== undefined;
  return {
    port: values.PORT,
    formats: values.FORMATS,
    /** Whose pages may send events from a browser; `*` for all. */
    corsOrigins: values.CORS_ORIGINS ?? [],
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    /** Whose word on where a request comes from is taken; undefined: nobody's. */
    trustProxy: values.TRUST_PROXY,
    /** Absolute; a relative DATA_DIR is meant from the project's folder. */
    dataDir: resolve(projectRoot, values.DATA_DIR),
    apiKey: values.API_KEY,
    /** What secrets are sealed with. Unset: none can be kept; `npm start` makes a key. */
    secretsKeys: values.SECRETS_KEY,
    /** By which provider people sign in; undefined: by none. */
    oidc: oidcOf(values),
    /** Whether they may sign in by a password. */
    passwordSignIn: values.PASSWORD_SIGN_IN,
    rateLimit: rateLimitOf(values),
    /** How long an API goes on answering after it was asked to end, so that balancers hear of it. */
    shutdownDelayMs: values.SHUTDOWN_DELAY * 1_000,
    logLevel: values.LOG_LEVEL,
    telemetry: {
      /** Where this process answers Prometheus; undefined: nowhere, and nothing is measured. */
      metricsPort: values.METRICS_PORT,
      metricsHost: values.METRICS_HOST,
      /** Of the collector that takes traces; undefined: nothing is traced. */
      otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
      /** Which traces are recorded, and of samplers that go by a ratio the share. */
      sampler: values.OTEL_TRACES_SAMPLER,
      samplerRatio: values.OTEL_TRACES_SAMPLER_ARG,
    },
    database: {
      /** Unset: `npm start` brings a Postgres of its own. */
      url: values.DATABASE_URL,
      connections: values.DATABASE_CONNECTIONS,
      embeddedPort: values.POSTGRES_PORT,
      /** How much of events one partition holds. */
      eventPartitions: values.EVENT_PARTITIONS,
    },
    retention: {
      /** Where what is forgotten is written first, absolute; undefined: nowhere. */
      exportFolder:
        values.RETENTION_EXPORT === undefined
          ? undefined
          : resolve(projectRoot, values.RETENTION_EXPORT),
    },
    temporal: {
      /** Unset: `npm start` brings a dev server of its own. */
      address: values.TEMPORAL_ADDRESS,
      namespace: values.TEMPORAL_NAMESPACE,
      /** Of runs; channels have queues of their own beside it. */
      taskQueue: values.TEMPORAL_TASK_QUEUE,
      /** How Temporal tells this fleet's releases apart; undefined: it takes all workers for one. */
      workerDeployment: workerDeploymentOf(values),
      apiKey: values.TEMPORAL_API_KEY,
      /** Paths of PEM files; undefined without TLS. */
      tls: withTls ? files : undefined,
      ownPort: values.TEMPORAL_PORT,
      ownUiPort: values.TEMPORAL_UI_PORT,
      uiUrl: values.TEMPORAL_UI_URL,
    },
    mail: {
      smtpUrl: values.SMTP_URL,
      from: values.MAIL_FROM,
      /** By which mails to SMTP_URL are signed; undefined: they are not. */
      dkim: dkimOf(values),
      /** Whose addresses bounces of mails to SMTP_URL go to; undefined: to the sender. */
      returnPathDomain: values.MAIL_RETURN_PATH_DOMAIN,
      /** Sends in progress at once, in one worker. */
      concurrency: values.MAIL_CONCURRENCY ?? usualMailConcurrency.ofEach,
      /** The same of all workers together. */
      concurrencyOfAll: values.MAIL_CONCURRENCY ?? usualMailConcurrency.ofAll,
      /** E-mails a second of all workers together; unset: as fast as the server takes them. */
      perSecond: values.MAIL_PER_SECOND,
      /** Bytes of files that go with a mail: of one, and of all together. */
      attachments: {
        maxBytes: values.ATTACHMENT_MAX_MB * 1_048_576,
        maxTotalBytes: Math.max(values.ATTACHMENTS_MAX_MB, values.ATTACHMENT_MAX_MB) * 1_048_576,
      },
      /** Where the built-in mail receiver listens; unset: off, or up to `npm start`. */
      inboxPort: values.INBOX_PORT,
    },
    bounces: {
      /** Where an API takes mails about mails; unset: nowhere. */
      port: values.BOUNCE_PORT,
      host: values.BOUNCE_HOST,
      protocol: values.BOUNCE_PROTOCOL,
      /** Taken beside signed return paths, in lower case. */
      addresses: values.BOUNCE_ADDRESSES ?? [],
    },
    /** Whom the check of a domain asks; undefined: the system's servers. */
    dnsServers: values.DNS_SERVERS,
    webhooks: {
      /** Calls in progress at once, in one worker. */
      concurrency: values.WEBHOOK_CONCURRENCY,
      /** `host:port` of those that may be private. */
      allowPrivateHosts: values.WEBHOOK_ALLOW_PRIVATE_HOSTS ?? [],
    },
  };
}
