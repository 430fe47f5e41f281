import { describe, expect, test } from "vitest";
import { parseIdentity } from "../../src/domain/identity.ts";

describe("identities", () => {
  test("e-mail is folded, phone becomes E.164, with or without its plus", () => {
    const value = (kind: "email" | "phone", raw: unknown) => {
      const parsed = parseIdentity(kind, raw);
      return parsed.outcome === "identity" ? parsed.identity.value : parsed.outcome;
    };
    expect(value("email", " Ada@Example.COM ")).toBe("ada@example.com");
    expect(value("phone", "+44 20 7183 8750")).toBe("+442071838750");
    expect(value("phone", "380501234567")).toBe("+380501234567");
    expect(value("phone", 380501234567)).toBe("+380501234567");
    expect(value("phone", "00380501234567")).toBe("+380501234567");
  });

  test("blank and null are absent, nonsense is named", () => {
    expect(parseIdentity("contactId", "  ").outcome).toBe("absent");
    expect(parseIdentity("contactId", "null").outcome).toBe("absent");
    expect(parseIdentity("email", undefined).outcome).toBe("absent");
    for (const wrong of ["ada", "ada@", "a b@example.com", "ada@example", "<ada@example.com>"]) {
      expect(parseIdentity("email", wrong).outcome, wrong).toBe("invalid");
    }
    for (const wrong of ["12", "+1", "not a phone", "+999999999999"]) {
      expect(parseIdentity("phone", wrong).outcome, wrong).toBe("invalid");
    }
    expect(parseIdentity("email", { a: 1 }).outcome).toBe("invalid");
    expect(parseIdentity("anonymousId", "x".repeat(301)).outcome).toBe("invalid");
  });
});
