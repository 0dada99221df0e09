/**
 * Tells Excel what each ribbon command does. A handler must not throw: nobody would see it.
 * Excel shows the button as busy until `completed` is called.
 * @see https://learn.microsoft.com/office/dev/add-ins/design/create-addin-commands
 */
export function associateRibbon(handlers: Readonly<Record<string, () => Promise<void>>>): void {
  for (const [name, handle] of Object.entries(handlers)) {
    Office.actions.associate(name, (event: Office.AddinCommands.Event) => {
      void handle().finally(() => event.completed());
    });
  }
}
