import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { sealingKeysOf } from "../../../src/platform/config/sealing-keys.ts";
import { keyIdOf, seal, unseal } from "../../../src/services/secrets/seal.ts";

const [first, second] = [sealingKeysOf(randomBytes(32))[0], sealingKeysOf(randomBytes(32))[0]];
const keys = [first, second] as const;
const strangers = sealingKeysOf(randomBytes(32));

test.each([1, 2] as const)(
  "what is sealed in form %i can't be changed, nor pose as another",
  (form) => {
    const sealed = seal(keys[0], "A", "value", form);
    expect(unseal(keys, "A", sealed)).toEqual({
      outcome: "opened",
      value: "value",
      by: keys[0].id,
      form,
    });
    expect(unseal(keys, "B", sealed).outcome).not.toBe("opened");
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(keys, "A", changed).outcome, `byte ${at}`).not.toBe("opened");
    }
    for (const length of [0, 1, 4, 5, 20, sealed.length - 1]) {
      expect(unseal(keys, "A", sealed.subarray(0, length)).outcome).not.toBe("opened");
    }
    expect(seal(keys[0], "A", "value", form).equals(sealed)).toBe(false);
  },
);

test("any of the keys opens, and a missing one is told by the name that the value has", () => {
  for (const [index, key] of keys.entries()) {
    for (const form of [1, 2] as const) {
      const sealed = seal(key, "A", `value ${index}`, form);
      expect(unseal(keys, "A", sealed)).toMatchObject({ value: `value ${index}`, by: key.id });
      const named = form === 2 ? key.id : null;
      expect(keyIdOf(sealed)).toBe(named);
      for (const others of [strangers, undefined]) {
        expect(unseal(others, "A", sealed)).toEqual({ outcome: "key is missing", key: named });
      }
    }
  }
});

test("a value whose key is there and which doesn't open is damaged", () => {
  const sealed = seal(second, "A", "value", 2);
  expect(unseal(keys, "B", sealed)).toEqual({ outcome: "damaged", key: second.id });
});
