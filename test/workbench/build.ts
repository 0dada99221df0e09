import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { context } from "esbuild";

const folder = join(process.cwd(), "test/workbench");

/** Builds the workbench page into a folder: index.html, main.js with its chunks, workbench.css. Started from the project's root. */
export async function buildWorkbench(outDir: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await mkdir(outDir, { recursive: true });
  await copyFile(join(folder, "index.html"), join(outDir, "index.html"));
  const build = await context({
    entryPoints: [join(folder, "main.ts"), join(folder, "workbench.css")],
    outdir: outDir,
    bundle: true,
    minify: true,
    // Univer's hyphenation tables, half of it all, are loaded only when asked for.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    target: "es2022",
    loader: { ".woff2": "dataurl", ".svg": "dataurl" },
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const cancel = (): void => void build.cancel();
  signal.addEventListener("abort", cancel);
  try {
    await build.rebuild();
  } finally {
    signal.removeEventListener("abort", cancel);
    await build.dispose();
  }
  signal.throwIfAborted();
}
