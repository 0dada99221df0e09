/** Requirement sets of an Excel that runs all that npm's office.js can do; tests lower them to pretend an older one. */
export type RequirementSets = Readonly<Record<string, number>>;

export const currentRequirementSets: RequirementSets = {
  ExcelApi: 1.15,
  ExcelApiOnline: 1.1,
  DialogApi: 1.2,
  DialogOrigin: 1.1,
  SharedRuntime: 1.2,
  RibbonApi: 1.2,
  KeyboardShortcuts: 1.1,
  CustomFunctionsRuntime: 1.3,
  CustomFunctions: 1.9,
  Settings: 1.1,
  CustomXmlParts: 1.1,
  BindingEvents: 1.1,
  DocumentEvents: 1.1,
  MatrixBindings: 1.1,
  TableBindings: 1.1,
  TextBindings: 1.1,
  Selection: 1.1,
  AddInCommands: 1.3,
  OpenBrowserWindowApi: 1.1,
  RichApiRuntime: 1.2,
  RichApiRuntimeFlag: 1.2,
  DelayForCellEdit: 1.1,
};
