import type { Arguments } from "../rich-api/arguments";
import { ribbonType } from "./ribbon-service";
import { createObject, type HostObject, type ObjectType } from "../rich-api/host-object";

/** What the add-in did to its own surroundings. */
export type AddInState = {
  paneVisible: boolean;
  /** `Office.addin.setStartupBehavior(load)`. */
  startsWithWorkbook: boolean;
  /** What `Office.ribbon.requestUpdate` said of controls and tabs, by id. */
  readonly ribbon: Map<string, RibbonState>;
  /** `OfficeRuntime.storage` of the desktop; on the web office.js keeps it in localStorage itself. */
  readonly storage: Map<string, string>;
};

export type RibbonState = { readonly enabled?: boolean; readonly visible?: boolean };

export const createAddInState = (): AddInState => ({
  paneVisible: false,
  startsWithWorkbook: false,
  ribbon: new Map(),
  storage: new Map(),
});

export type ServiceSurroundings = {
  readonly addIn: AddInState;
  readonly paneChanged: (visible: boolean) => void;
  /** Sends office.js an event that has no target. */
  readonly raise: (type: number, detail: unknown) => void;
};

/** Services by the name that office.js asks for. */
const types: readonly ObjectType<ServiceSurroundings>[] = [
  { name: "Microsoft.InternalService.AddinInternalService", methods: { NotifyActionHandlerReady: () => null } },
  {
    name: "Microsoft.AppRuntime.AppRuntimeService",
    methods: {
      GetAppRuntimeState: ({ addIn }) => (addIn.paneVisible ? "Visible" : "Background"),
      SetAppRuntimeState({ addIn, paneChanged }, args) {
        addIn.paneVisible = args.text(0) === "Visible";
        paneChanged(addIn.paneVisible);
      },
    },
  },
  {
    name: "Microsoft.AppRuntime.AppRuntimePersistenceService",
    methods: {
      GetAppRuntimeStartState: ({ addIn }) => (addIn.startsWithWorkbook ? "Background" : "Inactive"),
      SetAppRuntimeStartState({ addIn }, args) {
        addIn.startsWithWorkbook = args.text(0) !== "Inactive";
      },
    },
  },
];

/** Event with which the store answers. */
const storageMessage = 65_537;

type Store = Map<string, string>;
type Answer = readonly (readonly [string, string])[] | readonly string[] | null;

/** `OfficeRuntime.storage`: every call has an id, and the answer comes as an event. */
function storageMethod(run: (storage: Store, keys: readonly unknown[]) => Answer) {
  return ({ addIn, raise }: ServiceSurroundings, args: Arguments): void => {
    const keys: unknown = JSON.parse(args.optionalText(1) ?? "[]");
    const answer = run(addIn.storage, Array.isArray(keys) ? keys : []);
    raise(storageMessage, { invokeId: args.raw(0), message: JSON.stringify(answer), errorCode: 0 });
  };
}

const storageType: ObjectType<ServiceSurroundings> = {
  name: "Microsoft.PersistentKvStorage.PersistentKvStorageService",
  methods: {
    MultiGet: storageMethod((storage, keys) => keys.flatMap((key) => [...storage].filter(([name]) => name === key))),
    MultiSet: storageMethod((storage, pairs) => {
      for (const [key, value] of pairs as [string, string][]) storage.set(key, value);
      return null;
    }),
    MultiRemove: storageMethod((storage, keys) => {
      for (const key of keys) storage.delete(String(key));
      return null;
    }),
    GetAllKeys: storageMethod((storage) => [...storage.keys()]),
    Clear: storageMethod((storage) => {
      storage.clear();
      return null;
    }),
  },
};

export function runtimeServices(self: ServiceSurroundings): Map<string, HostObject> {
  return new Map([...types, ribbonType, storageType].map((type) => [type.name, createObject(type, self)]));
}
