import { parser } from "@prometheus-io/lezer-promql";

/** A metric that an expression asks for, with the labels that it is told apart and added up by. */
export interface Selected {
  metric: string;
  labels: string[];
}

const namesIn = (text: string): string[] => text.match(/[a-zA-Z_]\w*/g) ?? [];

/** What an expression asks for. @throws Error where it is no PromQL */
export function selectedIn(expression: string): Selected[] {
  // Grafana puts a duration there.
  const text = expression.replaceAll("$__rate_interval", "5m");
  const found: Selected[] = [];
  /** Of each aggregation that is being read, the outermost first. */
  const grouped: string[][] = [];
  parser.parse(text).iterate({
    enter: ({ type, name, from, to, node }) => {
      const said = text.slice(from, to);
      if (type.isError) throw new Error(`"${said}" at ${from} is no PromQL: ${expression}`);
      if (name === "AggregateExpr") {
        const by = node.getChild("AggregateModifier")?.getChild("GroupingLabels");
        grouped.push(by === null || by === undefined ? [] : namesIn(text.slice(by.from, by.to)));
      }
      if (name !== "VectorSelector") return;
      const [metric = ""] = namesIn(said);
      const matched = [...said.matchAll(/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)];
      found.push({
        metric,
        labels: [...matched.map(([, label = ""]) => label), ...grouped.flat()],
      });
    },
    leave: ({ name }) => {
      if (name === "AggregateExpr") grouped.pop();
    },
  });
  return found;
}
