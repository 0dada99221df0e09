/** Builds what the browser tests and the bundle budget look at. */
import { buildAll } from "./build-all";

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
await buildAll(process.cwd(), controller.signal);
