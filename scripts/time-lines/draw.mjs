const width = 960;
const left = 190;
const right = 24;
const laneHeight = 92;
const top = 64;
const font = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const marks = {
  starts: { fill: "#0f766e", stroke: "#0f766e" },
  nothing: { fill: "#f7f8fa", stroke: "#98a2b3" },
  sent: { fill: "#3b5bdb", stroke: "#3b5bdb" },
  stops: { fill: "#c92a2a", stroke: "#c92a2a" },
  event: { fill: "#b25e09", stroke: "#b25e09" },
};
const spans = {
  window: { fill: "#d3f3ea", stroke: "#0f766e" },
  wait: { fill: "#e4ebff", stroke: "#3b5bdb" },
  closed: { fill: "#eceef2", stroke: "#98a2b3" },
  lost: { fill: "#ffe3e3", stroke: "#c92a2a" },
};

/**
 * A time line as SVG. It stands on a card of its own, so that it reads the same on a light page and on
 * a dark one. Times are hours from the drawing's beginning.
 */
export function draw({ name, title, about, hours, ticks, lanes, legend }) {
  const height = top + lanes.length * laneHeight + 44;
  const x = (hour) => left + (hour / hours) * (width - left - right);
  const bottom = top + lanes.length * laneHeight;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${name}-title ${name}-about" font-family="${font}" font-size="13" fill="#1d2433">`,
    `<title id="${name}-title">${escape(title)}</title>`,
    `<desc id="${name}-about">${escape(about)}</desc>`,
    `<rect x="1" y="1" width="${width - 2}" height="${height - 2}" rx="14" fill="#f7f8fa" stroke="#c9ced8"/>`,
    ...ticks.map(([hour, text]) => tick(x(hour), bottom, text)),
    ...lanes.map((lane, index) => drawLane(lane, top + index * laneHeight, x)),
    drawLegend(legend, height - 20),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function tick(at, bottom, text) {
  return [
    `<line x1="${at}" y1="48" x2="${at}" y2="${bottom}" stroke="#d7dbe3" stroke-dasharray="3 4"/>`,
    `<text x="${at + 4}" y="36" fill="#475467" font-size="12">${escape(text)}</text>`,
  ].join("\n");
}

function drawLane({ label, note, spans: bars = [], marks: dots = [] }, y, x) {
  const line = y + 38;
  return [
    `<text x="20" y="${y + 36}" font-weight="700">${escape(label)}</text>`,
    ...(note === undefined
      ? []
      : lines(note).map((text, index) => small(20, y + 54 + index * 15, text))),
    `<line x1="${left}" y1="${line}" x2="${width - right}" y2="${line}" stroke="#98a2b3"/>`,
    ...bars.map(([from, to, kind, text]) => span(x(from), x(to), line, kind, text)),
    ...dots.map(([at, kind, text, anchor]) => dot(x(at), line, kind, text, anchor)),
  ].join("\n");
}

function span(from, to, line, kind, text) {
  const { fill, stroke } = spans[kind];
  return [
    `<rect x="${from}" y="${line + 10}" width="${to - from}" height="24" rx="5" fill="${fill}" stroke="${stroke}"/>`,
    `<text x="${from + 7}" y="${line + 26}" font-size="12">${escape(text)}</text>`,
  ].join("\n");
}

function dot(at, line, kind, text, anchor = "start") {
  const { fill, stroke } = marks[kind];
  const shape =
    kind === "stops"
      ? `<rect x="${at - 6}" y="${line - 6}" width="12" height="12" fill="${fill}"/>`
      : `<circle cx="${at}" cy="${line}" r="6" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;
  const shift = { start: -5, middle: 0, end: 5 }[anchor];
  return [
    shape,
    `<text x="${at + shift}" y="${line - 13}" font-size="12" text-anchor="${anchor}">${escape(text)}</text>`,
  ].join("\n");
}

function drawLegend(entries, y) {
  let at = 20;
  const drawn = entries.map(([kind, text]) => {
    const mark = dot(at + 6, y - 4, kind, "").split("\n")[0];
    const said = small(at + 20, y, text);
    at += 46 + text.length * 6.6;
    return `${mark}\n${said}`;
  });
  return drawn.join("\n");
}

function small(x, y, text) {
  return `<text x="${x}" y="${y}" font-size="12" fill="#475467">${escape(text)}</text>`;
}

function lines(text) {
  return text.split("\n");
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
