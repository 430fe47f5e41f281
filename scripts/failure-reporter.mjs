/**
 * A reporter of vitest that says at once why a test failed: its own says so only at the end, which a
 * run that is cut off never comes to.
 */
export default class FailureReporter {
  /** @param {import("vitest/node").TestCase} test */
  onTestCaseResult(test) {
    const { state, errors = [] } = test.result();
    if (state !== "failed") return;
    const reasons = errors.map(({ stack, message, diff }) => [stack ?? message, diff].join("\n"));
    console.log(`\nFAILED ${test.module.moduleId}: ${test.fullName}\n${reasons.join("\n")}\n`);
  }
}
