import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const pdfjs = dirname(fileURLToPath(import.meta.resolve("pdfjs-dist/package.json")));
const folders = ["cmaps", "standard_fonts", "wasm"];
// The decoder in JavaScript is as large as the three in WebAssembly together, which every browser in question runs.
const wanted = (name: string): boolean => !name.startsWith("LICENSE") && !name.includes("fallback");

/** What some PDFs need besides the library (character maps, fonts, decoders), under `pdfjs/`. */
export function pdfjsFiles(): Plugin {
  return {
    name: "pdfjs-files",
    async generateBundle() {
      for (const folder of folders) {
        for (const name of (await readdir(resolve(pdfjs, folder))).filter(wanted)) {
          this.emitFile({ type: "asset", fileName: `pdfjs/${folder}/${name}`, source: await readFile(resolve(pdfjs, folder, name)) });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use("/web-apps/pdfjs", (request, response, next) => {
        const [, folder = "", name = ""] = (request.url ?? "").split("/");
        if (!folders.includes(folder) || name === "" || name.includes("..")) return next();
        if (extname(name) === ".wasm") response.setHeader("content-type", "application/wasm");
        response.end(readFileSync(resolve(pdfjs, folder, name)));
      });
    },
  };
}

/** While the pages are worked on: `api.js` as it is built, and the other names of each editor's page. */
export function apiScript(): Plugin {
  return {
    name: "api-script",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? "").split("?")[0] ?? "";
        if (path !== "/web-apps/apps/api/documents/api.js") {
          request.url = request.url?.replace(/^(\/web-apps\/apps\/\w+editor\/)(?:mobile|embed|forms)\//, "$1main/");
          return next();
        }
        build({ configFile: resolve(import.meta.dirname, "vite.api.config.ts"), logLevel: "error", build: { write: false } }).then((result) => {
          const [output] = Array.isArray(result) ? result : [result];
          const chunk = output && "output" in output ? output.output[0] : undefined;
          response.setHeader("content-type", "text/javascript");
          response.end(chunk?.code ?? "");
        }, next);
      });
    },
  };
}
