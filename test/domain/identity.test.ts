import { describe, expect, test } from "vitest";
import type { IdentityKind } from "../../src/domain/identity.ts";
import { parseIdentity } from "../../src/domain/identity.ts";
import { whyNameless } from "../../src/domain/nameless-ids.ts";

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
    expect(parseIdentity("email", "null").outcome).toBe("absent");
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

const formOf = (kind: IdentityKind, raw: unknown): string => {
  const parsed = parseIdentity(kind, raw);
  return parsed.outcome === "identity" ? parsed.identity.value : parsed.outcome;
};

describe("one address has one form", () => {
  test.each([
    ["a case", "Ada@München.Example"],
    ["a domain that is punycode", "ada@xn--mnchen-3ya.example"],
    ["a domain in capital punycode", "ada@XN--MNCHEN-3YA.example"],
    ["letters and their marks apart (NFD)", "ada@mu\u0308nchen.example"],
    ["zero-width marks and a soft hyphen", "\u200bad\u200da@mün\u00adchen.ex\u2060ample\ufeff"],
    ["direction marks", "\u202aada@münchen.example\u202c\u200e"],
    ["blanks that don't break", "\u00a0ada@münchen.example\u2003"],
    ["full-width letters and dots", "ａｄａ＠münchen。ｅｘａｍｐｌｅ"],
  ])("an e-mail with %s is the same e-mail", (_what, raw) => {
    expect(formOf("email", raw)).toBe("ada@xn--mnchen-3ya.example");
  });

  test("an e-mail's name is composed, in lower case", () => {
    expect(formOf("email", "JOSE\u0301@example.com")).toBe("josé@example.com");
    expect(formOf("email", "josé@example.com")).toBe("josé@example.com");
  });

  test.each([
    "ada@example..com",
    "ada@.example.com",
    "ada@example.com.",
    ".ada@example.com",
    "ada.@example.com",
    "a..da@example.com",
    "ada@-example.com",
    "ada@example-.com",
    "ada@@example.com",
    "ada@b@example.com",
    "ada@127.0.0.1",
    "ada@xn--a.com",
    "ada@ex%61.com",
    "ada@example.com, bob@example.com",
    `${"a".repeat(65)}@example.com`,
    `ada@${"a".repeat(64)}.com`,
    "@example.com",
    "ada@",
    "ada",
    "ada@example",
  ])("%s is no e-mail", (raw) => {
    expect(formOf("email", raw)).toBe("invalid");
  });

  test.each(
    "o'hara@example.com ada+shop@example.com a_b-c@sub.example.co.uk 1@2.example".split(" "),
  )("%s stays as it is", (raw) => {
    expect(formOf("email", raw)).toBe(raw);
  });

  test.each([
    "\u202a+44 20 7183 8750\u202c",
    "\u200e+44\u00a020\u202f7183\u20118750",
    "tel:+442071838750",
    "＋４４２０７１８３８７５０",
    "\ufeff442071838750",
    "(+44) 20 7183 8750",
    "00 44 20 7183 8750",
  ])("the phone %j is read", (raw) => {
    expect(formOf("phone", raw)).toBe("+442071838750");
  });

  test("an id keeps its letters and marks, but not those around it", () => {
    expect(formOf("contactId", "\u200e Ada\u200d-7 \ufeff")).toBe("Ada\u200d-7");
    expect(formOf("contactId", "jose\u0301")).toBe("josé");
  });
});

describe("an id that names nobody", () => {
  // posthog.com/docs/product-analytics/identify: "strings that can't be distinct ids"
  const posthog =
    "anonymous,guest,distinctid,distinct_id,id,not_authenticated,email,undefined,true,false,[object Object],NaN,None,none,null,0";
  const segment = "0,00000000-0000-0000-0000-000000000000,-,-1,null,anonymous";
  const others =
    "N/A,#N/A,nil,unknown,not set,(not set),<null>,\\N,{},[],[object Undefined],0.0,000,user_id,{{ user.id }},${id},*|ID|*,%USER_ID%,{userId}";

  test.each([posthog, segment, others].flatMap((list) => list.split(",")))("%s", (word) => {
    const wrapped = [word, word.toUpperCase(), ` ${word}\t`, `"${word}"`, `'${word}'`];
    for (const value of [...wrapped, `\u200b${word}`]) {
      for (const kind of ["contactId", "contactKey", "anonymousId", "pushToken"] as const) {
        expect(whyNameless({ kind, value }), `${kind} ${value}`).not.toBeNull();
      }
    }
  });

  test.each(
    "1 42 -2 007 ada test user admin Nullmeyer null-7 guest1 0x1 a-0 [7] {3F2504E0-4F89} 🎉".split(
      " ",
    ),
  )("is not %s", (value) => {
    expect(whyNameless({ kind: "contactId", value })).toBeNull();
  });

  test("is also what the account says, of every kind and in any case", () => {
    const own = ["Walk-In", "till@example.com"];
    expect(whyNameless({ kind: "contactId", value: "walk-in" }, own)).toContain("settings");
    expect(whyNameless({ kind: "email", value: "till@example.com" }, own)).toContain("settings");
    expect(whyNameless({ kind: "contactId", value: "walk" }, own)).toBeNull();
  });
});
