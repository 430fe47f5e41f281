import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { projectRoot } from "../../src/platform/project-root.ts";
import { anchorsOf, sectionOf, textOf } from "../docs/markdown.ts";
import { ownMetrics, seriesOf, temporalMetrics } from "../docs/told-metrics.ts";
import type { Selected } from "./promql.ts";
import { selectedIn } from "./promql.ts";

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

const folder = join(projectRoot, "deploy");
const { groups } = parse(readFileSync(join(folder, "prometheus", "alerts.yml"), "utf8")) as {
  groups: { name: string; rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

interface Dashboard {
  uid: string;
  title: string;
  panels: { id: number; title: string; targets: { expr: string }[] }[];
}

const dashboards = readdirSync(join(folder, "grafana", "dashboards")).map((name) => {
  const text = readFileSync(join(folder, "grafana", "dashboards", name), "utf8");
  return { name, ...(JSON.parse(text) as Dashboard) };
});

/** Every series that there is, with its labels, Prometheus' own among them. */
function seriesTold(): Map<string, Set<string>> {
  const beside = [
    { name: "up", type: "gauge", labels: [] },
    { name: "ALERTS", type: "gauge", labels: ["alertname", "alertstate", "severity"] },
  ];
  const all = [...ownMetrics(), ...temporalMetrics(), ...beside].flatMap((one) => seriesOf(one));
  return new Map(all.map(([name, labels]) => [name, new Set([...labels, "instance", "job"])]));
}

const told = seriesTold();

/** What an expression asks for and metrics.md does not tell of. */
function unknownIn(expression: string): string[] {
  return selectedIn(expression).flatMap(({ metric, labels }: Selected) => {
    const known = told.get(metric);
    if (known === undefined) return [metric];
    return labels.filter((label) => !known.has(label)).map((label) => `${metric}{${label}}`);
  });
}

describe("dashboards", () => {
  test.each(dashboards)("$name asks for nothing that there is not", ({ panels }) => {
    for (const { targets } of panels) {
      for (const { expr } of targets) expect([expr, unknownIn(expr)]).toEqual([expr, []]);
    }
  });

  test("each has an address of its own, and panels with titles and ids of their own", () => {
    const uids = dashboards.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    for (const { panels } of dashboards) {
      const ids = panels.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { title, targets } of panels) {
        expect(title).not.toBe("");
        expect(targets.length).toBeGreaterThan(0);
      }
    }
  });

  test("every metric of ours is on a dashboard or in an alert", () => {
    const asked = [
      ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets)),
      ...rules,
    ].flatMap(({ expr }) => selectedIn(expr).map(({ metric }) => metric));
    const unseen = ownMetrics()
      .map(({ name }) => name)
      .filter((name) => !asked.some((one) => one === name || one.startsWith(`${name}_`)));
    expect(unseen).toEqual([]);
  });
});

describe("alerts", () => {
  test.each(rules)("$alert asks for nothing that there is not", ({ expr }) => {
    expect(unknownIn(expr)).toEqual([]);
  });

  test("each leads to its section, which says what it means, what customers notice and what to do", () => {
    const page = "docs/guides/alerts.md";
    const anchors = anchorsOf(page);
    for (const { alert, labels, annotations } of rules) {
      const [path, anchor = ""] = annotations.runbook_url.split("#");
      expect([alert, path, anchor]).toEqual([alert, page, alert.toLowerCase()]);
      expect([alert, anchors.has(anchor)]).toEqual([alert, true]);
      expect(["critical", "warning"]).toContain(labels.severity);
      const section = sectionOf(page, alert);
      expect(section).toContain(`\`${labels.severity}\``);
      for (const part of ["Customers notice:", "Look at:", "Do:"]) expect(section).toContain(part);
    }
  });

  test("the page has no alert that there is not", () => {
    const headings = textOf("docs/guides/alerts.md").match(/^### .*$/gm) ?? [];
    expect(headings.map((heading) => heading.slice(4)).toSorted()).toEqual(
      rules.map(({ alert }) => alert).toSorted(),
    );
  });

  test("no word of an alert is left open: what it names is among its labels", () => {
    for (const { alert, annotations, expr } of rules) {
      const named = [
        ...`${annotations.summary} ${annotations.description}`.matchAll(/\$labels\.(\w+)/g),
      ];
      for (const [, label = ""] of named) {
        const isThere = expr.includes(label) || label === "instance";
        expect([alert, label, isThere]).toEqual([alert, label, true]);
      }
    }
  });
});

const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

describe.skipIf(!hasPromtool)("promtool", () => {
  test.each([
    ["check", "rules", "alerts.yml"],
    ["check", "config", "--syntax-only", "prometheus.yml"],
    ["test", "rules", "alerts.test.yml"],
  ])("%s %s", (...args) => {
    const cwd = join(folder, "prometheus");
    const { status, stdout, stderr } = spawnSync("promtool", args, { cwd, encoding: "utf8" });
    expect([status, `${stdout}${stderr}`]).toEqual([0, expect.any(String)]);
  });
});
