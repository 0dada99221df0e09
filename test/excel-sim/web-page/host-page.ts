import { createExcelHost, type ExcelHost } from "../host/excel-host";
import { typeInto, valuesAt } from "../keyboard";
import { createMemoryModel } from "../memory/memory-model";
import type { CellContent } from "../sheet-model";
import { attachWebTransport } from "../transports/web";

/** What the browser test drives in the host's page. */
export type HostPage = {
  readonly host: ExcelHost;
  readonly type: (address: string, input: string) => void;
  readonly values: (address: string) => CellContent[][];
};

const host = createExcelHost({
  model: createMemoryModel(),
  requirementSets: { ExcelApi: 1.14 },
  functions: {
    namespace: "DEMO",
    functions: [{ id: "PAIRS", name: "PAIRS", parameters: [{ name: "key", type: "string" }] }],
  },
});
const url = new URL(location.href).searchParams.get("addIn") ?? "";
const transport = attachWebTransport(host, { window, url, title: "Add-in" });
document.body.append(transport.frame);

const page: HostPage = {
  host,
  type: (address, input) => typeInto(host.model, address, input),
  values: (address) => valuesAt(host.model, address),
};
Object.assign(window, { hostPage: page, hostReady: transport.ready });
