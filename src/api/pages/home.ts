import type { EventSummary } from "../../contract/api/history.ts";
import type { RunSummary } from "../../contract/api/run.ts";
import type { Overview } from "../../services/home/overview.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { time } from "./layout.ts";

/** The home page: where to go, how busy today is, what happened last. */
export function homePage(
  { today, mostCounted, events, runs }: Overview,
  temporalUi: string | null,
): Html {
  const figure = (count: number) =>
    `${count.toLocaleString("en")}${count >= mostCounted ? "+" : ""}`;
  return html`<h1>Today</h1>
    <div class="figures">
      <div class="figure"><b>${figure(today.events)}</b><span>events received (UTC day)</span></div>
      <div class="figure"><b>${figure(today.runs)}</b><span>runs launched</span></div>
      <div class="figure">
        <a href="/inbox">Inbox</a><br /><span>mails of the built-in receiver</span>
      </div>
      <div class="figure">
        <a href="/docs">API reference</a><br /><span>try it in the browser</span>
      </div>
      ${temporalUi === null ? null : html`<div class="figure"><a href="${temporalUi}" target="_blank" rel="noreferrer">Temporal Web UI</a><br /><span>runs, block by block</span></div>`}
    </div>
    <h2>Newest events</h2>
    ${
      events.length === 0
        ? html`<p class="empty">No event yet. Send one to <code>POST /api/v1/event</code>.</p>`
        : html`<ul class="list">
            ${events.map(eventLine)}
          </ul>`
    }
    <h2>Newest runs</h2>
    ${
      runs.length === 0
        ? html`<p class="empty">No run yet. An event that starts an active workflow makes one.</p>`
        : html`<ul class="list">
            ${runs.map(runLine)}
          </ul>`
    }`;
}

function eventLine(event: EventSummary): Html {
  const { type, key, workflows, contactId, receivedAt } = event;
  const decided = workflows.map(
    ({ name, outcome }) =>
      html` <span class="tag ${outcome}">${outcome.replaceAll("_", " ")}</span>
        <span class="dim">${name}</span>`,
  );
  return html`<li>
    <span class="what"
      ><b>${type.key}</b> ${key}
      ${contactId === null ? html`<span class="dim">· no contact</span>` : null}<br />
      ${decided.length === 0 ? html`<span class="dim">bound to no workflow</span>` : decided}</span
    >${time(receivedAt)}
  </li>`;
}

function runLine(run: RunSummary): Html {
  return html`<li>
    <span class="what"
      ><b>${run.workflow.name}</b> <span class="dim">version ${run.version}</span><br />
      <span class="tag ${run.status}">${run.status}</span>
      <span class="dim">${run.event.typeKey} ${run.event.key}</span></span
    >${time(run.createdAt)}
  </li>`;
}
