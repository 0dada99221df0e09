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

/**
 * What differs between builds: where each page loads office.js from, and the deployment, whose values are explained in
 * `taskpane/deployment.ts`. The workbench shows the same page as Excel, but for that one address.
 */
const environments = {
  localhost: {
    pages: { "taskpane.html": officeJs.cdn, "taskpane-workbench.html": officeJs.local },
    deployment: { sandbox: "served", allowedApiBases: [] },
  },
  production: { pages: { "taskpane.html": officeJs.cdn }, deployment: { sandbox: "none", allowedApiBases: [] } },
  demo: { pages: { "taskpane.html": officeJs.cdn }, deployment: { sandbox: "inPage", allowedApiBases: [] } },
};

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
    entry: { runtime: "./taskpane/runtime.ts" },
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
      ...Object.entries(chosen.pages).map(
        ([filename, address]) =>
          new HtmlPlugin({
            template: "taskpane/taskpane.html",
            filename,
            templateParameters: { officeJs: address },
            scriptLoading: "defer",
            hash: true,
          }),
      ),
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
