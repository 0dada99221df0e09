import { addIn, getDataMenu, ribbonButtons, type RibbonCommand, type RibbonMenu } from "./add-in";
import type { ManifestEnvironment } from "./environments";
import { iconReferences, resources } from "./resources-xml";
import { element, renderXml, type XmlElement } from "./xml-element";

const namespaces = {
  xmlns: "http://schemas.microsoft.com/office/appforoffice/1.1",
  "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
  "xmlns:bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
};
const overridesNamespace = "http://schemas.microsoft.com/office/taskpaneappversionoverrides";

/**
 * The add-in only manifest of one environment.
 * Element order: https://learn.microsoft.com/office/dev/add-ins/develop/manifest-element-ordering
 */
export function manifestXml(environment: ManifestEnvironment): string {
  const { id, baseUrl, nameSuffix } = environment;
  const root = element("OfficeApp", { ...namespaces, "xsi:type": "TaskPaneApp" }, [
    element("Id", {}, id),
    element("Version", {}, addIn.version),
    element("ProviderName", {}, addIn.provider),
    element("DefaultLocale", {}, "en-US"),
    element("DisplayName", { DefaultValue: addIn.name + nameSuffix }),
    element("Description", { DefaultValue: addIn.description }),
    element("IconUrl", { DefaultValue: `${baseUrl}/assets/${addIn.icon}-32.png` }),
    element("HighResolutionIconUrl", { DefaultValue: `${baseUrl}/assets/${addIn.icon}-64.png` }),
    element("SupportUrl", { DefaultValue: `${baseUrl}/help.html` }),
    element("AppDomains", {}, [element("AppDomain", {}, baseUrl)]),
    element("Hosts", {}, [element("Host", { Name: "Workbook" })]),
    element("Requirements", {}, [
      element("Sets", { DefaultMinVersion: "1.1" }, [
        element("Set", { Name: "SharedRuntime", MinVersion: "1.1" }),
        element("Set", { Name: "CustomFunctionsRuntime", MinVersion: "1.1" }),
        element("Set", { Name: "ExcelApi", MinVersion: "1.13" }),
      ]),
    ]),
    element("DefaultSettings", {}, [element("SourceLocation", { DefaultValue: `${baseUrl}/taskpane.html` })]),
    element("Permissions", {}, "ReadWriteDocument"),
    versionOverrides(baseUrl),
  ]);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${renderXml(root)}`;
}

function versionOverrides(baseUrl: string): XmlElement {
  const host = element("Host", { "xsi:type": "Workbook" }, [
    element("Runtimes", {}, [element("Runtime", { resid: "Page.Url", lifetime: "long" })]),
    element("AllFormFactors", {}, [customFunctions()]),
    element("DesktopFormFactor", {}, [
      element("GetStarted", {}, [
        element("Title", { resid: "Welcome.Title" }),
        element("Description", { resid: "Welcome.Text" }),
        element("LearnMoreUrl", { resid: "Help.Url" }),
      ]),
      element("FunctionFile", { resid: "Page.Url" }),
      element("ExtensionPoint", { "xsi:type": "PrimaryCommandSurface" }, [
        element("OfficeTab", { id: "TabData" }, [ribbonGroup()]),
      ]),
    ]),
  ]);
  return element("VersionOverrides", { xmlns: overridesNamespace, "xsi:type": "VersionOverridesV1_0" }, [
    element("Hosts", {}, [host]),
    resources(baseUrl),
  ]);
}

function customFunctions(): XmlElement {
  const source = (resid: string) => [element("SourceLocation", { resid })];
  return element("ExtensionPoint", { "xsi:type": "CustomFunctions" }, [
    element("Script", {}, source("Functions.Script.Url")),
    element("Page", {}, source("Page.Url")),
    element("Metadata", {}, source("Functions.Metadata.Url")),
    element("Namespace", { resid: "Functions.Namespace" }),
  ]);
}

function ribbonGroup(): XmlElement {
  return element("Group", { id: "StripeGroup" }, [
    element("Label", { resid: "StripeGroup.Label" }),
    iconReferences(addIn.icon),
    menuControl(getDataMenu),
    ...ribbonButtons.map((button) => element("Control", { "xsi:type": "Button", id: button.id }, commandParts(button))),
  ]);
}

function menuControl(menu: RibbonMenu): XmlElement {
  const items = menu.items.map((item) => element("Item", { id: item.id }, commandParts(item)));
  return element("Control", { "xsi:type": "Menu", id: menu.id }, [...face(menu), element("Items", {}, items)]);
}

function commandParts(command: RibbonCommand): readonly XmlElement[] {
  const action = element("Action", { "xsi:type": "ExecuteFunction" }, [element("FunctionName", {}, command.id)]);
  return [...face(command), action];
}

/** What a person sees of a control: label, tip and icon. */
function face({ id, icon }: RibbonCommand): readonly XmlElement[] {
  return [
    element("Label", { resid: `${id}.Label` }),
    element("Supertip", {}, [
      element("Title", { resid: `${id}.Label` }),
      element("Description", { resid: `${id}.Tip` }),
    ]),
    iconReferences(icon),
  ];
}
