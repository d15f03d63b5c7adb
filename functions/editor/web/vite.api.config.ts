import { resolve } from "node:path";
import { defineConfig } from "vite";

/** `api.js`: one classic script, as pages of integrators load it. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist/apps/api/documents",
    target: "es2018",
    emptyOutDir: false,
    lib: {
      entry: resolve(import.meta.dirname, "src/api/api.ts"),
      formats: ["iife"],
      name: "SpindleApi",
      fileName: () => "api.js",
    },
  },
});
