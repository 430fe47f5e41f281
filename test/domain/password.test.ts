import { expect, test } from "vitest";
import { passwordError, passwordLength } from "../../src/domain/password.ts";

test("what anybody would try first is refused, however it is written", () => {
  for (const password of ["1234567890", "Password123", "QWERTYUIOP", "campanile123"]) {
    expect([password, passwordError(password, "ada@example.com")]).toEqual([
      password,
      expect.stringContaining("anybody"),
    ]);
  }
});

test("an e-mail address is no password for itself, and any other long text is one", () => {
  expect(passwordError("Ada@Example.com", "ada@example.com")).toContain("e-mail");
  expect(passwordError("ada@example.com", "grace@example.com")).toBeNull();
  expect(passwordError("correct horse battery", "ada@example.com")).toBeNull();
});

test("a password as long as it must be can be one of the commonest", () => {
  expect(passwordError("0".repeat(passwordLength.least), "a@b.eu")).not.toBeNull();
});
