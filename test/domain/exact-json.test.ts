import { describe, expect, test } from "vitest";
import { exactJson } from "../../src/domain/exact-json.ts";
import { unkeepable } from "../../src/domain/keepable.ts";

describe("every digit of an integer is kept", () => {
  test.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", "9007199254740992"],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["-9007199254740991", -9007199254740991],
    ["820982911946154508", "820982911946154508"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["0", 0],
    ["-0", -0],
    ["42", 42],
  ])("%s", (text, value) => {
    expect(exactJson(text)).toBe(value);
    expect(exactJson(`{"a":[${text},{"b": ${text}}],"${text}":1}`)).toEqual({
      a: [value, { b: value }],
      [text]: 1,
    });
  });

  test("of 400 of them, too", () => {
    const digits = "7".repeat(400);
    expect(exactJson(`[${digits}]`)).toEqual([digits]);
  });
});

test("a number with decimals or an exponent is the nearest double", () => {
  expect(exactJson("[0.1000000000000000055,12345678901234567890.5,1.5e20,1E+21]")).toEqual([
    0.1, 12_345_678_901_234_567_168, 1.5e20, 1e21,
  ]);
});

test("a number out of range is named by its path", () => {
  for (const number of ["1e400", "-1e400", "1E+400", "1e-400", `0.${"0".repeat(400)}1`]) {
    const value = exactJson(`{"items":[1,{"cost":${number}}]}`);
    expect(unkeepable(value)).toMatchObject({
      path: ["items", 1, "cost"],
      message: expect.stringContaining("out of range"),
    });
  }
  expect(unkeepable(exactJson("[0e400,0.0e-400,1.7e308,5e-324]"))).toBeNull();
});

test("digits inside of texts and keys stay as they are", () => {
  const text =
    '{"9007199254740993":"9007199254740993","a\\"9007199254740993\\\\":"\\\\\\"1e400","b":9007199254740993}';
  expect(exactJson(text)).toEqual({
    "9007199254740993": "9007199254740993",
    'a"9007199254740993\\': '\\"1e400',
    b: "9007199254740993",
  });
});

test("nothing else changes: what comes twice, __proto__, deep nesting, long texts, faults", () => {
  const id = 9007199254740993n;
  expect(exactJson(`{"a":1,"a":${id}}`)).toEqual({ a: `${id}` });
  const own = exactJson(`{"__proto__":{"x":${id}}}`) as object;
  expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
  expect(Object.keys(own)).toEqual(["__proto__"]);
  const deep = `${"[".repeat(50_000)}${id}${"]".repeat(50_000)}`;
  expect(() => exactJson(deep)).not.toThrow();
  const long = JSON.stringify('x\\"'.repeat(1_500_000));
  expect(exactJson(`[${long},${id}]`)).toEqual([JSON.parse(long), `${id}`]);
  for (const fault of ["", "{", "9007199254740993 9007199254740993", "09007199254740993", "NaN"]) {
    expect(() => exactJson(fault)).toThrow(SyntaxError);
  }
});
