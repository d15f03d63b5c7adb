import { resolve } from "node:path";
import { defineConfig } from "vite";
import { apiScript, pdfjsFiles } from "./vite.plugins.ts";

const page = (name: string) => resolve(import.meta.dirname, "apps", name, "index.html");
/** Where `vite` finds the service while the pages are worked on. */
const service = process.env.SPINDLE_URL ?? "http://127.0.0.1:3000";
const served = ["/editing", "/cache", "/converter", "/command", "/docbuilder", "/v1", "/fs", "/quill", "/sheet", "/oss", "/hosting", "/wopi", "/healthcheck", "/meta", "/internal", "/web-apps/assets"];

/** The pages: one for each kind of editor, and the console. `api.js` is built by `vite.api.config.ts`. */
export default defineConfig(({ command }) => ({
  // Relative, so that a deployment may be anywhere below a host.
  base: command === "build" ? "./" : "/web-apps/",
  plugins: [pdfjsFiles(), apiScript()],
  build: {
    outDir: "dist",
    target: "es2022",
    emptyOutDir: true,
    assetsDir: "assets",
    rolldownOptions: {
      input: {
        word: page("documenteditor/main"),
        cell: page("spreadsheeteditor/main"),
        slide: page("presentationeditor/main"),
        pdf: page("pdfeditor/main"),
        console: page("console"),
        preload: resolve(import.meta.dirname, "apps/api/documents/preload.html"),
      },
    },
  },
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: service, xfwd: true }])) },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
}));
