import "./node-version.mjs";
import { inProject } from "./project.mjs";

// Compiles the runs' code ahead, plain and traced, for an image: a worker on a tree that it may only read
// then has nothing to compile, and starts seconds sooner.
const { workflowBundle } = await import(inProject("dist", "src", "worker", "workflow-bundle.js"));
for (const isTraced of [false, true]) {
  const { codePath } = await workflowBundle({ isTraced });
  if (codePath === undefined) throw new Error("the runs' code could not be written");
  console.log(codePath);
}
