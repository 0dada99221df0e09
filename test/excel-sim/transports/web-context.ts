import type { ExcelHost } from "../host/excel-host";

/** Excel on the web; the last field is flags: 1 shared runtime, 2 custom functions. */
export const hostInfo = "Excel$Web$16.00$en-US$excel-sim$$0$3";

/** What office.js asks for first: the document, its settings, and what this Excel can do. */
export function appContext(host: ExcelHost, { window, url }: { readonly window: Window; readonly url: string }): object {
  const matrix = JSON.stringify(host.requirementSets);
  return {
    _id: "ctl1",
    _appName: 16,
    _appVersion: "16.0",
    _appUILocale: "en-US",
    _dataLocale: "en-US",
    _docUrl: host.file.address ?? "",
    _clientMode: 0,
    _settings: [...host.documentSettings],
    _reason: "inserted",
    _osfControlType: 1,
    _eToken: "",
    _correlationId: "excel-sim",
    _appInstanceId: "instance-1",
    _touchEnabled: false,
    _commerceAllowed: false,
    _appMinorVersion: 1,
    _requirementMatrix: matrix,
    _dialogRequirementMatrix: matrix,
    _hostFullVersion: "16.0.18000.20000",
    _addinName: "Stripe",
    _appDomains: [new URL(url).origin],
    _addInSourceUrl: url,
    _clientWindowHeight: window.innerHeight,
    _clientWindowWidth: window.innerWidth,
    _initialDisplayMode: 2,
    _featureGates: {},
  };
}
