import { writeFile } from "node:fs/promises";
import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import type { Figure } from "../figures.ts";
import { figure, quantile } from "../figures.ts";
import type { Question, answers } from "./asking.ts";
import { listRoutes } from "./asking.ts";
import { planOf } from "./plans.ts";

interface Timed {
  question: Question;
  milliseconds: number[];
}

/** Every question is asked so often; the slowest ones of a list as often as a p95 needs. */
const timesEach = 3;
const slowest = 5;
const timesSlowest = 40;

/**
 * Asks every question, and the slowest of each list again and again.
 *
 * @param file where the plans of each list's slowest question go, and how long each question took
 * @returns the p95 of each list's slowest question
 */
export async function listTimes(
  db: Database,
  api: ReturnType<typeof answers>,
  questions: readonly Question[],
  file: string,
): Promise<Figure[]> {
  const timed: Timed[] = [];
  for (const question of questions) {
    timed.push({ question, milliseconds: await timesOf(api, question, timesEach) });
  }
  const figures: Figure[] = [];
  const lists = new Set(listRoutes().map((route) => route.path));
  const kept: object[] = [];
  for (const path of new Set(questions.map((one) => one.path))) {
    const ofPath = timed.filter(({ question }) => question.path === path);
    const candidates = ofPath
      .toSorted((a, b) => Math.min(...b.milliseconds) - Math.min(...a.milliseconds))
      .slice(0, slowest);
    for (const one of candidates) {
      one.milliseconds = await timesOf(api, one.question, timesSlowest);
    }
    const worst = required(
      candidates.toSorted((a, b) => p95(b) - p95(a))[0],
      `a question to ${path}`,
    );
    const words = new URLSearchParams(worst.question.query).toString() || "no filter";
    figures.push(
      figure({
        name: `GET ${path}, p95 of the slowest of ${ofPath.length}: ${words}`,
        unit: "ms",
        values: [p95(worst)],
        mark: lists.has(path) ? { atMost: 50, of: "value" } : undefined,
      }),
    );
    const { asked } = await api.ask(worst.question);
    const plans: object[] = [];
    for (const one of asked) plans.push({ text: one.text, plan: await planOf(db, one) });
    kept.push({ path, slowest: worst.question, plans, all: ofPath.map(shown) });
  }
  await writeFile(file, `${JSON.stringify(kept, null, 1)}\n`);
  return figures;
}

const p95 = ({ milliseconds }: Timed): number => quantile(milliseconds, 0.95);

function shown({ question, milliseconds }: Timed): object {
  return { query: question.query, median: quantile(milliseconds, 0.5), times: milliseconds.length };
}

async function timesOf(
  api: ReturnType<typeof answers>,
  question: Question,
  times: number,
): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await api.ask(question);
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}
