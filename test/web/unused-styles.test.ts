import { expect, test } from "vitest";
import { withoutOthers } from "../../web/unused-styles.ts";

const used = new Set(["m_1", "m_2"]);

test.each([
  ["a used class stays", ".m_1{color:red}", ".m_1{color:red}"],
  ["an unused one goes", ".m_3{color:red}.m_1{color:red}", ".m_1{color:red}"],
  ["of a list, what is used stays", ".m_3,.m_2{color:red}", ".m_2{color:red}"],
  ["within an unused one nothing can be", ".m_3 .m_1{color:red}", ""],
  ["without an unused one everything is", ".m_1:not(.m_3){color:red}", ".m_1:not(.m_3){color:red}"],
  ["classes of others stay", ".page{color:red}:root{--a:1px}", ".page{color:red}:root{--a:1px}"],
  ["an empty media query goes", "@media print{.m_3{color:red}}", ""],
  ["a longer name is another name", ".m_12{color:red}", ""],
])("%s", (_what, css, left) => {
  expect(withoutOthers(css, used)).toBe(left);
});
