import { commentsIn } from "./comments.ts";

/** MJML keeps what stands inside of these as it is, comments too. */
const isEnding =
  /^mj-(?:accordion-text|accordion-title|button|navbar-link|preview|raw|social-element|style|table|text|title)$/;

/** Where comments begin that are inside of the document, and in no component that takes HTML. */
export function commentsBetweenComponents(mjml: string): Set<number> {
  const between = new Set<number>();
  let inside = false;
  let ending = "";
  let after = 0;
  const read = (until: number): void => {
    for (const { name, opens, closesItself } of componentTags(mjml.slice(after, until))) {
      if (ending !== "") {
        if (!opens && name === ending) ending = "";
      } else if (opens && isEnding.test(name)) ending = closesItself ? "" : name;
      else if (name === "mjml") inside = opens;
    }
  };
  for (const { begin, end } of commentsIn(mjml)) {
    read(begin);
    if (inside && ending === "") between.add(begin);
    after = end;
  }
  return between;
}

interface ComponentTag {
  name: string;
  opens: boolean;
  closesItself: boolean;
}

const componentName = /mj[\w-]*/y;

function* componentTags(mjml: string): Generator<ComponentTag, void> {
  let end = -1;
  for (let begin = mjml.indexOf("<"); begin !== -1; begin = mjml.indexOf("<", begin + 1)) {
    if (end < begin) end = mjml.indexOf(">", begin);
    if (end === -1) return;
    const opens = mjml[begin + 1] !== "/";
    componentName.lastIndex = begin + (opens ? 1 : 2);
    const [name] = componentName.exec(mjml) ?? [];
    if (name !== undefined) yield { name, opens, closesItself: mjml[end - 1] === "/" };
  }
}
