import { createMemoryModel } from "../memory/memory-model";
import { describeLines } from "./describe-lines";
import { describeSheetModel } from "./describe-sheet-model";

const makeModel = () => Promise.resolve({ model: createMemoryModel(), dispose: () => undefined });

describeSheetModel("The workbook in memory", makeModel);
describeLines("the workbook in memory", makeModel);
