import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/platform/config/config.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { roles, unknownSettings } from "./roles.ts";

interface Service {
  image: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  env_file?: string;
  restart?: string;
  read_only?: boolean;
  healthcheck?: { disable?: boolean; test?: string[] };
  stop_grace_period?: string;
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  ports?: string[];
  profiles?: string[];
}

const folder = join(projectRoot, "deploy", "compose");
const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
const text = textOf("compose.yaml");
const { services, volumes } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const all = Object.entries(services);
const own = all.filter(([, { image }]) => image.startsWith("${CAMPANILE_IMAGE"));
const isJob = ({ restart = "" }: Service): boolean =>
  restart === "no" || restart.startsWith("on-failure");
const servers = all.filter(([, service]) => !isJob(service));

/** What an example of an environment file names, and what it sets. */
function variablesOf(name: string): Record<string, string> {
  const lines = textOf(name).matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, variable = "", value = ""]) => [variable, value]));
}

describe("compose.yaml", () => {
  test("every image is an exact release", () => {
    for (const [name, { image }] of all) {
      const isExact =
        own.some(([one]) => one === name) ||
        /:v?\d+\.\d+\.\d+(-[a-z]+)?$/.test(image) ||
        /^postgres:\d+\.\d+-\w+$/.test(image);
      expect([name, image, isExact]).toEqual([name, image, true]);
    }
  });

  test("two APIs, two workers, and the migration are roles of one image, with settings that there are", () => {
    const asked = own.map(([, { command, entrypoint }]) => entrypoint?.at(-1) ?? command?.[0]);
    expect(asked.toSorted()).toEqual(["api", "api", "cli", "migrate", "worker", "worker"]);
    for (const [name, service] of own) {
      expect(roles()).toContain(service.entrypoint?.at(-1) ?? service.command?.[0]);
      expect([name, unknownSettings(Object.keys(service.environment ?? {}))]).toEqual([name, []]);
      expect(service).toMatchObject({ env_file: "campanile.env", read_only: true });
    }
  });

  test("what the examples set, beside what compose.yaml sets, is a configuration", () => {
    expect(unknownSettings(Object.keys(variablesOf("campanile.env.example")))).toEqual([]);
    const given: Record<string, string> = { ...variablesOf(".env.example") };
    const filled = (value: string): string =>
      value.replaceAll(/\$\{(\w+)[^}]*\}/g, (_all, name: string) => given[name] || "secret");
    for (const [, service] of own) {
      const env = Object.entries(service.environment ?? {}).map(([name, value]) => [
        name,
        filled(value),
      ]);
      const key = Buffer.alloc(32, 1).toString("base64");
      const read = readConfig({
        ...variablesOf("campanile.env.example"),
        SECRETS_KEY: key,
        ...Object.fromEntries(env),
      });
      expect(read).toMatchObject({ ok: true });
    }
  });

  test("no secret stands in it: each is asked for, and named in the example", () => {
    const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name);
    const named = Object.keys(variablesOf(".env.example"));
    expect([...new Set(asked)].toSorted()).toEqual(named.toSorted());
    const secrets = all.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) =>
        /PASSWORD|PWD|SECRET|KEY|DATABASE_URL/.test(name),
      ),
    );
    expect(secrets.length).toBeGreaterThan(5);
    for (const [name, value] of secrets)
      expect([name, value]).toEqual([name, expect.stringMatching(/\$\{\w+:\?/)]);
    const { POSTGRES_PASSWORD, GRAFANA_PASSWORD } = variablesOf(".env.example");
    expect([
      POSTGRES_PASSWORD,
      GRAFANA_PASSWORD,
      variablesOf("campanile.env.example")["SECRETS_KEY"],
    ]).toEqual(["", "", ""]);
  });

  test("what serves comes back by itself, says whether it is well, and is given time to end", () => {
    for (const [name, service] of servers) {
      expect([name, service.restart]).toEqual([name, "unless-stopped"]);
      // Campanile's image brings its own check; Temporal's UI has no program to ask itself with.
      const isChecked =
        service.healthcheck?.test !== undefined || own.some(([one]) => one === name);
      if (name !== "temporal-ui") expect([name, isChecked]).toEqual([name, true]);
      if (name !== "temporal-ui")
        expect([name, service.stop_grace_period]).toEqual([name, expect.stringMatching(/^\d+s$/)]);
    }
    const graceOf = (name: string) => Number.parseInt(services[name]?.stop_grace_period ?? "", 10);
    const delay = Number(services["api-1"]?.environment?.["SHUTDOWN_DELAY"]);
    expect(graceOf("api-1")).toBeGreaterThan(delay + 10);
    expect(graceOf("worker-1")).toBeGreaterThan(17);
  });

  test("nobody waits for a job to be healthy, or for a server to be done; APIs and workers wait for the migration", () => {
    for (const [name, { depends_on: needs = {} }] of all) {
      for (const [other, { condition }] of Object.entries(needs)) {
        const service = services[other];
        if (service === undefined)
          throw new Error(`${name} waits for ${other}, which is not there`);
        const due = isJob(service) ? "service_completed_successfully" : "service_healthy";
        expect([name, other, condition]).toEqual([name, other, due]);
      }
    }
    for (const name of ["api-1", "api-2", "worker-1", "worker-2"]) {
      expect(services[name]?.depends_on).toHaveProperty("migrate");
    }
  });

  test("what is mounted is there", () => {
    const mounted = all
      .flatMap(([, service]) => service.volumes ?? [])
      .map((one) => one.split(":")[0] ?? "");
    for (const source of mounted) {
      const isThere = source.startsWith(".") ? existsSync(join(folder, source)) : source in volumes;
      expect([source, isThere]).toEqual([source, true]);
    }
  });

  test("only the proxy is open to the world", () => {
    const open = all.flatMap(([name, { ports = [] }]) =>
      ports.filter((port) => !port.startsWith("127.0.0.1:")).map(() => name),
    );
    expect([...new Set(open)]).toEqual(["proxy"]);
  });
});

test("the proxy knows all APIs, asks more often than they take to end, and Prometheus knows all processes by the alerts' names", () => {
  const caddy = textOf("Caddyfile");
  const named = (role: string) =>
    Object.keys(services).filter((name) => name.startsWith(`${role}-`));
  expect(caddy).toContain(
    `reverse_proxy ${named("api")
      .map((name) => `${name}:3000`)
      .join(" ")}`,
  );
  expect(caddy).toContain("health_uri /readyz?exclude=temporal&exclude=worker");
  const every = Number(/health_interval (\d+)s/.exec(caddy)?.[1]);
  expect(every).toBeLessThan(Number(services["api-1"]?.environment?.["SHUTDOWN_DELAY"]));
  const prometheus = parse(textOf("prometheus.yml")) as {
    scrape_configs: { job_name: string; dns_sd_configs: { names: string[]; port: number }[] }[];
  };
  expect(
    prometheus.scrape_configs.map(({ job_name, dns_sd_configs: [found] }) => [
      job_name,
      found?.names,
      found?.port,
    ]),
  ).toEqual([
    ["campanile-api", named("api"), 9464],
    ["campanile-worker", named("worker"), 9464],
  ]);
});
