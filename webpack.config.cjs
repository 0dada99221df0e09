/** Builds the add-in's page: `webpack --env environment=localhost|production|demo`. */
const CopyPlugin = require("copy-webpack-plugin");
const HtmlPlugin = require("html-webpack-plugin");
const path = require("node:path");
const { DefinePlugin, sources } = require("webpack");

/** Excel must load Office's library from its maker; the workbench loads an unmodified copy from our own origin. */
const officeJs = {
  cdn: "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
  local: "/officejs/office.js",
};

/** The pages by name, with their template and script. */
const pages = {
  taskpane: { template: "taskpane/taskpane.html", script: "runtime" },
  "dialog-start": { template: "taskpane/dialog/dialog-start.html", script: "dialog-start" },
};
/** The gateway makes the page of this one. */
const endOfDialog = "dialog-end";

/** The same pages for Excel and the workbench, but for the address of office.js; the workbench's names end so. */
const forExcel = { suffix: "", officeJs: officeJs.cdn };
const forWorkbench = { suffix: "-workbench", officeJs: officeJs.local };

/** What differs between builds: whom pages are for, and the deployment, whose values are explained in `taskpane/deployment.ts`. */
const environments = {
  localhost: { audiences: [forExcel, forWorkbench], deployment: { sandbox: "served", gateway: "own", allowedApiBases: [] } },
  production: { audiences: [forExcel], deployment: { sandbox: "none", gateway: "own", allowedApiBases: [] } },
  demo: { audiences: [forExcel], deployment: { sandbox: "inPage", gateway: "none", allowedApiBases: [] } },
};

/** One page for one audience. A page loads no other page's script, whatever the entry is called. */
function htmlPage([name, { template, script }], { suffix, officeJs }) {
  const scripts = [...Object.values(pages).map((page) => page.script), endOfDialog];
  return new HtmlPlugin({
    template,
    filename: `${name}${suffix}.html`,
    templateParameters: { officeJs },
    excludeChunks: scripts.filter((other) => other !== script),
    scriptLoading: "defer",
    hash: true,
  });
}

const scripts = {
  test: /\.tsx?$/,
  exclude: /node_modules/,
  loader: "swc-loader",
  options: {
    jsc: {
      parser: { syntax: "typescript", tsx: true },
      transform: { react: { runtime: "automatic" } },
      target: "es2022",
    },
  },
};

/** SQLite runs in the page: the worker that its package also offers is not ours to bundle. */
const sqlite = { test: /sqlite-wasm[\\/].*\.mjs$/, parser: { worker: false } };

/** Writes `functions.json`, which tells Excel the formulas' names and arguments. */
class FunctionMetadataPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("FunctionMetadataPlugin", (compilation) => {
      compilation.fileDependencies.add(inFolder("functions/query.ts"));
      compilation.hooks.processAssets.tapPromise("FunctionMetadataPlugin", async () => {
        const { generateFunctionMetadata } = await import("./test/tools/function-metadata.mjs");
        compilation.emitAsset("functions.json", new sources.RawSource(await generateFunctionMetadata()));
      });
    });
  }
}

const inFolder = (name) => path.resolve(__dirname, name);

module.exports = ({ environment = "production" } = {}, { mode = "production" } = {}) => {
  const chosen = environments[environment];
  if (!chosen) throw new Error(`Unknown environment ${environment}. Known: ${Object.keys(environments).join(", ")}.`);
  return {
    mode,
    target: ["web", "es2022"],
    entry: {
      runtime: "./taskpane/runtime.ts",
      "dialog-start": "./taskpane/dialog/start.ts",
      [endOfDialog]: "./taskpane/dialog/end.ts",
    },
    output: {
      path: inFolder(`dist/${environment}`),
      // The manifest names runtime.js, so only what it loads later may carry a hash.
      filename: "[name].js",
      chunkFilename: "chunks/[name].[contenthash:8].js",
      assetModuleFilename: "chunks/[name].[contenthash:8][ext]",
      publicPath: "/",
      clean: true,
    },
    resolve: { extensions: [".ts", ".tsx", ".mjs", ".js"] },
    module: { rules: [scripts, sqlite] },
    plugins: [
      new FunctionMetadataPlugin(),
      new DefinePlugin({ DEPLOYMENT: JSON.stringify(chosen.deployment) }),
      ...chosen.audiences.flatMap((audience) => Object.entries(pages).map((page) => htmlPage(page, audience))),
      new CopyPlugin({
        patterns: [
          { from: "assets/*.png" },
          { from: "taskpane/help.html", to: "help.html" },
        ],
      }),
    ],
    devtool: mode === "production" ? false : "source-map",
    performance: false,
    stats: "errors-warnings",
    cache: {
      type: "filesystem",
      cacheDirectory: inFolder("node_modules/.cache/webpack"),
      name: `${environment}-${mode}`,
      buildDependencies: { config: [__filename] },
    },
  };
};
