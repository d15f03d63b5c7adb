import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, RangeSetBuilder } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { t } from "../../ui/i18n";
import type { Failure } from "./build";
import { proposals, type Members } from "./members";

/** What the page does with the editor. */
export interface Wiring {
  run: () => void;
  changed: (text: string) => void;
  /** What can be called, once it is known. */
  members: () => Members | null;
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.operatorKeyword], color: "var(--c-code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--c-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--c-code-number)" },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: "var(--c-code-comment)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.function(tags.propertyName)], color: "var(--c-code-member)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", color: "var(--c-text)", backgroundColor: "var(--c-surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--c-mono)", lineHeight: "1.55" },
  ".cm-gutters": { backgroundColor: "var(--c-surface)", color: "var(--c-code-gutter)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--c-accent) 6%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--c-text)" },
  ".cm-cursor": { borderLeftColor: "var(--c-text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--c-accent) 26%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--c-accent) 14%, transparent)" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--c-raised)", color: "var(--c-text)", border: "1px solid var(--c-line)", borderRadius: "8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--c-accent)", color: "var(--c-on-accent)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.7", marginLeft: "1em" },
  ".cm-completionIcon": { display: "none" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--c-bad)" },
});

const hash = Decoration.line({ class: "c-hash" });

/** Lines that begin with `#` are comments of the script service, not of the language. */
function hashLines(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      if (/^\s*#/.test(line.text)) marks.add(line.from, line.from, hash);
      at = line.to + 1;
    }
  }
  return marks.finish();
}

const hashComments = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = hashLines(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = hashLines(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** The editor of scripts. */
export class ScriptEditor {
  readonly view: EditorView;

  constructor(
    parent: HTMLElement,
    text: string,
    private readonly wiring: Wiring,
  ) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), drawSelection(), history(), indentOnInput(), indentUnit.of("    "), bracketMatching(), closeBrackets(), highlightSelectionMatches(), lintGutter(),
          EditorState.tabSize.of(4),
          javascript(),
          syntaxHighlighting(colours),
          hashComments,
          theme,
          autocompletion({ override: [(context) => this.complete(context)] }),
          EditorView.contentAttributes.of({ "aria-label": t("console.play.script"), tabindex: "0" }),
          keymap.of([{ key: "Mod-Enter", run: () => (wiring.run(), true) }, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => update.docChanged && wiring.changed(update.state.doc.toString())),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
  }

  /** Marks the line where a script failed, or nothing. */
  mark(failure: Failure | null): void {
    const { doc } = this.view.state;
    const marks: Diagnostic[] = [];
    if (failure?.line !== undefined && failure.line <= doc.lines) {
      const line = doc.line(Math.max(1, failure.line));
      const from = Math.min(line.to, line.from + Math.max(0, (failure.column ?? 1) - 1));
      marks.push({ from, to: Math.max(line.to, from), severity: "error", message: failure.message });
    }
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** Puts the cursor where a script failed. */
  goTo(failure: Failure): void {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(doc.lines, Math.max(1, failure.line ?? 1)));
    this.view.dispatch({ selection: { anchor: Math.min(line.to, line.from + Math.max(0, (failure.column ?? 1) - 1)) }, scrollIntoView: true });
    this.view.focus();
  }

  private complete(context: CompletionContext): CompletionResult | null {
    const members = this.wiring.members();
    const word = context.matchBefore(/([\w$]+|\))\.\w*$/);
    if (!members || !word) return null;
    const dot = word.text.lastIndexOf(".");
    const before = context.state.sliceDoc(0, word.from);
    const options = proposals(members, word.text.slice(0, dot), before).map(({ label, detail }) => ({ label, detail, type: "method" }));
    return { from: word.from + dot + 1, options, validFor: /^\w*$/ };
  }
}
