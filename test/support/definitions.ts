/** A definition whose blocks follow one another: start, the given ones, end. */
export function inARow(...blocks: { id: string; kind: string; config?: object }[]): object {
  const all = [{ id: "start", kind: "start" }, ...blocks, { id: "end", kind: "end" }];
  const branches = (kind: string): string[] => {
    if (kind === "getOrder") return ["found", "notFound"];
    return kind === "condition" ? ["yes", "no"] : ["next"];
  };
  const edges = all
    .slice(0, -1)
    .flatMap(({ id, kind }, index) =>
      branches(kind).map((branch) => ({ from: id, branch, to: all[index + 1]?.id })),
    );
  return { blocks: all, edges };
}

export const email = (id: string, subject: string, more: object = {}) => ({
  id,
  kind: "sendEmail",
  config: { subject, html: `<p>${subject} for {{ contact.email }}</p>`, ...more },
});
