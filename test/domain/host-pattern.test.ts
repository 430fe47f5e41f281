import { expect, test } from "vitest";
import { isAtOneOf, isHostPattern } from "../../src/domain/host-pattern.ts";

test("a host pattern is a name, a name with all below it, or an address, perhaps with a port", () => {
  for (const good of ["api.example.com", "*.example.com", "crm:8080", "10.0.0.7", "[::1]:443"]) {
    expect([good, isHostPattern(good)]).toEqual([good, true]);
  }
  for (const bad of [
    "",
    "*",
    "https://a.eu",
    "a.eu/x",
    "a*.eu",
    "*.*.eu",
    "a.eu:",
    "a b",
    "-a.eu",
  ]) {
    expect([bad, isHostPattern(bad)]).toEqual([bad, false]);
  }
});

test.each([
  ["https://api.example.com/x", "api.example.com", true],
  ["http://api.example.com:8080/x", "api.example.com", true],
  ["https://API.example.com/x", "api.example.com", true],
  ["https://api.example.com.evil.eu/", "api.example.com", false],
  ["https://evil.eu/?api.example.com", "api.example.com", false],
  ["https://api.example.com@evil.eu/", "api.example.com", false],
  ["https://example.com/", "*.example.com", false],
  ["https://a.b.example.com/", "*.example.com", true],
  ["https://notexample.com/", "*.example.com", false],
  ["https://crm.eu:8443/", "crm.eu:8443", true],
  ["https://crm.eu/", "crm.eu:8443", false],
  ["https://crm.eu/", "crm.eu:443", true],
  ["http://crm.eu/", "crm.eu:443", false],
  ["http://[::1]:9/", "[::1]", true],
])("%s is at %s: %s", (url, pattern, is) => {
  expect(isAtOneOf(new URL(url), [pattern])).toBe(is);
});
