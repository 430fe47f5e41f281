import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { fanOutQueueOf, taskQueueOf } from "../../src/domain/task-queues.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { roles, unknownSettings } from "./roles.ts";

interface Resource {
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read into resources of every kind
  spec?: any;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

const chart = join(projectRoot, "deploy", "helm", "campanile");
const needed = {
  existingSecret: "campanile",
  config: { PUBLIC_URL: "https://campanile.example.com", TEMPORAL_ADDRESS: "temporal:7233" },
};
/** Everything that can be switched on. */
const everything = {
  config: { ...needed.config, TEMPORAL_TASK_QUEUE: "shop", TRUST_PROXY: 1 },
  secret: { DATABASE_URL: "postgres://a:b@c/d", SECRETS_KEY: "x" },
  api: { autoscaling: { enabled: true } },
  worker: {
    keda: { enabled: true, apiKeyFromSecret: true, prometheus: { serverAddress: "http://p:9090" } },
  },
  ingress: { enabled: true, host: "campanile.example.com" },
  networkPolicy: { egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
  serviceMonitor: { enabled: true },
};

let helm = "";

beforeAll(() => {
  // It throws with what it has tried: a chart that nobody has rendered is no chart.
  const script = join(projectRoot, "scripts", "helm.mjs");
  helm = execFileSync(process.execPath, [script], { encoding: "utf8" }).trim();
});

function run(command: string, values: unknown) {
  const args = [command, ...(command === "template" ? ["shop"] : ["--strict"]), chart];
  const { status, stdout, stderr } = spawnSync(
    helm,
    [...args, "--kube-version", "1.33.0", "--values", "-"],
    { input: JSON.stringify(values), encoding: "utf8" },
  );
  return { status, output: stdout + stderr, stdout };
}

function rendered(values: unknown): Resource[] {
  const { status, output, stdout } = run("template", values);
  expect([status, output]).toEqual([0, expect.any(String)]);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Resource | null)
    .filter((resource) => resource !== null);
}

function find(resources: Resource[], kind: string, name: string): Resource {
  const found = resources.find((one) => one.kind === kind && one.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

describe.each([
  ["what has to be said", needed],
  ["everything that can be switched on", everything],
])("with %s", (_which, values) => {
  test("the chart has no fault that Helm finds", () => {
    expect(run("lint", values)).toMatchObject({ status: 0 });
  });

  test("each pod runs a role of the image, not as root, on a tree that it may only read", () => {
    const pods = rendered(values)
      .filter(({ kind }) => ["Deployment", "Job", "Pod"].includes(kind))
      .map(({ kind, spec }) => (kind === "Pod" ? spec : spec.template.spec));
    expect(pods).toHaveLength(4);
    for (const pod of pods) {
      const [container] = pod.containers;
      expect(roles()).toContain(container.args[0]);
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(container.securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      });
      expect(container.image).toMatch(/^campanile:\d+\.\d+\.\d+$/);
      expect(container.resources.limits.memory).toMatch(/Mi$|Gi$/);
      expect(
        unknownSettings((container.env ?? []).map(({ name }: { name: string }) => name)),
      ).toEqual([]);
    }
  });

  test("what selects pods finds those of its role, and of no other", () => {
    const resources = rendered(values);
    const roleOf = (selector: Record<string, string>) => selector["app.kubernetes.io/component"];
    for (const role of ["api", "worker"]) {
      const { spec } = find(resources, "Deployment", `shop-campanile-${role}`);
      expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
      expect(roleOf(spec.selector.matchLabels)).toBe(role);
      const budget = find(resources, "PodDisruptionBudget", `shop-campanile-${role}`);
      expect(budget.spec.selector).toEqual(spec.selector);
      const policy = find(resources, "NetworkPolicy", `shop-campanile-${role}`);
      expect(policy.spec.podSelector).toEqual(spec.selector);
      for (const spread of spec.template.spec.topologySpreadConstraints) {
        expect(spread.labelSelector).toEqual(spec.selector);
      }
    }
    const service = find(resources, "Service", "shop-campanile-api");
    expect(roleOf(service.spec.selector)).toBe("api");
  });

  test("the schema is migrated before anything else, with the same settings", () => {
    const resources = rendered(values);
    const job = find(resources, "Job", "shop-campanile-migrate");
    expect(job.metadata.annotations).toMatchObject({ "helm.sh/hook": "pre-install,pre-upgrade" });
    const [container] = job.spec.template.spec.containers;
    const given = container.env as { name: string; value: string }[];
    const { data } = find(resources, "ConfigMap", "shop-campanile");
    expect(Object.fromEntries(given.map(({ name, value }) => [name, value]))).toEqual(data);
    // Whatever it refers to is there by then: a Secret of the operator's, or one that is a hook as well.
    const secret = container.envFrom[0].secretRef.name as string;
    const own = resources.find((one) => one.kind === "Secret" && one.metadata.name === secret);
    expect(own === undefined ? secret : own.metadata.annotations?.["helm.sh/hook"]).toBe(
      own === undefined ? needed.existingSecret : "pre-install,pre-upgrade",
    );
  });
});

test("an API stays in without Temporal and workers; both are given more time to end than they take", () => {
  const resources = rendered(needed);
  const podOf = (role: string) =>
    find(resources, "Deployment", `shop-campanile-${role}`).spec.template.spec;
  const [api, worker] = [podOf("api"), podOf("worker")];
  expect(api.containers[0].readinessProbe.httpGet.path).toBe(
    "/readyz?exclude=temporal&exclude=worker",
  );
  expect(worker.containers[0].readinessProbe.httpGet).toEqual({ path: "/readyz", port: "metrics" });
  expect(api.terminationGracePeriodSeconds).toBeGreaterThan(15);
  expect(worker.terminationGracePeriodSeconds).toBeGreaterThan(17);
});

test("workers are scaled by the task queues that there are, and the fixed number gives way", () => {
  const resources = rendered(everything);
  const { spec } = find(resources, "ScaledObject", "shop-campanile-worker");
  const queues = (spec.triggers as { type: string; metadata: Record<string, string> }[])
    .filter(({ type }) => type === "temporal")
    .map(({ metadata }) => metadata["taskQueue"]);
  const block = (place: "database" | "webhook" | "bulk") => taskQueueOf("shop", { place });
  expect(queues.toSorted()).toEqual(
    [
      block("database"),
      block("webhook"),
      block("bulk"),
      taskQueueOf("shop", { place: "message", channel: "email" }),
      fanOutQueueOf("shop"),
    ].toSorted(),
  );
  for (const role of ["api", "worker"]) {
    const deployment = find(resources, "Deployment", `shop-campanile-${role}`);
    expect(deployment.spec).not.toHaveProperty("replicas");
  }
});

test("workers of a deployment are scaled by all that waits in their task queues, not by one version's", () => {
  const config = { ...everything.config, TEMPORAL_DEPLOYMENT_NAME: "shop" };
  const { spec } = find(
    rendered({ ...everything, config }),
    "ScaledObject",
    "shop-campanile-worker",
  );
  const asked = (spec.triggers as { type: string; metadata: Record<string, string> }[])
    .filter(({ type }) => type === "temporal")
    .map(({ metadata }) => Object.keys(metadata).toSorted().join(" "));
  // Any of a version's names would have KEDA count what waits for that one alone.
  expect(new Set(asked)).toEqual(
    new Set(["endpoint namespace queueTypes targetQueueSize taskQueue"]),
  );
  expect(asked).toHaveLength(5);
});

test.each([
  ["nothing", {}, /config\.PUBLIC_URL, config\.TEMPORAL_ADDRESS, secret\.DATABASE_URL/],
  ["a value that there is not", { ...needed, replicas: 3 }, /replicas/],
  ["a tag that moves", { ...needed, image: { tag: "latest" } }, /tag/],
  ["too little time to end", { ...needed, api: { terminationGracePeriodSeconds: 10 } }, /Grace/],
  ["a name that is no setting's", { ...needed, config: { "public-url": "x" } }, /public-url/],
  ["two places for secrets", { ...needed, secret: everything.secret }, /both set/],
  ["an Ingress without a host", { ...needed, ingress: { enabled: true } }, /ingress\.host/],
])("%s is refused with what is wrong", (_what, values, said) => {
  const { status, output } = run("template", values);
  expect([status === 0, output]).toEqual([false, expect.stringMatching(said) as string]);
});
