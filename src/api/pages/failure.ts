import type { Request } from "express";
import type { FailureAnswer } from "../problem.ts";
import { sendProblem } from "../problem.ts";
import { html } from "./html.ts";
import { sendPage } from "./layout.ts";

/** Says what went wrong in a page to whoever looks at pages, and as a problem to programs. */
export function sendFailure(answer: FailureAnswer): void {
  const { request, response, problem } = answer;
  response.vary("Accept");
  if (!isForPerson(request, response.locals["page"] === true)) return sendProblem(answer);
  const { title, status, detail } = problem;
  const main = html`<h1>${title}</h1>
    <p>${sentence(detail)}</p>
    <p><a href="/">To the home page</a></p>`;
  sendPage(response, { title, main, signedIn: false }, status);
}

/** The API speaks JSON, even to a browser. */
function isForPerson(request: Request, isPage: boolean): boolean {
  if (isPage) return true;
  if (/^\/(api(\/|$)|openapi\.json$)/.test(request.path)) return false;
  return request.accepts(["json", "html"]) === "html";
}

function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
