import { limitProperties } from "./properties/limit-properties";
import { memoryProperties } from "./properties/memory-properties";
import { oauthProperties } from "./properties/oauth-properties";
import { readingProperties } from "./properties/reading-properties";
import { signInProperties } from "./properties/sign-in-properties";
import { matching, property } from "./property";

/** Every setting. Forms, connection strings, defaults and documentation are read from here. */
export const connectionProperties = {
  Name: property<string>({
    label: "Name",
    doc: "What the connection is called in lists and formulas.",
    group: "General",
    default: "",
    parse: matching(/^[^;=]{1,60}$/, "A name has 1 to 60 characters and neither ; nor =."),
  }),
  ...signInProperties,
  ...oauthProperties,
  ...readingProperties,
  ...memoryProperties,
  ...limitProperties,
};

export type PropertyName = keyof typeof connectionProperties;

/** A value for every setting. */
export type ConnectionSettings = { readonly [K in PropertyName]: (typeof connectionProperties)[K]["default"] };

export const propertyNames = Object.keys(connectionProperties) as readonly PropertyName[];

/** The setting that a text names, whatever the case, underscores and spaces. */
export function findProperty(name: string): PropertyName | undefined {
  const wanted = plainName(name);
  return propertyNames.find((known) => {
    const { aliases = [] }: { readonly aliases?: readonly string[] } = connectionProperties[known];
    return [known, ...aliases].some((spelling) => plainName(spelling) === wanted);
  });
}

/** A setting's name without what does not matter in it. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[_\s]/g, "");
}
