import { createNoopMeter } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { outcomes } from "../../src/domain/event.ts";
import { metricsOf } from "../../src/platform/telemetry/metrics.ts";
import { sectionOf, tableRows } from "./markdown.ts";
import { ownMetrics } from "./told-metrics.ts";

const page = "docs/reference/metrics.md";

/** The names under which instruments are made. */
function namesMade(): string[] {
  const names: string[] = [];
  const meter = createNoopMeter();
  const noting = new Proxy(meter, {
    get: (target, property) => (name: string) => {
      names.push(name);
      const make = Reflect.get(target, property) as (name: string) => unknown;
      return make.call(target, name);
    },
  });
  metricsOf(noting);
  return names;
}

test("every metric is on the page, once, and none is invented", () => {
  expect(
    ownMetrics()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(namesMade().toSorted());
});

test("names have the form that Prometheus asks for", () => {
  for (const name of namesMade()) expect(name).toMatch(/^(campanile|process|nodejs)_[a-z_]+[a-z]$/);
});

test("every outcome of a decision is on the page", () => {
  const row = tableRows(sectionOf(page, "Labels")).find(
    ([what]) => what === "decisions: `outcome`",
  );
  for (const outcome of outcomes) expect(row?.[2]).toContain(`\`${outcome}\``);
});
