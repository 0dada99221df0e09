/** A place where bytes stay: what is in it now, and a way to put a text there as the program would. */
export type Sink = {
  readonly name: string;
  read(): Promise<Uint8Array>;
  plant(text: string): Promise<void>;
};
