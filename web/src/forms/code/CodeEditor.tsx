import { html } from "@codemirror/lang-html";
import { json } from "@codemirror/lang-json";
import { EditorView } from "@codemirror/view";
import { useComputedColorScheme } from "@mantine/core";
import CodeMirror from "@uiw/react-codemirror";
import { useMemo } from "react";
import classes from "./CodeEditor.module.css";

export interface CodeEditorProps {
  language: "json" | "html" | "text";
  /** The id of the element that labels it. */
  labelledBy?: string;
  label?: string;
  readOnly?: boolean;
  value: string;
  height?: string;
  onChange(value: string): void;
  /** Hands out how to put text where the cursor is. */
  onReady?(insert: (text: string) => void): void;
}

/** Tab leaves it, as everywhere else: it is a field of a form. */
export default function CodeEditor(props: CodeEditorProps) {
  const { language, labelledBy, label, readOnly = false, value, height, onChange, onReady } = props;
  const scheme = useComputedColorScheme("light");
  const extensions = useMemo(() => {
    const named: Record<string, string> = {
      // What scrolls can be reached by keyboard.
      tabindex: "0",
      ...(labelledBy !== undefined && { "aria-labelledby": labelledBy }),
      ...(label !== undefined && { "aria-label": label }),
    };
    return [...syntaxOf(language), EditorView.lineWrapping, EditorView.contentAttributes.of(named)];
  }, [language, labelledBy, label]);
  return (
    <CodeMirror
      className={classes["editor"]}
      theme={scheme}
      value={value}
      height={height}
      minHeight="72px"
      maxHeight={height === undefined ? "320px" : undefined}
      indentWithTab={false}
      readOnly={readOnly}
      basicSetup={{
        foldGutter: false,
        lineNumbers: language !== "text",
        highlightActiveLine: false,
      }}
      extensions={extensions}
      onChange={onChange}
      onCreateEditor={(view) => onReady?.((text) => insertAt(view, text))}
    />
  );
}

function syntaxOf(language: CodeEditorProps["language"]): ReturnType<typeof json>[] {
  if (language === "json") return [json()];
  return language === "html" ? [html()] : [];
}

function insertAt(view: EditorView, text: string): void {
  view.dispatch(view.state.replaceSelection(text));
  view.focus();
}
