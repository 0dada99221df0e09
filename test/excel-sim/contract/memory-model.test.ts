import { createMemoryModel } from "../memory/memory-model";
import { describeSheetModel } from "./describe-sheet-model";

describeSheetModel("The workbook in memory", () => Promise.resolve({ model: createMemoryModel(), dispose: () => undefined }));
