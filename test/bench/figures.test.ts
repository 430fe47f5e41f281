import { describe, expect, test } from "vitest";
import { figure, reaches } from "../../bench/figures.ts";
import { column, inRounds, readInRounds } from "../../bench/rounds.ts";

describe("a figure", () => {
  const baseline = figure({ name: "raw", unit: "runs/s", values: [10, 20, 40] });

  test("is compared with its baseline round by round, and not median by median", () => {
    const own = figure({ name: "ours", unit: "runs/s", values: [10, 10, 10], baseline });
    expect(own.ratio).toBe(0.5);
    expect(own.baseline).toBe("raw");
  });

  test("reaches a mark by its ratio, or by itself where the mark says so", () => {
    const of = { name: "ours", unit: "", values: [8, 16, 32], baseline };
    expect(reaches(figure({ ...of, mark: { atLeast: 0.8 } }))).toBe(true);
    expect(reaches(figure({ ...of, mark: { atLeast: 0.81 } }))).toBe(false);
    expect(reaches(figure({ ...of, mark: { atMost: 10, of: "value" } }))).toBe(false);
  });

  test("that can't be told on this machine neither reaches nor misses its mark", () => {
    const none = figure({ name: "CPU", unit: "ms", values: [Number.NaN], mark: { atMost: 1 } });
    expect(reaches(none)).toBeUndefined();
  });
});

describe("rounds", () => {
  test("take the measures by turns, forwards and backwards", async () => {
    const taken: string[] = [];
    const source = (name: string) => ({
      name,
      run: () => {
        taken.push(name);
        return Promise.resolve({ value: taken.length });
      },
    });
    const readings = await readInRounds(["a", "b", "c"].map(source), 2);
    expect(taken).toEqual(["a", "b", "c", "c", "b", "a"]);
    expect(column(readings, "b", "value")).toEqual([2, 5]);
  });

  test("compare with the first measure, unless one names another", async () => {
    const measure = (name: string, value: number, baseline?: string) => ({
      name,
      unit: "",
      baseline,
      run: () => Promise.resolve(value),
    });
    const figures = await inRounds([measure("raw", 10), measure("a", 5), measure("b", 5, "a")], 3);
    expect(figures.map(({ ratio }) => ratio)).toEqual([1, 0.5, 1]);
    await expect(inRounds([measure("a", 1, "nobody")], 1)).rejects.toThrow("nobody");
  });
});
