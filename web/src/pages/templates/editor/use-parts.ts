import { useState } from "react";
import type { MjmlDocument } from "../mjml/nodes.ts";
import type { Parsed } from "../mjml/parse.ts";
import { parseMjml } from "../mjml/parse.ts";
import { serializeMjml } from "../mjml/serialize.ts";

interface State {
  text: string;
  document: MjmlDocument;
}

/**
 * A mail's text as its parts, with what it was before. What is written elsewhere (code, a version) is
 * read anew.
 */
export function useParts(text: string, onChange: (text: string) => void) {
  const [state, setState] = useState<State | null>(null);
  const [past, setPast] = useState<State[]>([]);
  const [future, setFuture] = useState<State[]>([]);
  // Letters that follow one another in one field are one step back.
  const [typing, setTyping] = useState<string | null>(null);
  const parsed = state?.text === text ? null : parseMjml(text);
  if (parsed?.ok === true) setState({ text, document: parsed.document });
  const fault: Extract<Parsed, { ok: false }> | null = parsed?.ok === false ? parsed : null;
  const show = (next: State) => {
    setState(next);
    onChange(next.text);
  };
  /** @param field where it was typed; undefined: a step of its own */
  const change = (next: MjmlDocument, field?: string) => {
    if (state === null || next === state.document) return;
    const written = serializeMjml(next);
    if (written === state.text) return setState({ text: written, document: next });
    if (field === undefined || field !== typing) setPast([...past.slice(-99), state]);
    setTyping(field ?? null);
    setFuture([]);
    show({ text: written, document: next });
  };
  const undo = () => {
    const last = past.at(-1);
    if (last === undefined || state === null) return;
    setPast(past.slice(0, -1));
    setFuture([...future, state]);
    setTyping(null);
    show(last);
  };
  const redo = () => {
    const next = future.at(-1);
    if (next === undefined || state === null) return;
    setFuture(future.slice(0, -1));
    setPast([...past, state]);
    setTyping(null);
    show(next);
  };
  return {
    document: state?.document ?? null,
    fault,
    change,
    undo: past.length === 0 ? null : undo,
    redo: future.length === 0 ? null : redo,
  };
}
