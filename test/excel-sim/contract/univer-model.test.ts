import { loadUniver } from "../../workbench/load-univer";
import { describeLines } from "./describe-lines";
import { describeSheetModel } from "./describe-sheet-model";

const makeModel = async () => (await loadUniver()).createHeadlessModel();

describeSheetModel("The workbench's Univer grid", makeModel);
describeLines("the workbench's Univer grid", makeModel);
