/** What the add-in is called and what its ribbon holds. The manifest is written from this alone. */

/** A button, or an item of a menu, that runs the function of the same name as its id. */
export type RibbonCommand = {
  /** Control id, function name, and the stem of its texts' resource ids. */
  readonly id: string;
  readonly label: string;
  /** At most 250 characters. */
  readonly tip: string;
  /** Stem of the PNG files in `assets/`. */
  readonly icon: string;
};

export type RibbonMenu = RibbonCommand & { readonly items: readonly RibbonCommand[] };

export const addIn = {
  /** Office keeps a copy of manifest and functions per version: raise it with every release. */
  version: "1.0.0.0",
  provider: "Excel Connector for Stripe contributors",
  name: "Excel Connector for Stripe",
  description: "Load Stripe data into Excel tables and formulas, and keep it up to date.",
  /** What formulas begin with: `=STRIPE.QUERY(…)`. */
  namespace: "STRIPE",
  icon: "connector",
  welcome: {
    title: "Stripe data is ready",
    text: "On the Data tab, in the Stripe group, choose Get Data to load charges, invoices and more.",
  },
} as const;

export const getDataMenu: RibbonMenu = {
  id: "GetData",
  label: "Get Data",
  tip: "Load charges, invoices, customers and more from Stripe into this workbook.",
  icon: "get-data",
  items: [
    {
      id: "FromStripe",
      label: "From Stripe…",
      tip: "Choose a table and columns, or write SQL, and insert the rows as an Excel table.",
      icon: "get-data",
    },
    {
      id: "NewConnection",
      label: "New Connection…",
      tip: "Connect a Stripe account with a restricted key or an API key.",
      icon: "new-connection",
    },
    {
      id: "ManageConnections",
      label: "Manage Connections…",
      tip: "See the Stripe accounts that this device can read, and remove those no longer needed.",
      icon: "connections",
    },
  ],
};

export const ribbonButtons: readonly RibbonCommand[] = [
  {
    id: "Refresh",
    label: "Refresh",
    tip: "Read the selected Stripe table again and rewrite its values in place.",
    icon: "refresh",
  },
  {
    id: "RefreshAll",
    label: "Refresh All",
    tip: "Read every Stripe table of this workbook again.",
    icon: "refresh-all",
  },
  {
    id: "Queries",
    label: "Queries",
    tip: "See the Stripe queries of this workbook, when they last ran, and their schedules.",
    icon: "queries",
  },
];
